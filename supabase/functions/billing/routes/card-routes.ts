import { z } from 'zod'
import { addCardAnswer, cardAnswer, finishCardAnswer } from '../../_shared/domain/billing-answers.ts'
import { addCard } from '../add-card.ts'
import { chooseDefaultCard } from '../choose-default-card.ts'
import type { Route } from '../create-route.ts'
import { finishCard } from '../finish-card.ts'
import { removeCard } from '../remove-card.ts'
import { idOfStripe, nothing } from './body-schemas.ts'

const setup = z.object({ setup_intent_id: idOfStripe })
const card = z.object({ payment_method_id: idOfStripe })

/** The user's saved cards. */
export function addCardRoutes(route: Route): void {
  route('/cards/add', { body: nothing, answer: addCardAnswer }, addCard)
  route('/cards/finish', { body: setup, answer: finishCardAnswer }, finishCard)
  route('/cards/default', { body: card, answer: cardAnswer }, chooseDefaultCard)
  route('/cards/remove', { body: card, answer: cardAnswer }, removeCard)
}
