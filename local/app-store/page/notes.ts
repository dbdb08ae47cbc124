/** What is said after something was done, by the word that the address carries: nothing else can be put there. */
const NOTES: Readonly<Record<string, string>> = {
  clock: 'The clock moved forward.',
  'test-notification': 'A test notification was sent.',
  resend: 'The notification was sent again.',
  account: 'The Apple Account was saved.',
  family: 'The family was saved.',
  'outside-purchase': 'Bought in the App Store, outside the app.',
  'redeem-code': 'The offer code was redeemed.',
  'rescind-consent': 'The consent was rescinded.',
  approve: 'Approved.',
  decline: 'Declined.',
  'refund-request': 'Money back was asked for.',
  product: 'Saved what is for sale.',
  faults: 'Saved what happens to notifications.',
  'server-api': 'Saved how the Server API answers.',
  'price-consent': 'The answer to the price was given.',
  change: 'The plan was changed.',
  cancel: 'Canceled: it ends with what is paid.',
  resume: 'It renews again.',
  renew: 'Renewed.',
  expire: 'Expired.',
  refund: 'Refunded.',
  'refund-part': 'The unused part was refunded.',
  'refund-older-period': 'An older period was refunded.',
  'reverse-refund': 'The refund was taken back.',
  'decline-refund': 'The refund was declined.',
  'extend-renewal': 'Extended by 30 days.',
  'raise-price': 'The price was raised; it waits for a yes.',
  'raise-price-with-notice': 'The price was raised, with a notice.',
  'take-off-sale': 'Taken off sale: it ends where it would have renewed.',
  'fail-next-renewal': 'The next renewal will fail.',
  'fail-next-renewal-without-grace': 'The next renewal will fail, without a grace period.',
  'recover-billing': 'The payment works again.',
}

export function readNote(word: string | undefined): string | null {
  return word !== undefined && Object.hasOwn(NOTES, word) ? (NOTES[word] ?? null) : null
}
