import { Form, useNavigation } from '@remix-run/react'
import type { ProviderWords } from '#app/account/describe-methods.ts'
import { MethodRow } from '#app/account/method-row.tsx'
import { Button } from '#app/components/button.tsx'
import { ConfirmForm } from '#app/components/confirm-form.tsx'

/** Apple or Google: connected by going there, disconnected while another way remains. */
export function ProviderMethod({ words }: { words: ProviderWords }) {
  const { formData } = useNavigation()
  const pendingIntent = formData?.get('provider') === words.provider ? formData.get('intent') : null
  const isConnected = words.identityId !== null
  const details = (
    <>
      <p>{words.details}</p>
      {words.keptBecause ? <p className="mt-1">{words.keptBecause}</p> : null}
    </>
  )
  return (
    <MethodRow name={words.name} isOn={isConnected} details={details}>
      {isConnected ? null : <Connect words={words} />}
      {isConnected && !words.keptBecause ? (
        <ConfirmForm
          action="/account/sign-in"
          asks={['disconnect', words.provider]}
          label={`Disconnect ${words.name}`}
          pendingLabel="Disconnecting…"
          isPending={pendingIntent === 'disconnect'}
          title={`Disconnect ${words.name}?`}
          description={`You can no longer sign in with ${words.name}, here or in the app, until you connect it again. Nothing else changes.`}
          keep={`Keep ${words.name}`}
          confirm={`Disconnect ${words.name} now`}
        >
          <input type="hidden" name="intent" value="disconnect" />
          <input type="hidden" name="provider" value={words.provider} />
        </ConfirmForm>
      ) : null}
    </MethodRow>
  )
}

/** A document request: the answer leads to the provider's site. */
function Connect({ words }: { words: ProviderWords }) {
  return (
    <Form method="post" action="/account/sign-in" reloadDocument>
      <input type="hidden" name="intent" value="connect" />
      <input type="hidden" name="provider" value={words.provider} />
      <Button variant="secondary">Connect {words.name}</Button>
    </Form>
  )
}
