import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { summarize } from "../../src/posterior/summary.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 500 };
const good = normalDraws(shape, 1);
const total = shape.chainCount * shape.drawCount;

const rulesOf = (draws: Draws): string[] => diagnose(draws).problems.map(({ rule }) => rule);

describe("draws of a posterior without an end", () => {
  it("fail where a constant outcome let the sd run to 1e-154, which was good once", () => {
    const sd = good.map((x) => 4e-154 * Math.exp(0.5 * x));
    const { verdict, problems } = diagnose(makeDraws(shape, { μ: good, σ: sd }));
    expect(verdict).toBe("failed");
    expect(problems[0]).toMatchObject({ rule: "runaway", variables: [{ name: "σ", value: 1 }] });
    expect(problems[0]!.remedy).toContain("`lognormal`");
  });

  it("fail where some of them run to 1e150, and not where a few in a thousand do", () => {
    const spread = (share: number) => good.map((x, i) => (i % 1000 < 1000 * share ? 1e150 : 1) * x);
    expect(rulesOf(makeDraws(shape, { σ: spread(0.1) }))).toContain("runaway");
    expect(rulesOf(makeDraws(shape, { σ: spread(0.002) }))).not.toContain("runaway");
  });

  it("are not those that are 0, or of another unit", () => {
    expect(
      rulesOf(makeDraws(shape, { σ: good.map((x) => Math.max(0, x)), y: good.map((x) => x * 1e60) })),
    ).toEqual([]);
  });
});

describe("draws that can be trusted", () => {
  it("are good without problems or notes when their statistics are too", () => {
    const statistics = {
      divergent: new Float64Array(total),
      treeDepth: new Float64Array(total).fill(3),
      energy: normalDraws(shape, 2),
    };
    const diagnosis = diagnose(makeDraws(shape, { μ: good, τ: normalDraws(shape, 3) }, { statistics }));
    expect(diagnosis).toMatchObject({
      verdict: "good",
      problems: [],
      notes: [],
      divergences: 0,
      maxTreedepthHits: 0,
    });
    for (const fraction of diagnosis.ebfmi!) expect(fraction).toBeCloseTo(2, 0);
  });

  it("are good without statistics, with a note of what was not judged", () => {
    const diagnosis = diagnose(makeDraws(shape, { μ: good }));
    expect(diagnosis).toMatchObject({
      verdict: "good",
      divergences: null,
      maxTreedepthHits: null,
      ebfmi: null,
    });
    expect(diagnosis.notes.map(({ rule }) => rule)).toEqual(["no_statistics"]);
  });

  it("may hold a bad variable that is hidden or constant by construction", () => {
    const flags = { half: { isConstant: true }, v: { isHidden: true } };
    const bad = good.map((_, i) => Math.floor(i / shape.drawCount));
    const draws = makeDraws(shape, { μ: good, half: new Float64Array(total).fill(0.5), v: bad }, { flags });
    expect(rulesOf(draws)).toEqual([]);
  });

  it("may hold indicators, ranks that are always 1 and values cut off at a bound", () => {
    const draws = makeDraws(shape, {
      μ: good,
      often: good.map((x) => (x < 1.5 ? 1 : 0)),
      rank: new Float64Array(total).fill(1),
      capped: good.map((x) => Math.min(x, 1)),
      balanced: good.map((_, i) => i % 2),
    });
    expect(rulesOf(draws)).toEqual([]);
  });

  it("may hold an indicator of something so rare that it never happens in a chain", () => {
    const once = good.map((_, i) => (i === 700 || i === 1300 ? 1 : 0));
    expect(rulesOf(makeDraws(shape, { μ: good, once }))).toEqual([]);
  });

  it("may hold a number that is the same in every draw of every chain, which is noted", () => {
    const diagnosis = diagnose(makeDraws(shape, { μ: good, ratio: new Float64Array(total).fill(0.25) }));
    expect(diagnosis.verdict).toBe("good");
    expect(diagnosis.notes[0]).toMatchObject({ rule: "constant" });
    expect(diagnosis.notes[0]!.message).toContain("ratio (0.25)");
  });

  it("may reach the maximal tree depth, which is noted", () => {
    const statistics = { treeDepth: Float64Array.from(good, (_, i) => (i < 20 ? 10 : 4)) };
    const diagnosis = diagnose(makeDraws(shape, { μ: good }, { statistics }));
    expect(diagnosis).toMatchObject({ verdict: "good", maxTreedepthHits: 20 });
    expect(diagnosis.notes[0]!.message).toContain(
      "20 of 2000 transitions (1.0 %) were cut off at tree depth 10",
    );
  });
});

