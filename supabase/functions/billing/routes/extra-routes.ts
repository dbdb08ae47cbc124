import { z } from 'zod'
import { buyExtraAnswer } from '../../_shared/domain/billing-answers.ts'
import { buyExtra } from '../buy-extra.ts'
import type { Route } from '../create-route.ts'
import { idOfOurs } from './body-schemas.ts'

const purchase = z.object({
  extra_id: idOfOurs,
  save_card: z.enum(['no', 'on_session', 'off_session']).default('no'),
})

/** Buying something once. */
export function addExtraRoutes(route: Route): void {
  route('/extras/buy', { body: purchase, answer: buyExtraAnswer }, buyExtra)
}
