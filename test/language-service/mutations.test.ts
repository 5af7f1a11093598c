/** Broken texts through every function: nothing throws, and all places are in the text. More of them in the slow tests. */

import { test } from "vitest";
import { examine } from "./examine.ts";
import { examineAny, examineBroken, examineCut } from "./mutations.ts";

test("models cut off, as when they are written", () => examineCut(503));

test("models with tokens left out, doubled, swapped or taken from elsewhere", () => examineBroken(25));

test("any text whatever, and offsets that are in no text", () => examineAny(40));

test("brackets, blocks and statements by the thousand", () => {
  examine("(".repeat(3000), 1500);
  examine("data {\n".repeat(500), 1000);
  examine(Array.from({ length: 100 }, (_, i) => `a${i} ~ normal(b${i}, 1)`).join("\n"), 900);
});