describe("draws that cannot be trusted", () => {
  it("fail when chains are in different places, the worst variable named first", () => {
    const shifted = (by: number) => normalDraws(shape, 5, { map: (x, chain) => x + (chain === 2 ? by : 0) });
    const draws = makeDraws(shape, { μ: good, a: shifted(1), b: shifted(3) });
    const { verdict, problems } = diagnose(draws);
    expect(verdict).toBe("failed");
    const rhat = problems.find(({ rule }) => rule === "rhat")!;
    expect(rhat.variables.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(rhat.message).toMatch(
      /^R-hat above 1.01, so the chains do not agree: b \(\d\.\d{3}\) and a \(\d\.\d{3}\)$/,
    );
  });

  it("fail when chains differ only in width", () => {
    const wide = normalDraws(shape, 6, { map: (x, chain) => (chain === 0 ? 4 * x : x) });
    expect(rulesOf(makeDraws(shape, { wide }))).toContain("rhat");
  });

  it("fail when pairs of chains stand at two values, where the R-hat of the tails is not defined", () => {
    const apart = good.map((_, i) => (i < total / 2 ? 0 : 1));
    expect(rulesOf(makeDraws(shape, { μ: good, apart }))).toContain("rhat");
  });

  it("fail when neighbouring draws are alike, and say how much longer to run", () => {
    const { problems } = diagnose(makeDraws(shape, { slow: normalDraws(shape, 7, { rho: 0.93 }) }));
    const bulk = problems.find(({ rule }) => rule === "ess_bulk")!;
    expect(bulk.message).toContain("bulk effective sample size below 100 per chain (400 in all)");
    expect(bulk.remedy).toMatch(/--draws \d+00/);
  });

  it("fail when there are too few draws to tell, whatever they are", () => {
    const few = { chainCount: 4, drawCount: 5 };
    const { problems } = diagnose(makeDraws(few, { μ: normalDraws(few, 8) }));
    const bulk = problems.find(({ rule }) => rule === "ess_bulk")!;
    expect(bulk.message).toContain("μ (too few draws to tell)");
    expect(bulk.remedy).toContain("--draws 1000");
    const single = { chainCount: 1, drawCount: 1 };
    expect(diagnose(makeDraws(single, { μ: [0.3] })).verdict).toBe("failed");
  });

  it("fail when one chain did not move, and only that is said of it", () => {
    const still = (values: Float64Array) => values.map((x, i) => (i < shape.drawCount ? 0.7 : x));
    const { problems } = diagnose(makeDraws(shape, { μ: still(good), τ: still(normalDraws(shape, 9)) }));
    expect(problems.map(({ rule }) => rule)).toEqual(["stuck"]);
    expect(problems[0]!.message).toBe("chain 1 of 4 did not move: every draw is the same");
  });

  it("fail when one variable stood still within a chain", () => {
    const still = normalDraws(shape, 9, { map: (x, chain) => (chain === 3 ? 0.123 : x) });
    const { problems } = diagnose(makeDraws(shape, { μ: good, still }));
    expect(problems.map(({ rule }) => rule)).toEqual(["stuck"]);
    expect(problems[0]!.message).toContain("still (1 of 4 chains)");
  });

  it("fail when nothing moved in any chain, even at one common value", () => {
    expect(rulesOf(makeDraws(shape, { μ: new Float64Array(total).fill(0.5) }))).toEqual(["stuck"]);
  });

  it("fail on a standstill in a single chain unless it is at a whole number", () => {
    const one = { chainCount: 1, drawCount: 1000 };
    const still = new Float64Array(1000);
    const moving = normalDraws(one, 10);
    expect(rulesOf(makeDraws(one, { μ: moving, still: still.fill(0.31) }))).toEqual(["stuck"]);
    expect(rulesOf(makeDraws(one, { μ: moving, rank: still.fill(1) }))).toEqual([]);
  });

  it("of one chain are good, with a note that no other could disagree", () => {
    const one = { chainCount: 1, drawCount: 1000 };
    const { verdict, notes } = diagnose(makeDraws(one, { μ: normalDraws(one, 10) }));
    expect(verdict).toBe("good");
    expect(notes.map(({ rule }) => rule)).toEqual(["one_chain", "no_statistics"]);
    expect(notes[0]!.message).toContain("agreement of chains was not judged: the two halves of this one");
    const still = diagnose(makeDraws(one, { μ: new Float64Array(1000).fill(0.3) }));
    expect(still.notes.map(({ rule }) => rule)).toEqual(["no_statistics"]);
    expect(diagnose(makeDraws(shape, { μ: good })).notes.map(({ rule }) => rule)).toEqual(["no_statistics"]);
  });

  it("fail on draws that are not finite, with their number", () => {
    const broken = good.map((x, i) => (i === 3 ? Number.NaN : i === 9 ? Number.POSITIVE_INFINITY : x));
    const { problems } = diagnose(makeDraws(shape, { μ: good, broken }));
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toBe("draws that are not finite numbers: broken (2 of 2000)");
  });

  it("fail on a chain whose energy moves in small steps", () => {
    const energy = normalDraws(shape, 13, { rho: 0.95 });
    energy.set(good.subarray(0, 3 * shape.drawCount));
    const { problems } = diagnose(makeDraws(shape, { μ: good }, { statistics: { energy } }));
    expect(problems.map(({ rule }) => rule)).toEqual(["ebfmi"]);
    expect(problems[0]!.variables.map(({ name }) => name)).toEqual(["chain 4"]);
  });

  it("name five variables and count the rest", () => {
    const shifted = normalDraws(shape, 5, { map: (x, chain) => x + (chain === 2 ? 2 : 0) });
    const names = Array.from({ length: 17 }, (_, i) => [`b[${i}]`, shifted] as const);
    const { problems } = diagnose(makeDraws(shape, Object.fromEntries(names)));
    expect(problems.find(({ rule }) => rule === "rhat")!.message).toMatch(/b\[4\] \([\d.]+\) and 12 more$/);
  });
});

describe("draws with a heavy tail", () => {
  it("are good, with a note of what they have no mean or sd of, and the quantiles to use", () => {
    const heavy = normalDraws({ chainCount: 4, drawCount: 1000 }, 21).map((x) => Math.exp(4 * x));
    const { verdict, notes } = diagnose(makeDraws({ chainCount: 4, drawCount: 1000 }, { τ: heavy }));
    expect(verdict).toBe("good");
    expect(notes[0]).toMatchObject({ rule: "no_mean", remedy: "use their quantiles" });
    expect(notes[0]!.message).toMatch(/so that more draws would hardly give one: τ \(k = \d\.\d\d\)$/);
  });

  it("have no such note where chains do not agree: what they have is not known at all", () => {
    const apart = normalDraws(shape, 5, { map: (x, chain) => Math.exp(4 * x) + (chain === 2 ? 300 : 0) });
    const { verdict, notes } = diagnose(makeDraws(shape, { apart }));
    expect(verdict).toBe("failed");
    expect(notes.map(({ rule }) => rule)).toEqual(["chains_apart", "no_statistics"]);
  });
});

describe("the summary", () => {
  it("marks the variables that the diagnosis names", () => {
    const shifted = normalDraws(shape, 5, { map: (x, chain) => x + (chain === 2 ? 2 : 0) });
    const still = normalDraws(shape, 9, { map: (x, chain) => (chain === 3 ? 0.123 : x) });
    const { rows } = summarize(makeDraws(shape, { μ: good, shifted, still }));
    expect(rows.map(({ breaksRule }) => breaksRule)).toEqual([false, true, true]);
  });

  it("leaves hidden variables out and gives constants their value without errors", () => {
    const flags = { one: { isConstant: true }, v: { isHidden: true } };
    const draws = makeDraws(shape, { v: good, one: new Float64Array(total).fill(1) }, { flags });
    const { rows } = summarize(draws);
    expect(rows.map(({ variable }) => variable)).toEqual(["one"]);
    expect(rows[0]).toMatchObject({
      mean: 1,
      sd: 0,
      lower: 1,
      upper: 1,
      mcse: Number.NaN,
      breaksRule: false,
    });
  });

  it("names its quantiles by the probability of the interval", () => {
    const draws = makeDraws(shape, { μ: good });
    const namesFor = (prob: number) => {
      const { lowerName, upperName } = summarize(draws, { prob });
      return [lowerName, upperName];
    };
    expect(namesFor(0.9)).toEqual(["q5", "q95"]);
    expect(namesFor(0.95)).toEqual(["q2.5", "q97.5"]);
    expect(namesFor(0.89)).toEqual(["q5.5", "q94.5"]);
    expect(namesFor(0.99)).toEqual(["q0.5", "q99.5"]);
    expect(() => summarize(draws, { prob: 1 })).toThrow(RangeError);
  });
});
