/** Broken texts by the hundred. */

import fc from "fast-check";
import { lex } from "../../src/language/lexer.ts";
import { examine } from "./examine.ts";
import { allModels } from "./marked.ts";

const sources = Object.values(allModels);

/** Models as they are while they are written: cut off at every `stride`-th place. */
export function examineCut(stride: number): void {
  for (const [k, source] of sources.entries()) {
    for (let end = k % stride; end < source.length; end += stride + (k % 7))
      examine(source.slice(0, end), end);
  }
}

/** Models with tokens left out, doubled, swapped or taken from elsewhere. */
export function examineBroken(count: number): void {
  const words = sources
    .flatMap((source) => lex(source).tokens.map(({ text }) => text))
    .filter((text) => text !== "");
  const edit = fc.record({
    source: fc.constantFrom(...sources.filter(({ length }) => length < 1500)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom("out", "twice", "swapped", "other", "character"),
    word: fc.constantFrom(...words, "(", ")", "[", "]", "{", "}", '"', "\n", "# ", "😀", "ά", "\ud800"),
    cursor: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const broken = ({
    source,
    at,
    kind,
    word,
  }: {
    source: string;
    at: number;
    kind: string;
    word: string;
  }): string => {
    if (kind === "character") {
      const place = Math.floor(at * source.length);
      return source.slice(0, place) + word.slice(0, 1) + source.slice(place + 1);
    }
    const { tokens } = lex(source);
    const i = Math.floor(at * (tokens.length - 2));
    const [first, second] = [tokens[i]!.span, tokens[i + 1]!.span];
    const [a, b] = [source.slice(first.start, first.end), source.slice(second.start, second.end)];
    const instead = { out: "", twice: `${a} ${a}`, swapped: `${b} ${a}`, other: word }[kind] ?? "";
    const end = kind === "swapped" ? second.end : first.end;
    return source.slice(0, first.start) + instead + source.slice(end);
  };
  fc.assert(
    fc.property(edit, (one) => {
      const text = broken(one);
      examine(text, Math.floor(one.cursor * (text.length + 1)));
    }),
    { numRuns: count, seed: 14 },
  );
}

/** Any text whatever, and offsets that are in no text. */
export function examineAny(count: number): void {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), fc.integer({ min: -2, max: 130 }), examine),
    { numRuns: count, seed: 14 },
  );
}
