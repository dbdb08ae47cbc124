const base = 'http://functions.test'

/** As Apple posts it. */
export function buildNotificationRequest(signedPayload: unknown): Request {
  return post('/app-store-notifications', JSON.stringify({ signedPayload }))
}

/** As the iOS app posts it, for the user that `token` stands for. */
export function buildTransactionRequest(body: object, token?: string): Request {
  return post('/app-store-transactions', JSON.stringify(body), token)
}

export function post(path: string, body: string, token?: string): Request {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (token) headers.set('authorization', `Bearer ${token}`)
  return new Request(`${base}${path}`, { method: 'POST', body, headers })
}
