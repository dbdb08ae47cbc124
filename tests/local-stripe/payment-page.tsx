import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import { type Appearance, loadStripe } from '@stripe/stripe-js'
import { type FormEvent, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'

// A page as ours are: it knows the publishable key and a client secret, and takes Stripe.js as it is given.
const query = new URLSearchParams(location.search)
const clientSecret = query.get('secret') ?? ''
const appearance: Appearance = {
  theme: query.get('theme') === 'night' ? 'night' : 'stripe',
  variables: { colorPrimary: '#4a45b1' },
}

function PaymentForm() {
  const stripe = useStripe()
  const elements = useElements()
  const [status, setStatus] = useState('loading')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!stripe || !elements) return
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: `${location.origin}/return` },
      redirect: 'if_required',
    })
    setStatus(error ? `error: ${error.message}` : `paid: ${paymentIntent.status}`)
  }

  return (
    <form onSubmit={submit}>
      <PaymentElement
        onReady={() => setStatus('ready')}
        onChange={(change) => change.complete && setStatus('complete')}
      />
      <button type="submit">Pay</button>
      <p data-testid="status">{status}</p>
    </form>
  )
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Elements stripe={loadStripe('pk_local')} options={{ clientSecret, appearance }}>
      <PaymentForm />
    </Elements>
  </StrictMode>,
)
