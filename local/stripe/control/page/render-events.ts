import { html } from 'hono/html'
import type { SimulatorState, StoredEvent } from '../../state/simulator-state.ts'
import { toTime } from './formats.ts'
import { type Cell, renderButton, renderTable } from './render-table.ts'

const shownEvents = 60

export function renderEvents(state: SimulatorState) {
  const events = Object.values(state.events).reverse()
  return html`<p>${events.length > shownEvents ? `The latest ${shownEvents} of ${events.length}.` : ''}</p>
${renderTable('events', ['When', 'Type', 'Event', 'Delivery', 'Again'], events.slice(0, shownEvents).map(describeEvent))}`
}

function describeEvent({ event, delivery }: StoredEvent): Cell[] {
  const tries = delivery.attempts === 1 ? '1 try' : `${delivery.attempts} tries`
  const trouble = delivery.trouble ? ` (${delivery.trouble})` : ''
  const state = delivery.status === 'none' ? 'no endpoint' : `${delivery.status}, ${tries} ${delivery.lastResult ?? ''}`
  return [
    toTime(event.created),
    event.type,
    event.id,
    state + trouble,
    renderButton(`/events/${event.id}/resend`, 'Send again', `${event.type} ${event.id}`),
  ]
}
