import { expect, test } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";
import type { Problem } from "../../src/problems/problem.ts";
import { renderProblem } from "../../src/problems/render-problem.ts";

function rendered(source: string): string {
  const [problem] = readModelText(source).problems;
  if (problem === undefined) throw new Error("no problem");
  return renderProblem(problem, source, "a.model");
}

/** The character above the first caret. */
function pointedAt(text: string): string | undefined {
  const lines = text.split("\n");
  const caret = lines.findIndex((line) => /^\s*\| *\^/.test(line));
  const column = [...(lines[caret] ?? "")].indexOf("^");
  return [...(lines[caret - 1] ?? "")].filter((character) => !/\p{Mn}/u.test(character))[column];
}

test("a problem has its place, its line, its caret, its message, its code and its hint", () => {
  expect(rendered("σ ~ half_norml(5)")).toBe(`a.model:1:5
  1 | σ ~ half_norml(5)
    |     ^^^^^^^^^^
error HP0301: there is no distribution \`half_norml\`
  did you mean \`half_normal\`?`);
});

test("the caret stands under the place behind tabs, wide alphabets and combining marks", () => {
  expect(pointedAt(rendered("\ta\t= $1"))).toBe("$");
  expect(pointedAt(rendered("𝛽𝛽 = $1"))).toBe("$");
  expect(pointedAt(rendered("a\u0308 = $1"))).toBe("$");
});

test("a long line is cut around the place", () => {
  const text = rendered(`a = ${"1 + ".repeat(100)}$ + ${"1 + ".repeat(100)}1`);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThan(120);
  expect(pointedAt(text)).toBe("$");
});

test("a problem of data carries its own place, one of words none", () => {
  const head = { code: "HP0401", severity: "error", message: "m", hint: "h" } as const;
  const data: Problem = { ...head, place: { kind: "data", file: "d.csv", line: 3, column: "y" } };
  expect(renderProblem(data, "", "a.model")).toBe("d.csv:3, column `y`\nerror HP0401: m\n  h");
  expect(renderProblem({ ...head, place: { kind: "none" } }, "", "a.model")).toBe("error HP0401: m\n  h");
});
