/**
 * Trees as text: `(+ β (index b sample))`. A part that fits is on one line; of others each part below has lines of its own, indented.
 * Parts that begin a line of a file have its number before them, and always lines of their own.
 */

import { textWidth, wrap } from "./lines.ts";
import { visible } from "./visible.ts";

export interface Outline {
  readonly words: string;
  readonly parts: readonly Outline[];
  /** Where it stands in the file. */
  readonly line?: number;
}

/** A part without parts. */
export function leaf(words: string): Outline {
  return { words, parts: [] };
}

interface Line {
  readonly text: string;
  readonly number: number | undefined;
}

/** Deeper parts than this leaves room for are indented no further. */
const leastRoom = 40;

/** Lines of at most `width` columns (a word longer than that stays whole), each ended by a newline. */
export function renderOutline(outline: Outline, width: number): string {
  const gutter = String(lastLine(outline)).length;
  return linesOf(outline, width - gutter - 2, "")
    .map(({ text, number }) => `${String(number ?? "").padStart(gutter)}  ${text}`.trimEnd())
    .map((text) => `${text}\n`)
    .join("");
}

function lastLine({ line = 0, parts }: Outline): number {
  return parts.reduce((last, part) => Math.max(last, lastLine(part)), line);
}

/** `closing` are the brackets that end with it. */
function linesOf(outline: Outline, width: number, closing: string): Line[] {
  const { words, parts, line } = outline;
  const hasLines = parts.some((part) => part.line !== undefined);
  const text = hasLines ? null : flat(outline, width - closing.length);
  if (text !== null || parts.length === 0) {
    const texts = wrap(`${text ?? words}${closing}`, width, "  ").split("\n");
    return texts.map((one, i) => ({ text: one, number: i === 0 ? line : undefined }));
  }
  const step = width > leastRoom ? 2 : 0;
  const below = parts.flatMap((part, i) =>
    linesOf(part, width - step, i === parts.length - 1 ? `)${closing}` : ""),
  );
  return [
    { text: `(${visible(words)}`, number: line },
    ...below.map(({ text: one, number }) => ({ text: " ".repeat(step) + one, number })),
  ];
}

/** On one line; null if it would be wider. */
function flat({ words, parts }: Outline, width: number): string | null {
  const shown = visible(words);
  let text = parts.length === 0 ? shown : `(${shown}`;
  for (const part of parts) {
    const inner = textWidth(text) > width ? null : flat(part, width);
    if (inner === null) return null;
    text += ` ${inner}`;
  }
  if (parts.length > 0) text += ")";
  return textWidth(text) > width ? null : text;
}
