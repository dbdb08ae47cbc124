import type { RequestBuilders } from './create-request-builders.ts'

/** What a person does with the account itself. Names of functions and of their fields are the server's. */
export function createAccountRequests({ rest, invoke }: RequestBuilders) {
  return {
    readSignInMethods: (token: string) => rest('POST', 'rpc/sign_in_methods', token),
    keepAppleCode: (authorizationCode: string, token: string) =>
      invoke('account/apple-token', token, { authorization_code: authorizationCode }),
    releasePurchase: (token: string) => invoke('account/release-purchase', token, {}),
    claimPurchase: (code: string, token: string) => invoke('account/claim-purchase', token, { code }),
    exportAccount: (token: string) => invoke('account/export', token, {}),
    deleteAccount: (token: string) => invoke('account/delete', token, {}),
  }
}
