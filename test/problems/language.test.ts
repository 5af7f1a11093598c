/**
 * Golden texts: what a user reads for each mistake in a model. Each file in `language/` holds cases for one code: a
 * model, a line of eight hyphens, the problems as they are shown; a line of eight equals signs between two cases.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";
import { renderProblem } from "../../src/problems/render-problem.ts";

const folder = join(import.meta.dirname, "language");
const sources = join(import.meta.dirname, "../../src/language");
const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));

interface Golden {
  readonly model: string;
  readonly shown: string;
}

function readGoldens(file: string): readonly Golden[] {
  const cases = readFileSync(join(folder, file), "utf8").split(/^={8}\n/m);
  return cases.map((text) => {
    const [model = "", shown = ""] = text.split(/^-{8}\n/m);
    return { model, shown: shown.trimEnd() };
  });
}

describe.each(files)("%s", (file) => {
  test.each(readGoldens(file))("is shown as its golden text: $model", ({ model, shown }) => {
    const { problems } = readModelText(model, "broken.model");
    expect(problems.map((problem) => renderProblem(problem, model, "broken.model")).join("\n\n")).toBe(shown);
  });

  test.each(readGoldens(file))("is told once, and with nothing beside it: $model", ({ model }) => {
    const codes = readModelText(model).problems.map(({ code }) => code);
    const expected = file === "HP0199.txt" ? new Set(["HP0101", "HP0199"]) : new Set([file.slice(0, 6)]);
    expect(new Set(codes)).toEqual(expected);
    if (file !== "HP0199.txt") expect(codes).toHaveLength(1);
  });
});

test("every code that the room can give has its golden text, and no code stands for two mistakes", () => {
  const texts = readdirSync(sources)
    .filter((name) => name.startsWith("problems-"))
    .map((name) => readFileSync(join(sources, name), "utf8"));
  const codes = texts.flatMap((text) => [...text.matchAll(/"(HP\d{4})"/g)].map((match) => match[1]));
  expect(new Set(codes).size).toBe(codes.length);
  expect(files.map((file) => file.slice(0, 6)).sort()).toEqual([...codes].sort());
});
