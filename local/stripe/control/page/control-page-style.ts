import { raw } from 'hono/html'

export const controlPageStyle = raw(`
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif;
  --line: light-dark(#d5d7de, #3b3f4a); --soft: light-dark(#f4f5f8, #1d2027); --accent: light-dark(#3d3bb3, #b7b6ff); }
body { margin: 0; background: light-dark(#fff, #14161b); color: light-dark(#1b1d24, #eceef4); }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
[role=status]:not(:empty) { background: var(--soft); border-left: 4px solid var(--accent); padding: .5rem .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; min-width: 46rem; font-size: .875rem; }
th, td { text-align: left; padding: .4rem .6rem; vertical-align: top; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; min-width: 6rem; } tr:last-child td { border-bottom: 0; } th { background: var(--soft); }
button, input, select { font: inherit; padding: .3rem .7rem; border-radius: .4rem; border: 1px solid var(--line); background: var(--soft); color: inherit; }
input { width: 5rem; } input.wide { width: 12rem; } button { cursor: pointer; } select { max-width: 100%; }
form { margin: 0; } .forms { display: grid; gap: .6rem; }
.forms form { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
.forms label { display: flex; flex-wrap: wrap; gap: .25rem .5rem; align-items: center; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`)
