export type FieldName = 'number' | 'expiry' | 'cvc'

export type FieldFault = { code: string; message: string }

export type CardField = {
  name: FieldName
  label: string
  placeholder: string
  autocomplete: AutoFill
  format(digits: string): string
  maxDigits: number
  /** Null when the digits are complete and right. */
  findFault(digits: string, now: Date): FieldFault | null
}

export const cardFields: readonly CardField[] = [
  {
    name: 'number',
    label: 'Card number',
    placeholder: '1234 1234 1234 1234',
    autocomplete: 'cc-number',
    maxDigits: 16,
    format: (digits) => digits.replace(/(\d{4})(?=\d)/g, '$1 '),
    findFault(digits) {
      if (digits.length < 16) return { code: 'incomplete_number', message: 'Your card number is incomplete.' }
      return passesLuhn(digits) ? null : { code: 'invalid_number', message: 'Your card number is invalid.' }
    },
  },
  {
    name: 'expiry',
    label: 'Expiration date',
    placeholder: 'MM / YY',
    autocomplete: 'cc-exp',
    maxDigits: 4,
    format: (digits) => (digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits),
    findFault: findExpiryFault,
  },
  {
    name: 'cvc',
    label: 'Security code',
    placeholder: 'CVC',
    autocomplete: 'cc-csc',
    maxDigits: 4,
    format: (digits) => digits,
    findFault: (digits) =>
      digits.length < 3 ? { code: 'incomplete_cvc', message: 'Your card’s security code is incomplete.' } : null,
  },
]

function findExpiryFault(digits: string, now: Date): FieldFault | null {
  if (digits.length < 4) return { code: 'incomplete_expiry', message: 'Your card’s expiration date is incomplete.' }
  const month = Number(digits.slice(0, 2))
  const year = 2000 + Number(digits.slice(2))
  if (month < 1 || month > 12)
    return { code: 'invalid_expiry_month', message: 'Your card’s expiration date is invalid.' }
  if (year < now.getFullYear()) {
    return { code: 'invalid_expiry_year_past', message: 'Your card’s expiration year is in the past.' }
  }
  if (year > now.getFullYear() || month > now.getMonth()) return null
  return { code: 'invalid_expiry_month_past', message: 'Your card’s expiration date is in the past.' }
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
