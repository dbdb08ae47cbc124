import { ExpressCheckoutElement } from '@stripe/react-stripe-js'
import type { StripeExpressCheckoutElementOptions } from '@stripe/stripe-js'
import { useState } from 'react'

type PaymentWalletsProps = {
  options: StripeExpressCheckoutElementOptions
  /** Answers with the fault, or null. */
  onConfirm: () => Promise<string | null>
}

/**
 * Apple Pay, Google Pay and Link, where the device has them; nothing at all where it has none. Always mounted, because only
 * the mounted element can say which there are. https://docs.stripe.com/elements/express-checkout-element
 */
export function PaymentWallets({ options, onConfirm }: PaymentWalletsProps) {
  const [isOffered, setIsOffered] = useState(false)
  return (
    <div className={isOffered ? 'mb-6 space-y-6' : 'h-0 overflow-hidden'} data-wallets={isOffered ? 'offered' : 'none'}>
      <ExpressCheckoutElement
        options={options}
        onReady={({ availablePaymentMethods }) => setIsOffered(availablePaymentMethods !== undefined)}
        onLoadError={() => setIsOffered(false)}
        // The wallet's sheet opens only after an answer, which must come within a second.
        onClick={({ resolve }) => resolve({ applePay: options.applePay })}
        onConfirm={async ({ paymentFailed }) => {
          const fault = await onConfirm()
          if (fault) paymentFailed({ reason: 'fail', message: fault })
        }}
      />
      {isOffered ? (
        <p className="flex items-center gap-4 text-sm text-muted">
          <span aria-hidden className="h-px grow bg-line" />
          or pay by card
          <span aria-hidden className="h-px grow bg-line" />
        </p>
      ) : null}
    </div>
  )
}
