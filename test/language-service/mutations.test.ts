/** Broken texts through every function: nothing throws, and all places are in the text. More of them in the slow tests. */

import { test } from "vitest";
import { examine } from "./examine.ts";
import { examineBroken, examineCut } from "./mutations.ts";

test("models cut off, as when they are written", () => examineCut(503));

test("models with tokens left out, doubled, swapped or taken from elsewhere", () => examineBroken(25));

test("texts of odd characters, and offsets that are in no text", () => {
  for (const text of [
    "\0\ud800 ~",
    "😀~😀(",
    "\r\n\r # \r",
    '"\\',
    "e\u0301 = 1\ne\u0301\u0301",
    "\u2028x = 1",
    "ﬁ ~ ½(",
  ])
    for (const offset of [-1, 0, 2, 4, 99]) examine(text, offset);
});

test("brackets, blocks and statements by the thousand", () => {
  examine("(".repeat(3000), 1500);
  examine("data {\n".repeat(500), 1000);
  examine(Array.from({ length: 100 }, (_, i) => `a${i} ~ normal(b${i}, 1)`).join("\n"), 900);
});
