import { html } from 'hono/html'
import { toTime } from './formats.ts'

export function renderClock(now: number) {
  return html`<p>It is <time datetime="${new Date(now * 1000).toISOString()}">${toTime(now)}</time> UTC here.</p>
<div class="row">
<form method="post" action="/clock"><button name="hours" value="1">+1 hour</button></form>
<form method="post" action="/clock"><button name="days" value="1">+1 day</button></form>
<form method="post" action="/clock"><button name="months" value="1">+1 month</button></form>
<form method="post" action="/clock" class="row">
<label>Days <input name="days" type="number" min="0" max="3660" value="7" required></label>
<button>Move forward</button></form>
</div>`
}
