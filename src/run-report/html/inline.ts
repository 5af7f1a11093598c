/** Phrases as HTML within a paragraph. */

import type { Inline, Phrase } from "../../manuscript/inline.ts";
import { written } from "../../manuscript/markup.ts";
import { codePieces } from "../code-pieces.ts";

/** Everything escaped; what stands in backticks is code. */
export function inlineHtml(phrase: Phrase): string {
  return phrase.map(partHtml).join("");
}

function partHtml(part: Inline): string {
  if (typeof part !== "string") return written([part], "html");
  return codePieces(part)
    .map(({ text, isCode }) => {
      const html = written([text], "html");
      return isCode ? `<code>${html}</code>` : html;
    })
    .join("");
}
