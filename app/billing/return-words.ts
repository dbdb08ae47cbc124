import type { ReturnState } from '#app/billing/decide-return-state.ts'

export type ReturnWords = { title: string; text: string; tone: 'good' | 'warning' | 'bad' | 'waiting' }

const common = {
  asking: { tone: 'waiting', title: 'Looking at your payment', text: 'One moment, please.' },
  failed: {
    tone: 'bad',
    title: 'The payment did not go through',
    text: 'Nothing was charged. You can try again, with the same card or another one.',
  },
  canceled: {
    tone: 'bad',
    title: 'The payment was canceled',
    text: 'Nothing was charged. You can start again whenever you like.',
  },
  unknown: {
    tone: 'warning',
    title: 'We could not read the payment’s state',
    text: 'Your account page shows what you have as soon as the payment has arrived.',
  },
} satisfies Partial<Record<ReturnState, ReturnWords>>

/** Every state of the page after subscribing, and what it says. */
export const returnWords: Record<ReturnState, ReturnWords> = {
  ...common,
  done: { tone: 'good', title: 'You are in', text: 'Your subscription is active, here and in the iPhone app.' },
  unlocking: {
    tone: 'waiting',
    title: 'Payment received',
    text: 'We are opening your lessons. This takes a few seconds.',
  },
  processing: {
    tone: 'warning',
    title: 'Your payment is on its way',
    text: 'Your bank has not confirmed it yet. Your lessons open as soon as it does; you need not stay on this page.',
  },
  trial_used: {
    tone: 'warning',
    title: 'This card has had its free trial',
    text: 'There is one trial for each person and each card. Nothing was charged and no subscription was started; you can subscribe without a trial.',
  },
  nothing: { tone: 'warning', title: 'There is no payment to show', text: 'You have no subscription at the moment.' },
}

/** The same after buying something once. */
export const extraReturnWords: Record<ReturnState, ReturnWords> = {
  ...common,
  trial_used: common.unknown,
  done: { tone: 'good', title: 'It is yours', text: 'Paid once, open for good, here and in the iPhone app.' },
  unlocking: {
    tone: 'waiting',
    title: 'Payment received',
    text: 'We are opening it for you. This takes a few seconds.',
  },
  processing: {
    tone: 'warning',
    title: 'Your payment is on its way',
    text: 'Your bank has not confirmed it yet. It opens as soon as the bank does; you need not stay on this page.',
  },
  nothing: { tone: 'warning', title: 'There is no payment to show', text: 'Nothing was bought on this page.' },
}
