/** The sheet of the shadow root. A string, because an adopted sheet works under every content security policy of a page. */
export const STYLES = `
* { box-sizing: border-box; }
.frame { position: absolute; left: 0; top: 0; width: 0; height: 0; }
.plane { position: absolute; left: 0; top: 0; width: 0; height: 0; }
.ruler { position: absolute; width: 100px; height: 0; visibility: hidden; }

.label {
  all: unset;
  box-sizing: border-box;
  position: absolute;
  display: block;
  overflow: hidden;
  white-space: nowrap;
  text-overflow: ellipsis;
  pointer-events: auto;
  cursor: pointer;
  user-select: none;
  -webkit-user-select: none;
  font: 500 10px / 1 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  letter-spacing: 0.01em;
  color: var(--colour);
}
.label .who { font-weight: 700; }
[data-words]::before { content: attr(data-words); }
bdi[data-words] { unicode-bidi: plaintext; }
.label.margin { background: var(--ground); }
.label.margin.left { text-align: right; }
.label.stack { line-height: 13px; }
.label.stack > span { display: block; overflow: hidden; text-overflow: ellipsis; }
.label.stack .sep { display: none; }
.label.tick.tick { font-size: 9px; font-weight: 700; text-align: center; background: var(--colour); color: var(--ground); border-radius: 2px; letter-spacing: 0; text-overflow: clip; }
.label.bar { background: var(--colour); color: transparent; border-radius: 1px; }
.label.legend { line-height: 11px; }
.label.legend.stroke { border-inline-start: 3px solid var(--colour); padding-inline-start: 4px; }
.label.legend .number { font-size: 9px; font-weight: 700; }
.label.unsure { font-style: italic; }
.label:hover, .label.lit { text-decoration: underline; text-decoration-thickness: 1px; }
.label:focus-visible { outline: 2px solid var(--colour); outline-offset: 1px; }
.measure { visibility: hidden; }

.card {
  all: unset;
  box-sizing: border-box;
  position: fixed;
  inset: auto;
  margin: 0;
  display: none;
  pointer-events: auto;
  width: 320px;
  max-width: calc(100vw - 16px);
  max-height: min(420px, calc(100vh - 16px));
  overflow: auto;
  overscroll-behavior: contain;
  padding: 12px 14px 10px;
  border: 1px solid var(--edge);
  border-top: 3px solid var(--speaker);
  border-radius: 6px;
  background: var(--paper);
  color: var(--ink);
  box-shadow: 0 6px 24px rgb(0 0 0 / 22%);
  font: 400 13px / 1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  text-align: start;
  cursor: auto;
}
.card:popover-open { display: block; }
.card.light { color-scheme: light; --paper: #ffffff; --ink: #1a1a1a; --soft: #565656; --edge: #cfcfcf; --fill: #f0f0f0; --focus: #0b4fb8; }
.card.dark { color-scheme: dark; --paper: #1f2125; --ink: #ececec; --soft: #b3b6bc; --edge: #45494f; --fill: #2e3137; --focus: #8ab8ff; }
.card:focus { outline: none; }
.card:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
.head { display: flex; align-items: flex-start; gap: 4px; }
.title { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 15px; line-height: 1.3; font-weight: 700; overflow-wrap: anywhere; }
.role { margin: 0; color: var(--soft); overflow-wrap: anywhere; }
dl { margin: 8px 0 0; display: grid; grid-template-columns: auto 1fr; gap: 4px 10px; }
dt { color: var(--soft); font-size: 12px; line-height: 1.6; }
dd { margin: 0; overflow-wrap: anywhere; }
.why { display: block; color: var(--soft); font-size: 12px; }
.note { margin: 8px 0 0; color: var(--soft); font-size: 12px; }
button.plain {
  all: unset;
  box-sizing: border-box;
  cursor: pointer;
  border-radius: 4px;
  padding: 3px 8px;
  min-height: 24px;
  font-size: 12px;
  line-height: 18px;
  color: var(--ink);
  background: var(--fill);
}
button.plain:hover { text-decoration: underline; }
button.plain:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
button.icon { padding: 3px 6px; background: none; min-width: 24px; text-align: center; }
button.plain[aria-pressed="true"] { background: var(--ink); color: var(--paper); }
button.go { display: inline; background: none; padding: 0; min-height: 0; font-size: 13px; text-decoration: underline; text-underline-offset: 2px; color: var(--focus); }
.foot { display: flex; gap: 6px; margin-top: 10px; align-items: center; }
.foot .space { flex: 1; }

.notice {
  all: unset;
  box-sizing: border-box;
  position: fixed;
  inset: auto 0 24px;
  margin: 0 auto;
  display: none;
  width: fit-content;
  max-width: calc(100vw - 32px);
  padding: 10px 16px;
  border: 1px solid #6d7178;
  border-radius: 6px;
  background: #1f2125;
  color: #ececec;
  box-shadow: 0 6px 24px rgb(0 0 0 / 22%);
  font: 400 14px / 1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.notice:popover-open { display: block; }

@media (prefers-reduced-motion: no-preference) {
  .card:popover-open { animation: appear 90ms ease-out; }
  @keyframes appear { from { opacity: 0; } }
}
@media (forced-colors: active) {
  .label { color: ButtonText; background: ButtonFace; }
  .label.bar, .label.tick { background: ButtonText; }
}
@media print { .frame, .card, .notice { display: none !important; } }
`;
