export const authenticationStyle = `
dialog { box-sizing: border-box; width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem; border: 0; border-radius: .75rem;
  font: 1rem/1.5 system-ui, sans-serif; color: #1b1d24; background: #fff; box-shadow: 0 1rem 3rem rgb(0 0 0 / .35); }
dialog::backdrop { background: rgb(10 12 20 / .6); }
h2 { margin: 0 0 .5rem; font-size: 1.25rem; } p { margin: 0 0 1.25rem; }
form { display: flex; flex-wrap: wrap; gap: .75rem; }
button { flex: 1 1 10rem; font: inherit; padding: .6rem .75rem; border-radius: .4rem; border: 1px solid #4a45b1; cursor: pointer;
  background: #4a45b1; color: #fff; }
button + button { background: #fff; color: #4a45b1; }
button:focus-visible { outline: 2px solid #4a45b1; outline-offset: 2px; }
`
