import { raw } from 'hono/html'

/** The look of the control page, narrow as a form is. */
export const pageStyle = raw(`
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
  --line: light-dark(#d5d7de, #3b3f4a); --soft: light-dark(#f4f5f8, #1d2027); --quiet: light-dark(#555b68, #b0b4c0);
  --accent: light-dark(#3d3bb3, #b7b6ff); --on-accent: light-dark(#fff, #14161b); --bad: light-dark(#a8102f, #ff9bb0); }
* { box-sizing: border-box; }
body { margin: 0; background: light-dark(#fff, #14161b); color: light-dark(#1b1d24, #eceef4); overflow-wrap: anywhere; }
main { max-width: 34rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
.simulator { margin: 0; padding: .5rem 1rem; text-align: center; font-size: .875rem; background: var(--soft);
  border-bottom: 1px solid var(--line); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.25rem 0 .5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; } .quiet { color: var(--quiet); font-size: .9rem; } .big { font-size: 1.75rem; font-weight: 650; margin: .25rem 0; }
[role=alert] { border-left: 4px solid var(--bad); background: var(--soft); padding: .5rem .75rem; color: var(--bad); }
[role=status] { border-left: 4px solid var(--accent); background: var(--soft); padding: .5rem .75rem; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .3rem 1rem; margin: 1rem 0; } dd { margin: 0; text-align: right; }
dt.total, dd.total { font-weight: 650; border-top: 1px solid var(--line); padding-top: .3rem; }
.card { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: .75rem 0; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; } .fields > .all { grid-column: 1 / -1; }
label { display: block; font-size: .9rem; }
input, select { display: block; width: 100%; font: inherit; padding: .55rem .7rem; margin-top: .2rem; border-radius: .4rem;
  border: 1px solid light-dark(#8a8f9c, #6d7280); background: light-dark(#fff, #14161b); color: inherit; }
button, a.button { display: inline-block; font: inherit; padding: .6rem 1rem; border-radius: .4rem; border: 1px solid var(--accent);
  background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; }
button.all { width: 100%; } button.second { background: transparent; color: var(--accent); }
a { color: var(--accent); } form { margin: .75rem 0; } .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.row form { margin: 0; } .row label { flex: 1 1 10rem; } ul { list-style: none; padding: 0; margin: .5rem 0; }
li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; padding: .5rem 0;
  border-bottom: 1px solid var(--line); } li:last-child { border-bottom: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`)
