export type PasswordLevel = 'short' | 'long' | 'weak' | 'fair' | 'strong'
export type PasswordJudgement = { level: PasswordLevel; words: string; isAccepted: boolean }

const words: Record<PasswordLevel, string> = {
  short: 'Use at least 8 characters.',
  long: 'Use at most 72 characters; accents and signs count for more than one.',
  weak: 'Too easy to guess. Use several words, or let your password manager make one.',
  fair: 'Good. A longer one is stronger.',
  strong: 'Strong.',
}

/** The first that are tried everywhere, without the digits and signs that people put behind them. */
const common = new Set(
  'password passwort passw0rd qwerty qwertz qwertyui qwertyuiop asdfghjkl iloveyou welcome letmein football baseball sunshine princess superman monkey dragon master computer internet starwars whatever trustno tandem lessons abcdefgh abcdefghi admin administrator changeme secret'.split(
    ' ',
  ),
)

const minimum = 8
// bcrypt, which Supabase Auth hashes with, ignores everything after byte 72.
const maximumBytes = 72

/** How good a password is, for the words below the field while it is typed and for the server, which has the last word. */
export function judgePassword(password: string, email: string): PasswordJudgement {
  const level = findLevel(password, email)
  return { level, words: words[level], isAccepted: level === 'fair' || level === 'strong' }
}

function findLevel(password: string, email: string): PasswordLevel {
  if ([...password].length < minimum) return 'short'
  if (new TextEncoder().encode(password).length > maximumBytes) return 'long'
  if (isGuessable(password.toLowerCase(), email.toLowerCase())) return 'weak'
  const length = [...password].length
  return length >= 16 || (length >= 12 && countKinds(password) >= 3) ? 'strong' : 'fair'
}

function isGuessable(password: string, email: string): boolean {
  const core = password.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  const [name = ''] = email.split('@')
  return (
    common.has(password) ||
    common.has(core) ||
    core === name ||
    password === email ||
    new Set(password).size < 5 ||
    isRun(password)
  )
}

/** "12345678" and "hgfedcba": each sign follows the one before. */
function isRun(password: string): boolean {
  const codes = [...password].map((sign) => sign.codePointAt(0) ?? 0)
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)))
  return steps.size === 1
}

function countKinds(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
}
