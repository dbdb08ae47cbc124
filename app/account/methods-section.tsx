import type { MethodWords } from '#app/account/describe-methods.ts'
import { MethodRow } from '#app/account/method-row.tsx'
import { PasswordMethod } from '#app/account/password-method.tsx'
import { ProviderMethod } from '#app/account/provider-method.tsx'
import { SectionCard } from '#app/account/section-card.tsx'

/** Every way into this account. */
export function MethodsSection({ methods }: { methods: MethodWords }) {
  return (
    <SectionCard
      id="methods-title"
      title="Ways to sign in"
      intro="Each of them leads to this account, here and in the app. Have two: then losing one does not lock you out."
    >
      <ul aria-labelledby="methods-title" className="divide-y divide-line">
        {methods.providers.map((words) => (
          <ProviderMethod key={words.provider} words={words} />
        ))}
        <PasswordMethod methods={methods} />
        <MethodRow
          name="Code by email"
          isOn={methods.email !== null}
          details={
            methods.email === null
              ? 'Needs an email address. Add one above.'
              : 'Always there: whoever reads the mails at your address can sign in.'
          }
        />
      </ul>
    </SectionCard>
  )
}
