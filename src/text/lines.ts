/** Lines of text: how wide they are on a terminal, and words broken into them. */

import { visible } from "./visible.ts";

/** Columns of a terminal that a text takes: code points without combining marks, East Asian wide ones twice. */
export function textWidth(text: string): number {
  const shown = text.normalize("NFC").replace(/[\p{M}\u200b-\u200d\ufeff]/gu, "");
  const wide = shown.match(
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/gu,
  );
  return Array.from(shown).length + (wide?.length ?? 0);
}

/** Prose in longer lines is no easier to read. */
const mostWidth = 120;

/** Lines of at most `width` columns, the later ones indented; a word longer than that stays whole. The text is made visible. */
export function wrap(words: string, width: number, indent: string): string {
  const text = visible(words);
  const start = text.length - text.trimStart().length;
  const lines: string[] = [];
  let line = text.slice(0, start);
  let isEmpty = true;
  for (const word of text.slice(start).split(" ")) {
    if (!isEmpty && textWidth(line) + 1 + textWidth(word) > Math.min(width, mostWidth)) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}
