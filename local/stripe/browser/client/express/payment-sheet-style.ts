export const paymentSheetStyle = `
dialog { box-sizing: border-box; width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem; border: 0; border-radius: .75rem;
  font: 1rem/1.5 system-ui, sans-serif; color: #1b1d24; background: #fff; box-shadow: 0 1rem 3rem rgb(0 0 0 / .35);
  margin-bottom: 1rem; overflow-wrap: anywhere; }
dialog::backdrop { background: rgb(10 12 20 / .6); }
h2 { margin: 0 0 1rem; font-size: 1.25rem; }
label { display: block; font-size: .9rem; }
select { box-sizing: border-box; width: 100%; font: inherit; padding: .5rem; border: 1px solid #8a8f9c; border-radius: .4rem;
  color: inherit; background: #fff; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .25rem 1rem; margin: 1rem 0; }
dd { margin: 0; text-align: right; } dt:last-of-type, dd:last-of-type { font-weight: 600; }
.terms p { margin: 0 0 .35rem; font-size: .9rem; color: #4b505c; }
[role=alert] { margin: .75rem 0; color: #a8102f; } [role=alert]:empty { display: none; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; }
button { flex: 1 1 8rem; font: inherit; padding: .6rem .75rem; border-radius: .4rem; border: 1px solid #1b1d24; cursor: pointer;
  background: #1b1d24; color: #fff; }
button.cancel { background: #fff; color: #1b1d24; } button:disabled { cursor: progress; }
button:focus-visible, select:focus-visible { outline: 2px solid #4a45b1; outline-offset: 2px; }
`
