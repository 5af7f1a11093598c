/** The posterior that the collapsed Gibbs sampler draws from against NUTS on the whole model, number by number. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { requireBound } from "../../density/harness.ts";
import { exampleColumns } from "../marginal/marginal-models.ts";
import { crossedExamples } from "./crossed-models.ts";
import { collapsedDraws, largestDifference, nutsDraws } from "./posterior-comparison.ts";

const columns = exampleColumns();

describe("the collapsed Gibbs sampler on penicillin", () => {
  const folder = new URL("../../../models/penicillin/", import.meta.url);
  const [header, ...rows] = readFileSync(new URL("data.csv", folder), "utf8")
    .replaceAll('"', "")
    .trim()
    .split("\n");
  const cells = rows.map((row) => row.split(","));
  const data = Object.fromEntries(
    header!
      .split(",")
      .map((name, k): [string, (string | number)[]] => [
        name,
        cells.map((row) => (name === "diameter" ? Number(row[k]) : row[k]!)),
      ]),
  ) as ColumnData;
  const text = readFileSync(new URL("penicillin.model", folder), "utf8");

  it("has the posterior that NUTS has", () => {
    const bound = requireBound(text, data);
    const draws = collapsedDraws(bound, 20_000, {});
    expect(largestDifference(draws, nutsDraws(bound, 8000))).toBeLessThan(4.5);
  });
});

describe.each(crossedExamples)("the collapsed Gibbs sampler on $title", ({ text, mostDense = 150 }) => {
  const bound = requireBound(text, columns);
  const reference = nutsDraws(bound, 8000);

  // Some thirty to sixty numbers, their means and spreads: 4.5 standard errors are exceeded by chance once in 2000 runs.
  it("has the posterior that NUTS has", () => {
    const draws = collapsedDraws(bound, 20_000, { mostDense });
    expect(largestDifference(draws, reference)).toBeLessThan(4.5);
  });

  it("has it when all effects are drawn jointly", () => {
    const draws = collapsedDraws(bound, 10_000, { mostDense, drawsJointly: true });
    expect(largestDifference(draws, reference)).toBeLessThan(4.5);
  });
});
