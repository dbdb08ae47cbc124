// Run under the Deno version of hosted functions by sign-under-deno.test.ts: signs a request to Apple, and an offer.

import process from 'node:process'
import { text } from 'node:stream/consumers'
import { createAppStoreServerApi } from '../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { createSignIntroductoryOffer } from '../../supabase/functions/_shared/apple/sign-introductory-offer.ts'

const input = JSON.parse(await text(process.stdin))
let token = ''
const api = createAppStoreServerApi({
  ...input,
  apiUrl: null,
  fetch: async (_, init) => {
    token = new Headers(init?.headers).get('authorization') ?? ''
    return Response.json({ signedTransactionInfo: 'signed' })
  },
})
const { signedTransaction } = await api.readTransaction('sandbox', '1')
const offer = await createSignIntroductoryOffer(input)({ productId: 'p', isAllowed: false, appTransactionId: 'a' })
process.stdout.write(JSON.stringify({ token, offer, signedTransaction }))
