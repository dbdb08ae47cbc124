import { ChoiceList } from '#app/components/choice-list.tsx'

export type SaveCard = 'no' | 'on_session' | 'off_session'

const choices: { value: SaveCard; label: string; hint: string }[] = [
  { value: 'no', label: 'Do not save the card', hint: 'It is used for this payment only.' },
  {
    value: 'on_session',
    label: 'Save it for when I am here',
    hint: 'It is offered to you the next time you pay on this website, and never charged without you.',
  },
  {
    value: 'off_session',
    label: 'Save it, also for later payments',
    hint: 'You allow us to charge it for what you order or subscribe to, also while you are not on this website. You can remove it in your account at any time.',
  },
]

/** What may be done with the card afterwards: the reader's consent, which Stripe and the card networks ask for. */
export function SaveCardChoice({ value, onChange }: { value: SaveCard; onChange: (value: SaveCard) => void }) {
  return (
    <ChoiceList
      legend="Save this card?"
      name="save_card"
      choices={choices}
      value={value}
      onChange={(chosen) => onChange(chosen as SaveCard)}
    />
  )
}
