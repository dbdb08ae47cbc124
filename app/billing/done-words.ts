/** What the address of an account page may say has just been done, in a sentence. Anything else says nothing. */
const sentences = {
  changed: 'Your plan has changed.',
  planned: 'Your plan will change at the end of this period.',
  added: 'Your card is saved.',
  replaced: 'Your card is saved, with its new expiry date.',
  moved: 'The purchase belongs to this account now.',
}

export type Done = keyof typeof sentences

export function describeDone(done: string | null): string | null {
  return done !== null && Object.hasOwn(sentences, done) ? sentences[done as Done] : null
}
