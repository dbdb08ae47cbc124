import { useNavigation } from '@remix-run/react'
import type { MethodWords } from '#app/account/describe-methods.ts'
import { MethodRow } from '#app/account/method-row.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { ConfirmForm } from '#app/components/confirm-form.tsx'

/** The password: chosen, changed, removed. */
export function PasswordMethod({ methods }: { methods: MethodWords }) {
  const isPending = useNavigation().formData?.get('intent') === 'remove-password'
  if (!methods.hasPassword) {
    return (
      <MethodRow name="Password" isOn={false} details="You have none. You can sign in in the other ways.">
        <ButtonLink to="/account/password" variant="secondary">
          Choose a password
        </ButtonLink>
      </MethodRow>
    )
  }
  return (
    <MethodRow name="Password" isOn details="With the address above.">
      <ButtonLink to="/account/password" variant="secondary">
        Change password
      </ButtonLink>
      {methods.canRemovePassword ? (
        <ConfirmForm
          action="/account/sign-in"
          asks={['remove', 'password']}
          label="Remove password"
          pendingLabel="Removing…"
          isPending={isPending}
          title="Remove your password?"
          description="You can no longer sign in with it, here or in the app. The other ways stay, and you can choose a new password at any time."
          keep="Keep password"
          confirm="Remove password now"
        >
          <input type="hidden" name="intent" value="remove-password" />
        </ConfirmForm>
      ) : null}
    </MethodRow>
  )
}
