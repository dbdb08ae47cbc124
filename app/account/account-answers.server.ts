import * as answers from '#domain/account-answers.ts'

/** The answer of each route of the `account` function. Parsed, not believed: the function is deployed apart from the web. */
export const accountAnswers = {
  delete: answers.deleteAnswer,
  export: answers.exportAnswer,
  'apple-token': answers.appleTokenAnswer,
  'release-purchase': answers.releaseAnswer,
  'claim-purchase': answers.claimAnswer,
}
