/** Test reports say of no rule that it is kept where it was not judged. */

import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { summarize } from "../../src/posterior/summary.ts";
import { diagnosisMarkdown } from "../../src/report/markdown.ts";
import { casesOfRules, casesOfVariables, renderJunit, renderTap } from "../../src/report/test-report.ts";
import { makeDraws, normalDraws, type Shape } from "../posterior/make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 500 };
const good = normalDraws(shape, 1);
const still = (seed: number) => normalDraws(shape, seed, { map: (x, chain) => (chain === 3 ? seed / 8 : x) });
const notMoving = "not judged for chains or variables that did not move";

const skippedOf = (draws: Draws) =>
  Object.fromEntries(casesOfRules(diagnose(draws)).map(({ name, skipped }) => [name, skipped]));
const reportOf = (draws: Draws) => ({
  title: "t",
  subject: "s",
  cases: casesOfRules(diagnose(draws)),
  notes: [],
});

describe("rules of draws of which something did not move", () => {
  const draws = makeDraws(shape, { good, still: still(3) });

  it("are skipped, unless they are of all draws or failed", () => {
    expect(skippedOf(draws)).toMatchObject({
      "draws are finite numbers": null,
      "chains and variables move": null,
      "no chain is given twice": null,
      "R-hat ≤ 1.01": notMoving,
      "bulk ESS ≥ 100 per chain": notMoving,
      "tail ESS ≥ 100 per chain": notMoving,
    });
    const apart = normalDraws(shape, 5, { map: (x, chain) => x + 9 * chain });
    expect(skippedOf(makeDraws(shape, { apart, still: still(3) }))["R-hat ≤ 1.01"]).toBeNull();
    expect(skippedOf(makeDraws(shape, { good }))["R-hat ≤ 1.01"]).toBeNull();
  });

  it("are said to be so in each form, and counted once", () => {
    expect(renderTap(reportOf(draws))).toContain(`- R-hat ≤ 1.01 # SKIP ${notMoving}\n`);
    const junit = renderJunit(reportOf(draws));
    expect(junit).toContain(`<skipped message="${notMoving}"/>`);
    const [, failures, skipped] = /failures="(\d+)" errors="0" skipped="(\d+)"/.exec(junit)!;
    expect(junit.split("<failure ")).toHaveLength(Number(failures) + 1);
    expect(junit.split("<skipped ")).toHaveLength(Number(skipped) + 1);
    expect(diagnosisMarkdown(diagnose(draws), "s")).toContain(`| R-hat ≤ 1.01 | not judged | ${notMoving} |`);
  });
});

it("rules are skipped where a variable is not finite, and so not judged further", () => {
  const broken = good.map((x, i) => (i === 3 ? Number.NaN : x));
  const skipped = skippedOf(makeDraws(shape, { good, broken }))["R-hat ≤ 1.01"];
  expect(skipped).toBe("not judged for variables with draws that are not finite numbers");
});

it("variables are skipped where a chain did not move, and not where another variable did not", () => {
  const cases = (draws: Draws) =>
    casesOfVariables(summarize(draws), diagnose(draws)).map(({ name, failures, skipped }) => [
      name,
      failures.length,
      skipped,
    ]);
  expect(cases(makeDraws(shape, { a: still(3), b: still(5) }))).toEqual([
    ["a", 0, notMoving],
    ["b", 0, notMoving],
    ["chains and variables move", 1, null],
  ]);
  expect(cases(makeDraws(shape, { good, still: still(3) }))).toEqual([
    ["good", 0, null],
    ["still", 1, null],
  ]);
});
