/** What must hold of any text whatever: it is read without a throw, and each problem has a place in it and a remedy. */

import { expect } from "vitest";
import { format } from "../../src/language/format.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { renderProblem } from "../../src/problems/render-problem.ts";

/** Reads the text in every way there is, and looks at what comes out. */
export function examine(source: string): void {
  const { model, problems } = readModelText(source, "mutant.model");
  const hasErrors = problems.some(({ severity }) => severity === "error");
  expect(model === null).toBe(hasErrors);
  const lines = source.split(/\r\n|\n|\r/);
  for (const problem of problems) {
    expect(problem.message).not.toBe("");
    expect(problem.hint).not.toBe("");
    expect(`${problem.message} ${problem.hint}`).not.toMatch(/undefined|NaN|\[object/);
    const { place } = problem;
    if (place.kind !== "model") throw new Error("a problem of a model without a place in it");
    expect(place.span.line).toBeLessThanOrEqual(lines.length);
    expect(place.span.column).toBeLessThanOrEqual([...(lines[place.span.line - 1] ?? "")].length + 1);
    expect(place.span.start).toBeLessThanOrEqual(source.length);
    expect(renderProblem(problem, source, "mutant.model")).toContain("^");
  }
  const formatted = format(source);
  expect(format(formatted)).toBe(formatted);
}
