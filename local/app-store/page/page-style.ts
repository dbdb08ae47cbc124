/** The control page's whole look: system font, light and dark, one column that also fits a telephone. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1d1d1f; --quiet: #5f5f66; --back: #f5f5f7; --card: #fff; --line: #d2d2d7;
  --accent: #0066cc; --good: #1a7f37; --bad: #c01c28; }
@media (prefers-color-scheme: dark) { :root { --text: #f5f5f7; --quiet: #a8a8b0; --back: #000; --card: #1c1c1e;
  --line: #3a3a3d; --accent: #4aa3ff; --good: #4cc26a; --bad: #ff7b72; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.5rem 1rem 4rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', system-ui, sans-serif; }
header, main { max-width: 60rem; margin: 0 auto; }
h1 { font-size: 1.75rem; letter-spacing: -0.02em; margin: 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1.0625rem; margin: 0; }
p { margin: .25rem 0 0; }
.quiet { color: var(--quiet); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem; margin-bottom: .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-top: .75rem; }
.clock { font-size: 1.375rem; font-variant-numeric: tabular-nums; font-weight: 600; }
form { display: contents; }
label { display: grid; gap: .25rem; font-size: .875rem; color: var(--quiet); }
input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 10px;
  padding: 0 .75rem; height: 44px; width: 8rem; }
button { font: inherit; font-size: .9375rem; min-height: 44px; padding: 0 1rem; border-radius: 10px; cursor: pointer;
  border: 1px solid var(--line); background: var(--card); color: var(--accent); }
button:hover { border-color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.state { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 40rem; font-size: .9375rem; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
.message { border-color: var(--accent); }
`
