/** Broken texts by the thousand, and large ones, through every function: nothing throws, and all places are in the text. */

import { test } from "vitest";
import { examine } from "./examine.ts";
import { examineAny, examineBroken, examineCut } from "./mutations.ts";

test("models cut off anywhere, as when they are written", () => examineCut(13));

test("models with tokens left out, doubled, swapped or taken from elsewhere", () => examineBroken(2000));

test("any text whatever, and offsets that are in no text", () => examineAny(2000));

test.each([
  ["opening brackets", "(".repeat(100_000)],
  ["blocks", "data {\n".repeat(20_000)],
  ["open quotes", '"'.repeat(100_000)],
  ["a long name", "a".repeat(100_000)],
  ["statements", Array.from({ length: 3000 }, (_, i) => `a${i} ~ normal(b${i}, 1)`).join("\n")],
])(
  "a large text of %s is answered in seconds",
  (_, text) => {
    examine(text, text.length);
    examine(text, Math.floor(text.length / 2));
  },
  60_000,
);
