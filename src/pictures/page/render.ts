/**
 * A picture as one page that needs no network: the picture as data, and what draws it there, which is what draws it as SVG. Light or dark as
 * the reader's system is, light on paper.
 */

import { escapedText, inScript } from "../../text/html.ts";
import type { Picture } from "../picture.ts";
import { encodePicture } from "./encode.ts";
import { pageStyle } from "./style.ts";

export interface PageOptions {
  /** What draws in the page: the text of `dist/pictures-page.min.js`. */
  readonly script: string;
  /** How the picture is read, in sentences. */
  readonly reading: string;
  /** Dark whatever the reader's system is. */
  readonly isDark?: boolean;
  /** Pixels that the picture has at most; as the window if not given. */
  readonly width?: number | undefined;
}

/** The text of the page. */
export function renderPage(
  picture: Picture,
  { script, reading, isDark = false, width }: PageOptions,
): string {
  const policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";
  return `<!doctype html>
<html lang="en" data-theme="${isDark ? "dark" : "system"}">
<head>
<meta charset="utf-8">
<meta name="generator" content="hyperprior">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapedText(picture.title)}</title>
<style>${pageStyle}${width === undefined ? "" : `main { max-width: ${width}px; }`}</style>
</head>
<body>
<main>
<div id="picture"><p>${escapedText(picture.title)}: ${escapedText(picture.description)}</p></div>
<p id="told" role="status" aria-live="polite"></p>
<p>${escapedText(reading)}</p>
<p class="keys">A pointer that rests on a mark is told what it is. Drag to move the axes; click into a panel, and the wheel
zooms; at an axis, it zooms that axis alone; a double click shows all again. With the keyboard: Tab to a panel, then the arrows,
<kbd>+</kbd> and <kbd>−</kbd>, <kbd>0</kbd> for all, <kbd>.</kbd> and <kbd>,</kbd> for the next mark and the one before.</p>
<noscript><p>The picture is drawn by a script of this page, and scripts are switched off here.</p></noscript>
</main>
<script type="application/json" id="picture-data">${encodePicture(picture)}</script>
<script>${inScript(script)}</script>
</body>
</html>
`;
}
