/** Broken models by the hundred: nothing throws, and every problem has a place in the text and a remedy. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lex } from "../../src/language/lexer.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { renderProblem } from "../../src/problems/render-problem.ts";
import { examine } from "./examine.ts";
import { goodModels } from "./good-models.ts";

const parts = {
  characters: (source: string) => [...source],
  tokens: (source: string) => {
    const { tokens } = lex(source);
    return tokens.map(({ span }, i) => source.slice(span.start, tokens[i + 1]?.span.start ?? span.end));
  },
  lines: (source: string) => source.split(/(?<=\n)/),
} as const;

/** Each part left out, doubled, or swapped with the next; of every `stride`-th part. */
function* mutations(pieces: readonly string[], stride: number): Generator<string> {
  for (let i = 0; i < pieces.length; i += stride) {
    const [before, piece, after] = [pieces.slice(0, i), pieces[i] ?? "", pieces.slice(i + 1)];
    yield [...before, ...after].join("");
    yield [...before, piece, piece, ...after].join("");
    yield [...before, ...after.slice(0, 1), piece, ...after.slice(1)].join("");
  }
}

describe.each(Object.entries(goodModels))("the model %s", (_, source) => {
  test("is without problems", () => {
    expect(readModelText(source).problems).toEqual([]);
  });

  test.each(["characters", "tokens", "lines"] as const)(
    "broken in its %s is met with problems, never with a throw",
    (kind) => {
      const stride = { characters: 17, tokens: 5, lines: 2 }[kind];
      for (const mutant of mutations(parts[kind](source), stride)) examine(mutant);
    },
  );

  test("cut off anywhere is met with problems, never with a throw", () => {
    for (let end = 0; end < source.length; end += 19) examine(source.slice(0, end));
  });
});

test("no text whatever makes reading throw", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), examine), { numRuns: 150 });
});

test("no sequence of the language's words makes reading throw", () => {
  const words =
    "data { } ( ) [ ] , : .. ~ = + - * / ^ < == ? # \n \" ' 1 .5 y b X K model per factor in real from levels design".split(
      " ",
    );
  const word = fc.constantFrom(
    ...words,
    "normal",
    "constant",
    "centered",
    "truncated",
    "sum",
    "β",
    '"t"',
    "\n",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (found) => examine(found.join(" "))),
    { numRuns: 250 },
  );
});

test.each([
  ["opening brackets", "(".repeat(300_000)],
  ["lists", `a = ${"[".repeat(300_000)}`],
  ["signs", `a = ${"-".repeat(100_000)}1`],
  ["sums", `a = ${"1 + ".repeat(200_000)}1`],
  ["powers", `a = ${"2^".repeat(100_000)}1`],
  ["open quotes", "„".repeat(300_000)],
  ["NUL", "\0".repeat(300_000)],
  ["lone surrogates", "\ud800\n".repeat(100_000)],
  ["unknown names", Array.from({ length: 20_000 }, (_, i) => `a${i} = b${i}`).join("\n")],
  ["a chain of definitions", Array.from({ length: 20_000 }, (_, i) => `a${i} = a${i + 1}`).join("\n")],
  [
    "a circle of definitions",
    Array.from({ length: 20_000 }, (_, i) => `a${i} = a${(i + 1) % 20_000}`).join("\n"),
  ],
  ["a long name", "a".repeat(300_000)],
])("a third of a megabyte of %s is read without a hang", (_, source) => {
  const { problems } = readModelText(source);
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems)
    expect(renderProblem(problem, source, "long.model").length).toBeLessThan(2000);
});
