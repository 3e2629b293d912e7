/** The sheet of the previewed pages. Colours, font and radius come as custom properties of `.page`. */
export const PREVIEW_CSS = `
:host { all: initial; display: block; min-height: 100%; }
*, *::before, *::after { box-sizing: border-box; margin: 0; }
.page {
  min-height: var(--height);
  display: flex; flex-direction: column; align-items: center; justify-content: center;
  padding: 40px 24px;
  background: var(--background); color: var(--text);
  font: 400 15px/1.5 var(--font);
  overflow-wrap: anywhere;
}
.page[data-device='phone'] { padding: 24px 16px; justify-content: flex-start; }
.page[data-page='mail'] { justify-content: flex-start; }
.card {
  width: 100%; max-width: 400px;
  padding: 32px; display: flex; flex-direction: column; gap: 18px;
  background: var(--surface); border: 1px solid var(--border); border-radius: calc(var(--radius) * 1.5);
}
.page[data-page='mail'] .card { max-width: 520px; }
.page[data-device='phone'] .card { padding: 24px 20px; }
.logo { height: 44px; display: flex; align-items: center; }
.logo img { display: block; max-height: 44px; max-width: 220px; object-fit: contain; }
.wordmark { font-size: 18px; font-weight: 650; letter-spacing: -0.01em; }
h1 { font-size: 22px; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; }
.head { display: flex; flex-direction: column; gap: 6px; }
.muted { color: var(--muted); }
.field { display: flex; flex-direction: column; gap: 6px; }
.label { display: flex; justify-content: space-between; gap: 8px; font-size: 14px; font-weight: 550; }
.label .link { font-weight: 400; }
.input {
  height: 42px; padding: 0 12px; display: flex; align-items: center;
  background: var(--surface); border: 1px solid var(--border); border-radius: var(--radius);
}
.input[data-wrong] { border-color: var(--danger); }
.wrong { font-size: 13px; color: var(--danger); }
.button {
  min-height: 44px; padding: 0 20px; display: flex; align-items: center; justify-content: center;
  background: var(--primary); color: var(--on-primary); border-radius: var(--radius); font-weight: 600;
}
.page[data-page='mail'] .button { align-self: flex-start; }
.link { color: var(--link); text-decoration: underline; text-underline-offset: 2px; }
.center { text-align: center; font-size: 14px; }
.foot {
  width: 100%; max-width: 400px; padding-top: 22px;
  display: flex; flex-direction: column; gap: 8px;
  text-align: center; font-size: 13px; color: var(--muted);
}
.page[data-page='mail'] .foot { max-width: 520px; }
.links { display: flex; flex-wrap: wrap; justify-content: center; gap: 4px 16px; }
`;
