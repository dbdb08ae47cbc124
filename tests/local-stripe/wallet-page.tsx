import { Elements, ExpressCheckoutElement, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import {
  loadStripe,
  type StripeElementsOptionsMode,
  type StripeExpressCheckoutElementClickEvent,
  type StripeExpressCheckoutElementConfirmEvent,
} from '@stripe/stripe-js'
import { type FormEvent, StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'

// A page as ours are: the form is shown before anything exists; the wallet's button and the card's button end in the
// same confirmation. The query says what the server would answer.
const query = new URLSearchParams(location.search)
const clientSecret = query.get('secret') ?? ''
const mode = (query.get('mode') ?? 'subscription') as 'subscription' | 'setup'
const about = mode === 'setup' ? { mode } : { mode, amount: Number(query.get('amount') ?? 1590) }
const customerSessionClientSecret = query.get('session') ?? undefined

const regularBilling = {
  label: 'Tandem Premium',
  amount: 1590,
  recurringPaymentIntervalUnit: 'month' as const,
  recurringPaymentIntervalCount: 1,
}
const applePay = {
  recurringPaymentRequest: {
    paymentDescription: 'Tandem Premium, every month',
    managementURL: 'https://tandem.example/account',
    regularBilling,
  },
}

function PaymentForm() {
  const stripe = useStripe()
  const elements = useElements()
  const [status, setStatus] = useState('loading')
  const [wallets, setWallets] = useState('unknown')

  async function confirm(fail?: (reason: { message?: string }) => void) {
    if (!stripe || !elements) return
    const submitted = await elements.submit()
    if (submitted.error) return setStatus(`error: ${submitted.error.message}`)
    const options = {
      elements,
      clientSecret,
      confirmParams: { return_url: `${location.origin}/return` },
      redirect: 'if_required' as const,
    }
    const { error, ...done } = clientSecret.startsWith('seti_')
      ? await stripe.confirmSetup(options)
      : await stripe.confirmPayment(options)
    if (error) fail?.({ message: error.message })
    const intent = 'setupIntent' in done ? done.setupIntent : 'paymentIntent' in done ? done.paymentIntent : null
    setStatus(error ? `error: ${error.message}` : `done by ${submitted.selectedPaymentMethod}: ${intent?.status}`)
  }
  function answer(event: StripeExpressCheckoutElementClickEvent) {
    if (query.get('answer') === 'never') return
    if (query.get('answer') === 'no') return event.reject()
    const lineItems = mode === 'setup' ? [] : [{ name: 'Tandem Premium', amount: Number(query.get('amount') ?? 1590) }]
    event.resolve({ lineItems, ...(query.get('answer') !== 'bare' && { applePay }) })
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    void confirm()
  }

  return (
    <form onSubmit={submit}>
      <ExpressCheckoutElement
        onReady={(event) => setWallets(JSON.stringify(event.availablePaymentMethods ?? null))}
        onClick={answer}
        onConfirm={(event: StripeExpressCheckoutElementConfirmEvent) => void confirm(event.paymentFailed)}
        onCancel={() => setStatus('cancelled')}
      />
      <PaymentElement onReady={() => setStatus('ready')} />
      <button type="submit">Pay by card</button>
      <p data-testid="status">{status}</p>
      <p data-testid="wallets">{wallets}</p>
    </form>
  )
}

const options: StripeElementsOptionsMode = { ...about, currency: 'sgd', customerSessionClientSecret }

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Elements stripe={loadStripe('pk_local')} options={options}>
      <PaymentForm />
    </Elements>
  </StrictMode>,
)
