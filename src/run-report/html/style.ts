/** The look of a report: light or dark as the reader's system is or as they choose, light on paper, from the width of a phone on. */

import { darkPalette, lightPalette, type Palette } from "../../pictures/palette.ts";

/** The colours of pictures as variables of the page, so that they change with it. */
export const paletteOfPage: Palette = variablesOf(lightPalette);

function variablesOf({ named, series }: Palette): Palette {
  return {
    background: "var(--background)",
    text: "var(--text)",
    subtle: "var(--subtle)",
    grid: "var(--line)",
    named: Object.fromEntries(Object.keys(named).map((name) => [name, `var(--${name})`])) as Palette["named"],
    series: series.map((_, i) => `var(--series-${i})`),
  };
}

function valuesOf({ background, text, subtle, grid, named, series }: Palette): string {
  const values = { background, text, subtle, line: grid, ...named };
  return [
    ...Object.entries(values).map(([name, value]) => `--${name}: ${value};`),
    ...series.map((value, i) => `--series-${i}: ${value};`),
  ].join(" ");
}

const light = `color-scheme: light; ${valuesOf(lightPalette)} --panel: #f6f8fa; --good-back: #e6f4ec; --alert-back: #fdecec;`;
const dark = `color-scheme: dark; ${valuesOf(darkPalette)} --panel: #161b22; --good-back: #10281c; --alert-back: #3a1618;`;

/** CSS. */
export const reportStyle = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }
:root[data-theme="dark"] { ${dark} }
@media print { :root, :root[data-theme], :root:not([data-theme="light"]) { ${light} } }
* { box-sizing: border-box; }
html { scroll-padding-top: 12px; }
body { margin: 0; background: var(--background); color: var(--text); overflow-wrap: anywhere; }
body { font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 12px; top: 12px; z-index: 3; padding: 6px 12px; background: var(--background); }
header, main, footer { max-width: 54rem; margin: 0 auto; padding: 0 16px; }
header { padding-top: 24px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0; display: inline; }
.about { color: var(--subtle); margin: 4px 0 16px; }
p { margin: 0 0 12px; }
a { color: var(--main); }
:focus-visible { outline: 2px solid var(--main); outline-offset: 2px; }
.aside, .note, figcaption, footer { color: var(--subtle); font-size: 0.875rem; }
.aside { border-left: 3px solid var(--line); padding-left: 12px; }
.verdict { border-left: 6px solid; border-radius: 4px; padding: 12px 16px; margin: 0 0 16px; }
.verdict p { margin: 0; }
.verdict.good { border-color: var(--good); background: var(--good-back); }
.verdict.failed { border-color: var(--alert); background: var(--alert-back); }
.verdict strong { font-size: 1.1rem; }
nav { background: var(--panel); border-radius: 6px; padding: 10px 16px; margin: 0 0 16px; }
nav ol { columns: 15rem auto; column-gap: 2.5rem; margin: 6px 0 0; padding-left: 1.6em; }
nav summary { font-weight: 600; }
section { border-top: 1px solid var(--line); padding: 14px 0 6px; }
summary { cursor: pointer; }
section > details > summary { margin-bottom: 12px; }
.folded { margin: 0 0 16px; }
.folded > summary { color: var(--main); margin-bottom: 8px; }
ul, ol { padding-left: 1.4em; margin: 0 0 12px; }
li { margin-bottom: 4px; }
.table, .formula, .code { overflow-x: auto; margin: 0 0 8px; }
.formula { padding: 4px 0; }
.code { background: var(--panel); border-radius: 6px; margin-bottom: 16px; }
pre { margin: 0; padding: 12px 16px; font: 0.8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: normal; }
table { border-collapse: separate; border-spacing: 0; font-size: 0.875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding: 0 0 6px; }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 32px); }
th, td { text-align: left; font-weight: normal; padding: 4px 14px 4px 0; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--muted); }
.number { text-align: right; white-space: nowrap; }
th[scope="row"] { white-space: nowrap; }
td.long { min-width: 18em; }
td.short { white-space: nowrap; }
.table th:first-child { position: sticky; left: 0; background: var(--background); }
.interval { white-space: nowrap; }
.note { margin-bottom: 16px; }
th button { all: unset; cursor: pointer; white-space: nowrap; }
code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
p code, li code { hyphens: none; word-break: keep-all; }
th button:focus-visible { outline: 2px solid var(--main); outline-offset: 2px; }
th button::after { content: " ↕"; content: " ↕" / ""; color: var(--subtle); font-weight: normal; }
th[aria-sort="ascending"] button::after { content: " ↑"; content: " ↑" / ""; color: var(--text); }
th[aria-sort="descending"] button::after { content: " ↓"; content: " ↓" / ""; color: var(--text); }
.tools { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 12px; }
.tools button { font: inherit; font-size: 0.8125rem; color: var(--text); background: var(--panel); border: 1px solid var(--muted); border-radius: 4px; padding: 3px 10px; cursor: pointer; }
.note button, figcaption button { font: inherit; color: var(--main); background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer; }
button[aria-pressed="true"] { font-weight: 600; }
.tools button[aria-pressed="true"] { border-color: var(--main); color: var(--main); }
figure { margin: 0 0 20px; }
.picture { position: relative; }
.picture > svg { display: block; max-width: 100%; height: auto; }
.picture text { white-space: pre; }
[data-panel]:focus-visible { outline: 2px solid var(--main); outline-offset: -1px; }
.exploring [data-panel] { cursor: crosshair; touch-action: pan-y pinch-zoom; }
.tip { position: absolute; pointer-events: none; z-index: 2; max-width: 280px; padding: 4px 8px; border-radius: 4px; white-space: pre-line; }
.tip { background: var(--background); color: var(--text); border: 1px solid var(--subtle); font-size: 12px; line-height: 1.4; }
.place { position: absolute; pointer-events: none; z-index: 1; width: 8px; height: 8px; margin: -6px; border-radius: 8px; border: 2px solid var(--text); }
.keys { display: none; color: var(--subtle); font-size: 0.8125rem; }
.exploring ~ .keys { display: block; }
kbd { border: 1px solid var(--muted); border-radius: 3px; padding: 0 4px; font: inherit; }
.told { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
footer { border-top: 1px solid var(--line); padding-top: 12px; padding-bottom: 32px; }
math { font-size: 1.05em; }
math.tml-display { display: block; width: max-content; max-width: none; }
math * { border-color: currentColor; }
.tml-right { text-align: right; text-align: -webkit-right; }
.tml-left { text-align: left; text-align: -webkit-left; }
mtable.tml-jot > mtr > mtd { padding-top: 0.7ex; padding-bottom: 0.7ex; }
@media (max-width: 40rem) { th[scope="row"], td.number { white-space: normal; } th[scope="row"] { max-width: 40vw; } .interval { display: block; } body { font-size: 15px; } h1 { font-size: 1.5rem; } header { padding-top: 14px; } }
@media print {
  body { font-size: 10.5pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  nav, .tools, .note button, figcaption button, .keys, .tip, .place, .skip, .latex { display: none; }
  th button { display: contents; }
  th button::after { content: none; }
  summary { list-style: none; }
  .picture > svg { max-width: 80%; }
  section { break-inside: auto; }
  summary, caption, thead, .verdict { break-after: avoid; }
  thead { display: table-header-group; break-inside: avoid; }
  .table th:first-child, caption span { position: static; background: none; }
  figure, tr, .verdict { break-inside: avoid; }
  .table, .formula, .code { overflow: visible; }
  pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
