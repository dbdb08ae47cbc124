/** The control page's whole look: system font, light and dark, one column that also fits a telephone. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1d1d1f; --quiet: #5f5f66; --back: #f5f5f7; --card: #fff; --line: #d2d2d7;
  --accent: #0066cc; --good: #1a7f37; --bad: #c01c28; }
@media (prefers-color-scheme: dark) { :root { --text: #f5f5f7; --quiet: #a8a8b0; --back: #000; --card: #1c1c1e;
  --line: #3a3a3d; --accent: #4aa3ff; --good: #4cc26a; --bad: #ff7b72; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 5.5rem; }
body { margin: 0; padding: 1.5rem 1rem 4rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', system-ui, sans-serif; }
header, nav, main { max-width: 60rem; margin: 0 auto; }
h1 { font-size: 1.75rem; letter-spacing: -0.02em; margin: 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 .75rem; }
h3 { font-size: 1.0625rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .25rem 0 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
.quiet { color: var(--quiet); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1rem; margin-bottom: .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-top: .75rem; }
.between { justify-content: space-between; align-items: center; margin-top: 0; }
.between + .between { margin-top: .75rem; }
.clock { font-size: 1.375rem; font-variant-numeric: tabular-nums; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: .5rem 0 0; padding: 0; }
nav a { display: inline-flex; align-items: center; min-height: 44px; text-decoration: none; }
nav a:hover { text-decoration: underline; }
form { display: contents; }
label { display: grid; gap: .25rem; font-size: .875rem; color: var(--quiet); }
label.tick { display: flex; align-items: center; gap: .5rem; min-height: 44px; font-size: .9375rem; color: var(--text); }
input, select { font: inherit; font-size: 1rem; color: var(--text); background: var(--back); border: 1px solid var(--line); border-radius: 10px;
  padding: 0 .75rem; height: 44px; width: 10rem; max-width: 100%; }
input[type=number] { width: 7rem; }
input[type=checkbox] { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); }
select { width: auto; }
button, .button { font: inherit; font-size: .9375rem; min-height: 44px; padding: 0 1rem; border-radius: 10px; cursor: pointer;
  border: 1px solid var(--line); background: var(--card); color: var(--accent); }
.button { display: inline-flex; align-items: center; text-decoration: none; }
button:hover, .button:hover { border-color: var(--accent); }
details { margin-top: .25rem; }
details:last-child:not([open]) { margin-bottom: -.5rem; }
summary { display: flex; width: fit-content; align-items: center; min-height: 44px; cursor: pointer; color: var(--accent); font-size: .9375rem; }
summary::before { content: '+'; width: 1.25rem; } details[open] > summary::before { content: '–'; }
summary::-webkit-details-marker { display: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
:target { border-color: var(--accent); }
.state { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 40rem; font-size: .9375rem; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
th { font-weight: 600; color: var(--quiet); white-space: nowrap; }
.message { border-color: var(--accent); position: sticky; top: .75rem; z-index: 1; display: flex; align-items: center;
  justify-content: space-between; gap: 1rem; padding: .25rem .5rem .25rem 1rem; margin-top: 1rem; }
.message p { margin: 0; }
.message a { display: inline-flex; align-items: center; min-height: 44px; padding: 0 .5rem; text-decoration: none; }
`
