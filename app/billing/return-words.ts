import type { ReturnState } from '#app/billing/decide-return-state.ts'

type Words = { title: string; text: string; tone: 'good' | 'warning' | 'bad' | 'waiting' }

/** Every state of the page after paying, and what it says. */
export const returnWords: Record<ReturnState, Words> = {
  asking: { tone: 'waiting', title: 'Looking at your payment', text: 'One moment, please.' },
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
    text: 'Your account page shows your subscription as soon as the payment has arrived.',
  },
  nothing: { tone: 'warning', title: 'There is no payment to show', text: 'You have no subscription at the moment.' },
}
