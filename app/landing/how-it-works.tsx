const steps = [
  {
    title: 'Make one account',
    text: 'Your email address and a password. The iPhone app asks for the same, and knows you from then on.',
  },
  {
    title: 'Pay where you are',
    text: 'By card in the browser or with your Apple account in the app. Whoever is a member in one place is never sold a second membership in the other.',
  },
  {
    title: 'Stop where you paid',
    text: 'Two clicks here, or in the settings of your iPhone. What is paid stays open until its last day, on both.',
  },
]

/** The life of a membership in three steps. */
export function HowItWorks() {
  return (
    <section aria-labelledby="how">
      <h2 id="how" className="font-display text-title font-semibold tracking-tight">
        One account, two ways to pay
      </h2>
      <ol className="mt-8 grid gap-8 border-t border-line pt-8 md:grid-cols-3 md:gap-10">
        {steps.map(({ title, text }) => (
          <li key={title}>
            <h3 className="font-display text-heading font-semibold">{title}</h3>
            <p className="mt-2 text-muted text-pretty">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
