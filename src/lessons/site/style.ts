/** The look of lessons: one column of text, controls that a thumb can use, light or dark as the reader's system is, light on paper. */

import { darkPalette, lightPalette, type Palette } from "../../pictures/palette.ts";

function variablesOf({ background, text, subtle, grid, named }: Palette): string {
  const { main, good, alert, band, second } = named;
  return `--background: ${background}; --text: ${text}; --subtle: ${subtle}; --line: ${grid}; --main: ${main}; --good: ${good}; --alert: ${alert}; --band: ${band}; --accent: ${second};`;
}

/** CSS. */
export const lessonStyle = `
:root { color-scheme: light; ${variablesOf(lightPalette)} }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; ${variablesOf(darkPalette)} } }
@media print { :root { color-scheme: light; ${variablesOf(lightPalette)} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--text); }
body { font: 17px/1.6 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 800px; margin: 0 auto; padding: 8px 20px; }
header { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 14px; }
header a[aria-current] { color: var(--text); text-decoration: none; }
footer { color: var(--subtle); font-size: 14px; border-top: 1px solid var(--line); margin-top: 40px; }
h1 { font-size: 28px; line-height: 1.25; margin: 12px 0; }
h2 { font-size: 21px; margin: 36px 0 8px; }
a { color: var(--main); }
a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, textarea:focus-visible, select:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.place { margin: 16px 0; }
.figure { position: relative; margin: 12px 0; }
.figure > svg { display: block; max-width: 100%; height: auto; }
.slider { display: grid; grid-template-columns: minmax(0, 15em) 1fr 6.5em; gap: 4px 14px; align-items: center; margin: 8px 0; }
.slider input { width: 100%; min-height: 32px; accent-color: var(--main); }
.slider output { font-variant-numeric: tabular-nums; font-weight: 600; }
@media (max-width: 600px) { .slider { grid-template-columns: 1fr auto; } .slider input { grid-column: 1 / -1; grid-row: 2; } }
button, select { font: inherit; font-size: 16px; padding: 7px 16px; margin: 4px 8px 4px 0; color: var(--main); background: transparent; border: 1.5px solid var(--main); border-radius: 6px; cursor: pointer; min-height: 40px; }
button:hover { background: var(--band); color: var(--text); }
button[aria-disabled="true"] { opacity: 0.5; cursor: progress; }
.chips button { padding: 7px 11px; margin-right: 6px; }
button[aria-pressed="true"] { background: var(--main); color: var(--background); }
.points { position: absolute; inset: 0; pointer-events: none; }
.points button { position: absolute; width: 36px; height: 24px; min-height: 0; margin: -12px 0 0 -18px; padding: 0; border: 1px solid var(--line); border-radius: 12px; background: none; pointer-events: auto; touch-action: manipulation; }
.points button:hover, .points button:focus-visible { border-color: var(--main); }
fieldset { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; padding: 8px 14px; }
fieldset label, .check { display: flex; gap: 8px; align-items: baseline; padding: 4px 0; cursor: pointer; }
legend { font-weight: 600; float: left; width: 100%; padding: 0 0 4px; }
legend + * { clear: left; }
input[type="radio"], input[type="checkbox"] { flex: none; width: 18px; height: 18px; margin: 0 2px; position: relative; top: 3px; accent-color: var(--main); }
.predict { margin: 20px 0 0; }
.said { border-left: 4px solid var(--alert); padding: 4px 14px; }
.said[data-is-right="true"] { border-color: var(--good); }
.said:empty { display: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 15px; margin: 8px 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--subtle); padding: 4px 0; }
th, td { padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
main > table { display: table; width: 100%; }
main > table th, main > table td { white-space: normal; vertical-align: top; overflow-wrap: break-word; hyphens: auto; }
main > table td:first-child { min-width: 8em; }
td.number { text-align: right; }
@media (max-width: 600px) { .scroll table { font-size: 14px; } .scroll th, .scroll td { padding-right: 9px; } .scroll th, .scroll td.long { white-space: normal; hyphens: auto; } .scroll thead th { vertical-align: bottom; } }
pre, code, textarea { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
pre, textarea { font-size: 14px; line-height: 1.45; }
code { font-size: 0.92em; }
pre { overflow: auto; max-height: 340px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 6px; }
pre[lang] { white-space: pre-wrap; }
.fault { border-color: var(--alert); white-space: pre-wrap; max-height: none; }
details { margin: 14px 0; }
summary { cursor: pointer; font-weight: 600; }
textarea, input[type="text"], input:not([type]) { width: 100%; padding: 10px 14px; color: var(--text); background: transparent; border: 1px solid var(--subtle); border-radius: 6px; }
input:not([type]) { font: 16px ui-monospace, "DejaVu Sans Mono", monospace; }
.editor { position: relative; }
.editor pre, .editor textarea { margin: 0; font: 14px/1.45 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; padding: 10px 14px; tab-size: 4; white-space: pre; }
.editor pre { position: absolute; inset: 0; max-height: none; overflow: hidden; border-color: transparent; pointer-events: none; }
.editor textarea { position: relative; display: block; color: transparent; caret-color: var(--text); resize: vertical; }
.is-comment, .is-title { color: var(--subtle); }
.is-distribution, .is-modifier, .is-function { color: var(--main); }
.is-keyword, .is-type { color: var(--good); }
.is-number, .is-text, .is-label { color: var(--accent); }
.is-wrong { text-decoration: underline wavy var(--alert); }
.keys { color: var(--subtle); font-size: 14px; }
.offered { min-height: 50px; }
.offered button { padding: 3px 10px; font-size: 14px; min-height: 32px; }
.problems button { padding: 1px 10px; font-size: 14px; min-height: 30px; }
.live { font-size: 18px; }
.links a { display: inline-block; padding: 8px 12px 8px 0; }
.told { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
ol.lessons { padding-left: 1.4em; }
ol.lessons li { margin: 10px 0; }
@media print { header, button, .slider input { display: none; } details { display: block; } }
`;
