import { html } from 'hono/html'
import { numberField, submitButton } from './form-parts.ts'
import type { View } from './view.ts'

/** What goes wrong between the store and the app's server, both ways. */
export function troubleSection({ store, limits }: View) {
  const { faults } = store
  return html`<section aria-labelledby="trouble">
  <h2 id="trouble">Trouble</h2>
  <div class="card">
    <h3>Notifications on their way</h3>
    <p class="quiet">Below 1: a share of all of them. From 1: the next so many. 0: none.</p>
    <div class="row"><form method="post" action="/page/faults">
      ${numberField('drop', 'Lost for good', faults.drop, 'any')}
      ${numberField('double', 'Sent twice', faults.double, 'any')}
      ${numberField('fail', 'Refused', faults.fail, 'any')}
      ${numberField('fail_status', 'Refused with', faults.fail_status)}
      ${numberField('delay_hours', 'Late by hours', faults.delay_hours, 'any')}
      ${numberField('shuffle_hours', 'Mixed within hours', faults.shuffle_hours, 'any')}
      ${submitButton('Save', 'notifications')}
    </form></div>
  </div>
  <div class="card">
    <h3>Server API</h3>
    <p class="quiet">How it answers the next calls of the app’s server.</p>
    <div class="row"><form method="post" action="/page/server-api">
      ${numberField('refuse_next', 'Too many calls (429)', limits.refuseNext)}
      ${numberField('retry_after_ms', 'Come again in ms', limits.retryAfterMs)}
      ${numberField('fail_next', 'Broken (500)', limits.failNext)}
      ${numberField('calls_per_second', 'Calls a second', limits.callsPerSecond ?? '')}
      ${submitButton('Save', 'Server API')}
    </form></div>
  </div>
</section>`
}
