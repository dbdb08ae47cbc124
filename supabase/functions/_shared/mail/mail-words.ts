/** What a mail says, before it has a form. Every mail of Tandem is one of these, Auth's templates among them. */
export type MailWords = {
  subject: string
  /** What a list of mails shows after the subject. */
  preview: string
  title: string
  paragraphs: string[]
  /** What is paid, when, by what: shown as a small table. */
  facts?: { label: string; value: string }[]
  button?: { label: string; url: string }
  code?: { hint: string; value: string }
  /** Smaller, below: how long it lasts, what to do when it was somebody else. */
  notes: string[]
}

/** A mail that is ready to go. */
export type WrittenMail = { subject: string; html: string; text: string }
