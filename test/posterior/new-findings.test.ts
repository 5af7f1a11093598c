import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { sourceOf } from "../../src/posterior/draws-source.ts";
import { judgeSource } from "../../src/posterior/judge-source.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 300 };
const total = shape.chainCount * shape.drawCount;
const good = normalDraws(shape, 1);
const zeros = new Float64Array(total);

const notesOf = (draws: Draws) => diagnose(draws).notes.filter(({ rule }) => rule !== "no_statistics");

/** Draws with nothing wrong: independent and correlated, symmetric, skewed and discrete. */
function goodDraws(seed: number): Draws {
  const statistics = { divergent: zeros, treeDepth: zeros, energy: normalDraws(shape, seed + 9000) };
  return makeDraws(
    shape,
    {
      μ: normalDraws(shape, seed),
      ρ: normalDraws(shape, seed + 1000, { rho: 0.3 }),
      σ: normalDraws(shape, seed + 2000, { map: (x) => Math.exp(x / 2) }),
      n: normalDraws(shape, seed + 3000, { map: (x) => Math.round(2 * x) }),
    },
    { statistics },
  );
}

describe("chains that do not agree", () => {
  const twoModes = (x: number, chain: number): number => x + (chain === 1 || chain === 3 ? 8 : -8);

  it("are told to stand in groups, with their chains and the variable", () => {
    const apart = normalDraws(shape, 2, { map: twoModes });
    const [note] = notesOf(makeDraws(shape, { y: good, x: apart }));
    expect(note).toMatchObject({ rule: "chains_apart" });
    expect(note!.message).toMatch(
      /^chains stand in 2 groups that do not meet: of x, chains 1 and 3 near -[78]\.?\d* and chains 2 and 4 near [78]\.?\d*$/,
    );
  });

  it("are told to go one way, where one has not arrived", () => {
    const late = normalDraws(shape, 3, { map: (x, chain, draw) => x + (chain === 2 ? 20 - draw / 15 : 0) });
    const notes = notesOf(makeDraws(shape, { y: good, x: late }));
    expect(notes.map(({ rule }) => rule)).toEqual(["drift"]);
    expect(notes[0]!.message).toMatch(/of x, chain 3 from 1\d to [1-4]$/);
  });

  it("are not told so where they only mix slowly", () => {
    const rules = Array.from({ length: 40 }, (_, i) =>
      notesOf(makeDraws(shape, { x: normalDraws(shape, i, { rho: 0.97 }) })).map(({ rule }) => rule),
    );
    expect(rules.filter((list) => list.includes("drift")).length).toBeLessThanOrEqual(8);
  });
});

describe("divergences of a hierarchical model", () => {
  it("are said to be in how many levels of a quantity they gather", () => {
    const divergent = good.map((x) => (x < -1.8 ? 1 : 0));
    const b = (seed: number) => normalDraws(shape, seed, { map: (x) => 0.2 * x }).map((x, i) => x + good[i]!);
    const arrays = { "b[A]": b(11), "b[B]": b(12), "b[C]": b(13), other: normalDraws(shape, 14) };
    const { problems } = diagnose(makeDraws(shape, arrays, { statistics: { divergent } }));
    expect(problems[0]!.message).toMatch(
      /they gather where b\[…\] is small for 3 levels \([ABC], [ABC] and [ABC]\)$/,
    );
  });
});

describe("log likelihoods", () => {
  it("of an outlier are noted with their Pareto k, and of what fits are not", async () => {
    const draws = makeDraws(
      shape,
      {
        "log_lik[1]": good.map((x) => -0.5 * (x * 0.1 - 1) ** 2),
        "log_lik[2]": good.map((x) => -5 * (x - 3) ** 2),
      },
      { flags: { "log_lik[1]": { quantity: "log_lik" }, "log_lik[2]": { quantity: "log_lik" } } },
    );
    const { diagnosis } = await judgeSource(sourceOf(draws));
    const note = diagnosis.notes.find(({ rule }) => rule === "pareto_k")!;
    expect(diagnosis.verdict).toBe("good");
    expect(note.message).toContain("Pareto k above 0.7 for 1 of 2 log likelihoods");
    expect(note.message).toMatch(/: log_lik\[2\] \(\d+\.\d\d\)$/);
  });

  it("may be a group of their own", async () => {
    const logLikelihood = sourceOf(makeDraws(shape, { "y[1]": good.map((x) => -5 * (x - 3) ** 2) }));
    const { diagnosis } = await judgeSource(sourceOf(makeDraws(shape, { x: good })), { logLikelihood });
    expect(diagnosis.notes.map(({ rule }) => rule)).toContain("pareto_k");
  });
});

