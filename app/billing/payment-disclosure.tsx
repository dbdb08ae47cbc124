/** What Stripe learns. Stripe obliges its users to say it where the form is: https://stripe.com/legal/ssa */
export function PaymentDisclosure() {
  return (
    <p className="text-sm text-muted text-pretty">
      Stripe processes the payment for us. It receives your card data, data about your device and your email address,
      and uses them to carry out the payment and to prevent fraud:{' '}
      <a href="https://stripe.com/privacy" className="text-link" target="_blank" rel="noreferrer">
        Stripe’s privacy policy
      </a>
      . We never see your card number.
    </p>
  )
}
