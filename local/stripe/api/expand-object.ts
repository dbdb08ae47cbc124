import type Stripe from 'stripe'
import { findIntentOfInvoice, findInvoicePayments, findObject, idOf } from '../objects/find-object.ts'
import type { World } from '../world.ts'
import { readTax } from './customer-tax.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

type Json = Record<string, unknown>

/** A copy of the object in which the named ids are replaced by what they stand for. */
export function expandObject(world: World, object: object, paths: readonly string[] = []): Json {
  const copy = structuredClone(object) as Json
  for (const path of paths) {
    const fields = path.split('.')
    // Four levels deep, not counting the `data` of a list.
    if (fields.filter((field) => field !== 'data').length > 4) {
      throw createInvalidRequestError('You cannot expand more than 4 levels of a property', { param: 'expand' })
    }
    expandField(world, copy, fields, path)
  }
  return copy
}

function expandField(world: World, parent: Json, [field, ...rest]: string[], path: string): void {
  if (field === undefined) return
  const value = includeField(world, parent, field)
  if (value === undefined || (rest.length === 0 && isPlain(value, field))) {
    throw createInvalidRequestError(`This property cannot be expanded (${path}).`, { param: 'expand' })
  }
  const expanded = Array.isArray(value) ? value.map((each) => replaceId(world, each)) : replaceId(world, value)
  parent[field] = expanded
  for (const child of Array.isArray(expanded) ? expanded : [expanded]) {
    if (typeof child === 'object' && child !== null) expandField(world, child as Json, rest, path)
  }
}

const replaceId = (world: World, value: unknown): unknown =>
  typeof value === 'string' ? structuredClone(findObject(world.state, value) ?? value) : value

const isPlain = (value: unknown, field: string) =>
  typeof value === 'number' || typeof value === 'boolean' || field === 'id' || field === 'object'

/** Fields that Stripe leaves out unless they are asked for, and never sends in an event. */
function includeField(world: World, parent: Json, field: string): unknown {
  if (field in parent) return parent[field]
  const id = String(parent.id)
  if (parent.object === 'invoice' && field === 'confirmation_secret') return readConfirmationSecret(world, id)
  if (parent.object === 'invoice' && field === 'payments') {
    return toList(findInvoicePayments(world.state, id), `/v1/invoice_payments?invoice=${id}`)
  }
  if (parent.object === 'charge' && field === 'refunds') {
    const refunds = Object.values(world.state.refunds).filter((refund) => refund.charge === id)
    return toList(refunds.reverse(), `/v1/charges/${id}/refunds`)
  }
  if (parent.object === 'customer' && field === 'tax') return readTax(world, id)
  if (parent.object === 'customer' && field === 'subscriptions') {
    const subscriptions = Object.values(world.state.subscriptions).filter((each) => idOf(each.customer) === id)
    const current = subscriptions.filter((each) => each.status !== 'canceled' && each.status !== 'incomplete_expired')
    return toList(current, `/v1/customers/${id}/subscriptions`)
  }
  return undefined
}

function readConfirmationSecret(world: World, invoice: string): Stripe.Invoice.ConfirmationSecret | null {
  const intent = findIntentOfInvoice(world.state, invoice)
  return intent?.client_secret ? { client_secret: intent.client_secret, type: 'payment_intent' } : null
}

const toList = (data: object[], url: string) => ({ object: 'list', data: structuredClone(data), has_more: false, url })
