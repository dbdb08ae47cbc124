import type { Addresses } from './addresses.ts'
import { demoUser } from './create-demo-user.ts'

/** The table that `npm run dev` ends with. */
export function formatAddresses(addresses: Addresses): string {
  const rows: [string, string][] = [
    ['Web', addresses.web],
    ['Phone', addresses.phone],
    ['Mailbox', addresses.mailbox],
    ['Stripe simulator', addresses.stripe],
    ['App Store simulator', addresses.appStore],
    ...(addresses.identity ? [['Apple and Google sign-in', addresses.identity] as [string, string]] : []),
    ['API', addresses.api],
    ['Database', addresses.database],
  ]
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  const lines = rows.map(([name, address]) => `  ${name.padEnd(width)}${address}`)
  return [
    '',
    'Tandem is running.',
    '',
    ...lines,
    '',
    `  Sign in as ${demoUser.email} with the password ${demoUser.password}`,
    '',
  ].join('\n')
}
