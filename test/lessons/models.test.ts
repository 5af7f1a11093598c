/** The models of lessons are those of `models/`, as their comments say. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dyestuff, noPooling, oneMean, replicates } from "../../src/lessons/models.ts";
import { modelFile } from "../run/bundled.ts";

/** Without comments, labels, space, and quantities that are computed from parameters. */
function statementsOf(text: string): string[] {
  const lines = text.replaceAll(/#.*|(from +)?"[^"]*"/g, "").split("\n");
  return lines
    .map((line) => line.replaceAll(/\s+/g, ""))
    .filter((line) => line !== "" && !/^\w+=/u.test(line));
}

test.each([
  ["one-mean", oneMean],
  ["no-pooling", noPooling],
  ["replicates", replicates],
  ["dyestuff", dyestuff],
])("%s", (name, text) => {
  expect(statementsOf(text)).toEqual(statementsOf(readFileSync(modelFile(name), "utf8")));
});
