import type Stripe from 'stripe'
import { createInvalidRequestError, createMissingReferenceError } from './stripe-api-error.ts'

type Listed = { id: string; object: string; created: number }
type Page<T> = { object: 'list'; data: T[]; has_more: boolean; url: string }

/** One page of a list, newest first, with Stripe's cursors. `objects` come in the order in which they were made. */
export function listPage<T extends Listed>(url: string, objects: T[], params: ListParams): Page<T> {
  const limit = params.limit ?? 10
  if (limit < 1 || limit > 100) {
    throw createInvalidRequestError('Invalid limit: must be between 1 and 100', { param: 'limit' })
  }
  const newestFirst = objects.filter((object) => isWithin(object.created, params.created)).reverse()
  const after = findCursor(newestFirst, params.starting_after, 'starting_after')
  const before = findCursor(newestFirst, params.ending_before, 'ending_before')
  const range = newestFirst.slice(after === null ? 0 : after + 1, before ?? undefined)
  // Going backwards, the page is the one next to the cursor.
  const data = before === null ? range.slice(0, limit) : range.slice(-limit)
  return { object: 'list', data, has_more: range.length > data.length, url }
}

export type ListParams = Stripe.PaginationParams & { created?: Stripe.RangeQueryParam | number }

function findCursor(objects: Listed[], id: string | undefined, param: string): number | null {
  if (id === undefined) return null
  const index = objects.findIndex((object) => object.id === id)
  if (index < 0) throw createMissingReferenceError('object', id, param)
  return index
}

function isWithin(created: number, range: ListParams['created']): boolean {
  if (range === undefined) return true
  if (typeof range === 'number') return created === range
  return (
    created > (range.gt ?? -Infinity) &&
    created >= (range.gte ?? -Infinity) &&
    created < (range.lt ?? Infinity) &&
    created <= (range.lte ?? Infinity)
  )
}
