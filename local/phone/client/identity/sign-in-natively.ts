import type { Phone } from '../phone.ts'
import { openProviderSheet } from '../sheets/open-provider-sheet.ts'
import type { Credential, Provider } from './provider.ts'

/** From the provider's sheet to what Auth makes of it. Nothing happens when the sheet is canceled. */
export async function signInNatively(
  phone: Phone,
  provider: Provider,
  take: (credential: Credential) => Promise<void>,
): Promise<void> {
  const credential = phone.sheets && (await openProviderSheet(phone, phone.sheets, provider))
  if (!credential) return
  await take(credential)
  keepWhatAppleSaysOnce(phone, credential)
}

/** Neither stands in the way of who is signed in by now. */
function keepWhatAppleSaysOnce({ account, appleName }: Phone, credential: Credential): void {
  const { authorizationCode } = credential
  if (authorizationCode) void account.keepAppleCode(authorizationCode).catch(() => undefined)
  appleName.remember(credential)
  void appleName.save()
}
