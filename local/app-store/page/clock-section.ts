import { html } from 'hono/html'
import type { StoreDescription } from '../routes/describe-store.ts'
import { formatTime } from './format-time.ts'

export function clockSection({ now, clock_offset_seconds }: StoreDescription) {
  const ahead = Math.round(clock_offset_seconds / 8640) / 10
  return html`<section aria-labelledby="clock">
  <h2 id="clock">Clock</h2>
  <div class="card">
    <p class="clock"><time datetime="${now}">${formatTime(now)}</time></p>
    <p class="quiet">${ahead === 0 ? 'Real time.' : `${ahead} days ahead of real time.`} It only moves forward.</p>
    <div class="row">
      <form method="post" action="/page/clock"><input type="hidden" name="days" value="1"><button>+1 day</button></form>
      <form method="post" action="/page/clock"><input type="hidden" name="months" value="1"><button>+1 month</button></form>
      <form method="post" action="/page/clock">
        <label>Days <input name="days" type="number" min="1" max="3650" value="7" required></label>
        <button>Move forward</button>
      </form>
      <form method="post" action="/page/test-notification"><button>Send a test notification</button></form>
    </div>
  </div>
</section>`
}