describe("many short chains", () => {
  const many: Shape = { chainCount: 64, drawCount: 30 };
  const judge = async (draws: Draws) => (await judgeSource(sourceOf(draws), { superchains: 4 })).diagnosis;

  it("are judged by nested R-hat and by their draws together", async () => {
    const draws = makeDraws(many, { x: normalDraws(many, 4) });
    expect(diagnose(draws).problems.map(({ rule }) => rule)).toContain("ess_bulk");
    expect(await judge(draws)).toMatchObject({
      verdict: "good",
      superchains: 4,
      thresholds: { ess: 1200, essPerChain: 0 },
    });
  });

  it("fail where superchains are apart, though chains within each agree", async () => {
    const apart = normalDraws(many, 5, { map: (x, chain) => x + Math.floor(chain / 16) });
    expect((await judge(makeDraws(many, { x: apart }))).problems.map(({ rule }) => rule)).toContain("rhat");
  });

  it("are hardly ever failed where they agree", async () => {
    let failed = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { problems } = await judge(makeDraws(many, { x: normalDraws(many, 7000 + seed) }));
      if (problems.some(({ rule }) => rule === "rhat")) failed++;
    }
    expect(failed).toBeLessThanOrEqual(1);
  });
});

describe("quantiles that are asked for", () => {
  const judge = (quantiles: readonly number[]) =>
    judgeSource(sourceOf(makeDraws(shape, { x: good })), { quantiles });

  it("are told with their precision", async () => {
    const { quantiles, diagnosis } = await judge([0.025, 0.5]);
    expect(diagnosis.verdict).toBe("good");
    expect(quantiles.map(({ variable, probability }) => [variable, probability])).toEqual([
      ["x", 0.025],
      ["x", 0.5],
    ]);
    for (const { ess, mcse, essBelow } of quantiles) {
      expect(ess).toBeGreaterThan(800);
      expect(mcse).toBeGreaterThan(0.02);
      expect(essBelow).toBeGreaterThan(800);
    }
  });

  it("fail where too few draws are beyond one, and say how many", async () => {
    const { diagnosis } = await judge([0.001, 0.5]);
    expect(diagnosis.problems.map(({ rule }) => rule)).toEqual(["ess_quantile"]);
    expect(diagnosis.problems[0]!.message).toMatch(/: x at 0\.001 \([01]\.\d beyond\)$/);
  });
});

describe("thresholds", () => {
  const divergent = zeros.map((_, i) => (i < 30 ? 1 : 0));
  const treeDepth = zeros.map((_, i) => (i < 30 ? 10 : 3));
  const draws = makeDraws(shape, { x: good }, { statistics: { divergent, treeDepth } });
  const rulesWith = (thresholds: Parameters<typeof diagnose>[1] & object) =>
    diagnose(draws, thresholds).problems.map(({ rule }) => rule);

  it("of divergences and tree depth count, wherever they are", () => {
    expect(rulesWith({})).toEqual(["divergences"]);
    expect(rulesWith({ thresholds: { divergences: 30 } })).toEqual([]);
    expect(rulesWith({ thresholds: { divergences: 29 } })).toEqual(["divergences"]);
    expect(rulesWith({ thresholds: { divergences: 30, maxTreedepthHits: 29 } })).toEqual(["max_treedepth"]);
    expect(rulesWith({ thresholds: { divergences: 30, maxTreedepthHits: 30 } })).toEqual([]);
  });

  it("of effective draws are of each chain, of all, or both", () => {
    const ess = diagnose(draws).problems.length;
    expect(ess).toBe(1);
    const of = (thresholds: object) => rulesWith({ thresholds: { divergences: 99, ...thresholds } });
    expect(of({ ess: 5000 })).toEqual(["ess_bulk", "ess_tail"]);
    expect(of({ ess: 500, essPerChain: 0 })).toEqual([]);
    expect(of({ ess: 500, essPerChain: 1000 })).toEqual(["ess_bulk", "ess_tail"]);
    expect(
      diagnose(draws, { thresholds: { ess: 5000, essPerChain: 0 } }).problems.find(
        ({ rule }) => rule === "ess_bulk",
      )!.message,
    ).toContain("below 5000 in all, so");
  });
});

it("nothing new is said of draws with nothing wrong: in none of 300 runs", () => {
  const told = Array.from({ length: 300 }, (_, i) => diagnose(goodDraws(i))).flatMap(({ notes }) =>
    notes.filter(({ rule }) => ["chains_apart", "drift", "pareto_k"].includes(rule)),
  );
  expect(told).toEqual([]);
});
