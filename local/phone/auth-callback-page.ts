import { html } from 'hono/html'

/** Hands the address that it was opened with to the app, and closes. What is in it stays in the browser. */
export function authCallbackPage() {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Back to Tandem</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/phone.css">
    <script type="module" src="/auth-callback.js"></script>
  </head>
  <body>
    <main class="screen outside">
      <h1>Back to Tandem</h1>
      <p class="lead">You can close this window: the app goes on.</p>
    </main>
  </body>
</html>`
}
