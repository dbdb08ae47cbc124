import { portalAnswer } from '../../_shared/domain/billing-answers.ts'
import type { Route } from '../create-route.ts'
import { openPortal } from '../open-portal.ts'
import { nothing } from './body-schemas.ts'

/** Stripe's own pages for who prefers them. */
export function addPortalRoutes(route: Route): void {
  route('/portal', { body: nothing, answer: portalAnswer }, openPortal)
}
