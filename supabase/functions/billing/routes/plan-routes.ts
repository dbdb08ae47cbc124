import { z } from 'zod'
import { changePlanAnswer, keepPlanAnswer, previewChangeAnswer } from '../../_shared/domain/billing-answers.ts'
import { changePlan } from '../change-plan.ts'
import type { Route } from '../create-route.ts'
import { keepPlan } from '../keep-plan.ts'
import { previewChange } from '../preview-change.ts'
import { idOfOurs, nothing } from './body-schemas.ts'

const plan = z.object({ plan_id: idOfOurs })
const change = plan.extend({ proration_date: z.number().int().positive().nullish() })

/** Changing the plan of a running subscription. */
export function addPlanRoutes(route: Route): void {
  route('/preview-change', { body: plan, answer: previewChangeAnswer }, previewChange)
  route('/change-plan', { body: change, answer: changePlanAnswer }, changePlan)
  route('/keep-plan', { body: nothing, answer: keepPlanAnswer }, keepPlan)
}
