import { acceptOffer, buyOutside, buyPlan, buyWorkshop, changePlan, redeemCode } from './acts/buy.ts'
import { becomeChild, moveAbroad, refundWorkshop, rescindConsent, shareWithFamily } from './acts/household.ts'
import {
  askForRefund,
  cancel,
  extendRenewal,
  loseCard,
  raisePrice,
  refundNow,
  refundOlderPeriod,
  takeOffSale,
} from './acts/pay-and-leave.ts'
import { openApp, restore, restoreAsGuest } from './acts/use-app.ts'
import type { Act } from './world.ts'

export type Habit = { name: string; act: Act; timesAYear: number }

/** What people do, and how often; most of it comes to nothing on the day, as an offer for somebody who has none. */
export const HABITS: readonly Habit[] = [
  { name: 'buyPlan', act: buyPlan, timesAYear: 3 },
  { name: 'buyOutside', act: buyOutside, timesAYear: 0.3 },
  { name: 'redeemCode', act: redeemCode, timesAYear: 0.2 },
  { name: 'acceptOffer', act: acceptOffer, timesAYear: 0.5 },
  { name: 'changePlan', act: changePlan, timesAYear: 1 },
  { name: 'buyWorkshop', act: buyWorkshop, timesAYear: 0.2 },
  { name: 'cancel', act: cancel, timesAYear: 1.2 },
  { name: 'loseCard', act: loseCard, timesAYear: 0.6 },
  { name: 'extendRenewal', act: extendRenewal, timesAYear: 0.1 },
  { name: 'raisePrice', act: raisePrice, timesAYear: 0.2 },
  { name: 'takeOffSale', act: takeOffSale, timesAYear: 0.05 },
  { name: 'askForRefund', act: askForRefund, timesAYear: 0.2 },
  { name: 'refundNow', act: refundNow, timesAYear: 0.15 },
  { name: 'refundOlderPeriod', act: refundOlderPeriod, timesAYear: 0.15 },
  { name: 'refundWorkshop', act: refundWorkshop, timesAYear: 0.2 },
  { name: 'shareWithFamily', act: shareWithFamily, timesAYear: 0.08 },
  { name: 'becomeChild', act: becomeChild, timesAYear: 0.04 },
  { name: 'moveAbroad', act: moveAbroad, timesAYear: 0.05 },
  { name: 'rescindConsent', act: rescindConsent, timesAYear: 0.03 },
  { name: 'openApp', act: openApp, timesAYear: 3 },
  { name: 'restore', act: restore, timesAYear: 0.5 },
  { name: 'restoreAsGuest', act: restoreAsGuest, timesAYear: 1 },
]

/** How they meet Tandem: in the app, mostly. */
export const FIRST_BUYS: readonly { name: string; act: Act; percent: number }[] = [
  { name: 'buyPlan', act: buyPlan, percent: 84 },
  { name: 'buyOutside', act: buyOutside, percent: 8 },
  { name: 'redeemCode', act: redeemCode, percent: 8 },
]
