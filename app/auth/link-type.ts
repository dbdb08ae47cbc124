/** What a link in one of our mails is for. */
export type LinkType = 'email' | 'recovery' | 'email_change'

/** Links of older mails have other names for the first one. */
export function toLinkType(type: unknown): LinkType {
  return type === 'recovery' || type === 'email_change' ? type : 'email'
}
