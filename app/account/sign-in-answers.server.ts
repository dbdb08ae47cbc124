import type { AppLoadContext } from '@remix-run/node'
import type { Done } from '#app/account/done-words.ts'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'

export type SignInAnswer = { tone: 'bad'; text: string }
export type Asked = { request: Request; context: AppLoadContext; form: FormData }

export const signInPage = '/account/sign-in'

export const finish = ({ context }: Asked, done: Done) => redirectAfterPost(context, `${signInPage}?done=${done}`)
export const refuse = (text: string): SignInAnswer => ({ tone: 'bad', text })
