import { raw } from 'hono/html'

export const mailboxStyle = raw(`
  :root { --paper: #fff; --panel: #f6f6f4; --ink: #1c1c1a; --soft: #5a5a55; --line: #d9d9d4; --accent: #1d4ed8; }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #161615; --panel: #20201e; --ink: #f1f1ee; --soft: #b3b3ac; --line: #3a3a36; --accent: #93b4ff; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; padding: 16px 20px; border-bottom: 1px solid var(--line); }
  header p { flex: 1 1 220px; margin: 0; color: var(--soft); }
  h1, h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; }
  .button { padding: 8px 14px; border: 1px solid var(--line); border-radius: 8px; color: inherit; text-decoration: none; }
  main { display: grid; grid-template-columns: minmax(0, 20rem) minmax(0, 1fr); min-height: 70vh; }
  nav { border-right: 1px solid var(--line); }
  ul { list-style: none; margin: 0; padding: 0; }
  li a { display: grid; gap: 2px; padding: 12px 20px; border-bottom: 1px solid var(--line); color: inherit; text-decoration: none; overflow-wrap: anywhere; }
  li a:hover, li a[aria-current] { background: var(--panel); }
  li a[aria-current] { box-shadow: inset 3px 0 0 var(--accent); }
  li span, li time, article p, .empty { color: var(--soft); font-size: .9rem; }
  .empty { padding: 20px; margin: 0; }
  article { padding: 16px 20px; }
  iframe { width: 100%; height: 52rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); padding: 12px; border-radius: 8px; }
  a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px; }
  @media (max-width: 720px) {
    main { grid-template-columns: 1fr; }
    nav { border-right: 0; }
    article { border-top: 3px solid var(--line); }
  }
`)
