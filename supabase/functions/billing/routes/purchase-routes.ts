import { z } from 'zod'
import { promotionAnswer, refreshAnswer, sessionAnswer, subscribeAnswer } from '../../_shared/domain/billing-answers.ts'
import type { Route } from '../create-route.ts'
import { openCustomerSession } from '../open-customer-session.ts'
import { previewPromotion } from '../preview-promotion.ts'
import { refresh } from '../refresh.ts'
import { subscribe } from '../subscribe.ts'
import { idOfOurs, nothing, promotionCode } from './body-schemas.ts'

const subscription = z.object({
  plan_id: idOfOurs,
  trial: z.boolean().default(true),
  promotion_code: promotionCode.nullish().transform((code) => code || null),
})
const promotion = z.object({ plan_id: idOfOurs, promotion_code: promotionCode })

/** Buying a subscription. */
export function addPurchaseRoutes(route: Route): void {
  route('/subscribe', { body: subscription, answer: subscribeAnswer }, subscribe)
  route('/refresh', { body: nothing, answer: refreshAnswer }, refresh)
  route('/session', { body: nothing, answer: sessionAnswer }, openCustomerSession)
  route('/promotion', { body: promotion, answer: promotionAnswer }, previewPromotion)
}
