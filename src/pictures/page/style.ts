/** The look of the page around a picture. */

import { darkPalette, lightPalette, type Palette } from "../palette.ts";

function variablesOf({ background, text, subtle, grid, named }: Palette): string {
  return `--background: ${background}; --text: ${text}; --subtle: ${subtle}; --line: ${grid}; --main: ${named.main};`;
}

/** CSS. */
export const pageStyle = `
:root { color-scheme: light; ${variablesOf(lightPalette)} }
@media (prefers-color-scheme: dark) { :root { color-scheme: dark; ${variablesOf(darkPalette)} } }
:root[data-theme="dark"] { color-scheme: dark; ${variablesOf(darkPalette)} }
@media print { :root, :root[data-theme="dark"] { color-scheme: light; ${variablesOf(lightPalette)} } }
body { margin: 0; background: var(--background); color: var(--text); }
body { font: 14px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 12px; }
main p { max-width: 75ch; margin: 8px 18px; }
#picture { position: relative; }
#picture > svg { display: block; max-width: 100%; }
[data-panel] { cursor: crosshair; touch-action: pan-y pinch-zoom; }
[data-panel]:focus { outline: 2px solid var(--main); outline-offset: -1px; }
#told { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.tip { position: absolute; pointer-events: none; z-index: 2; max-width: 320px; padding: 4px 8px; border-radius: 4px; white-space: pre-line; }
.tip { background: var(--background); color: var(--text); border: 1px solid var(--subtle); font-size: 12px; overflow-wrap: anywhere; }
.place { position: absolute; pointer-events: none; z-index: 1; width: 8px; height: 8px; margin: -6px; border-radius: 8px; border: 2px solid var(--text); }
.keys { color: var(--subtle); font-size: 12px; }
kbd { border: 1px solid var(--line); border-radius: 3px; padding: 0 4px; font: inherit; }
@media print { .keys, .tip, .place { display: none; } }
`;
