import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Diagnosis } from "../../src/posterior/diagnosis.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { measureQuantiles } from "../../src/posterior/quantile-precision.ts";
import { type ProgramName, programNames } from "../../src/posterior/remedies.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 500 };
const total = shape.chainCount * shape.drawCount;
const good = normalDraws(shape, 1);
const chainOf = (i: number): number => Math.floor(i / shape.drawCount);
const zeros = new Float64Array(total);

/** Draws that break each rule, or have each note, by its name. */
const broken: Readonly<Record<string, Draws>> = {
  non_finite: makeDraws(shape, { x: good.map((x, i) => (i === 3 ? Number.NaN : x)) }),
  runaway: makeDraws(shape, { x: good.map((x) => x * 1e80) }),
  stuck: makeDraws(shape, { x: good.map((x, i) => (chainOf(i) === 1 ? 2 : x)) }),
  stuck_variable: makeDraws(shape, { y: good, x: good.map((x, i) => (chainOf(i) === 1 ? 2 : x)) }),
  divergences: makeDraws(
    shape,
    { x: good },
    { statistics: { divergent: zeros.map((_, i) => (i < 60 ? 1 : 0)) } },
  ),
  scattered: makeDraws(
    shape,
    { x: good },
    { statistics: { divergent: zeros.map((_, i) => (i === 9 ? 1 : 0)) } },
  ),
  rhat: makeDraws(shape, { x: good.map((x, i) => x + 3 * chainOf(i)) }),
  drift: makeDraws(shape, { x: good.map((x, i) => x + (chainOf(i) === 2 ? (i % 500) / 25 : 0)) }),
  ess: makeDraws(shape, { x: normalDraws(shape, 3, { rho: 0.9 }) }),
  slow: makeDraws(shape, { x: normalDraws(shape, 3, { rho: 0.998 }) }),
  ebfmi: makeDraws(shape, { x: good }, { statistics: { energy: normalDraws(shape, 4, { rho: 0.95 }) } }),
  max_treedepth: makeDraws(shape, { x: good }, { statistics: { treeDepth: zeros.map(() => 10) } }),
  heavy: makeDraws(shape, { x: normalDraws(shape, 5).map((x, i) => x / normalDraws(shape, 6)[i]!) }),
  constant: makeDraws(shape, { y: good, x: zeros }),
};

/** What only the users of a program know; a remedy has words of no other. */
const ownWords: Readonly<Record<ProgramName, RegExp>> = {
  Hyperprior: /--[a-z]/,
  Stan: /adapt_delta|iter_(?:sampling|warmup)|num_(?:samples|warmup) of CmdStan|num_samples=\d+ of CmdStan|\bmax_treedepth=|metric=dense_e|divergent__|<multiplier/,
  PyMC: /\bpm\.|target_accept=|\btune=|\bdraws=|\bnuts=\{|random_seed|initvals|sample_stats|jitter\+adapt/,
  NumPyro:
    /target_accept_prob|num_warmup=|num_samples=\d+:|LocScaleReparam|PRNGKey|extra_fields|max_tree_depth|init_strategy/,
  JAGS: /n\.iter|n\.adapt|load\.module|thinning|JAGS|update\(/,
  Turing: /NUTS\(\d|MCMCThreads|MCMCChains|max_depth=|filldist|initial_params/,
  other: /^\b$/,
};

const told = (draws: Draws, program: ProgramName): string[] => {
  const quantiles = measureQuantiles(draws.variables[0]!, draws.values[0]!, shape.chainCount, [0.001]);
  const { problems, notes } = diagnose(draws, { program, quantiles, thresholds: {} });
  return [...problems, ...notes].map(({ remedy }) => remedy);
};

describe("what is to be done about draws", () => {
  const cases = programNames.flatMap((program) =>
    Object.keys(broken).map((rule) => [rule, program] as const),
  );
  it.each(cases)("that break %s is said to users of %s in the words of their program", (rule, program) => {
    const remedies = told(broken[rule]!, program);
    expect(remedies.length).toBeGreaterThan(0);
    for (const remedy of remedies) {
      expect(remedy).not.toBe("");
      for (const other of programNames)
        if (other !== program && other !== "other")
          expect(remedy, `${other} for ${program}`).not.toMatch(ownWords[other]);
    }
  });

  it("names the setting that its users turn", () => {
    const first = (rule: string, program: ProgramName) => told(broken[rule]!, program).join("\n");
    expect(first("divergences", "Stan")).toContain("adapt_delta=0.95");
    expect(first("divergences", "PyMC")).toContain("target_accept=0.95");
    expect(first("divergences", "NumPyro")).toContain("target_accept_prob=0.95");
    expect(first("divergences", "Turing")).toContain("NUTS(2000, 0.95)");
    expect(first("max_treedepth", "Stan")).toContain("max_treedepth=12");
    expect(first("ess", "JAGS")).toContain("thinning is no remedy");
    expect(first("slow", "JAGS")).toContain('load.module("glm")');
    expect(first("ess", "Stan")).toMatch(/iter_sampling=\d+00 /);
  });

  it("counts transitions where only some were kept", () => {
    const draws = broken.ess!;
    const of = (thin: number) =>
      Number(/iter_sampling=(\d+)/.exec(essOf(diagnose(draws, { program: "Stan", thin })))![1]);
    const essOf = ({ problems }: Diagnosis) => problems.find(({ rule }) => rule === "ess_bulk")!.remedy;
    expect(of(5)).toBe(5 * of(1));
  });
});
