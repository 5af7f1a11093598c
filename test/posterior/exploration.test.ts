import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import type { ExplorationEvidence } from "../../src/posterior/exploration.ts";

const clean: ExplorationEvidence = {
  isProposal: true,
  modes: 1,
  logEvidenceError: 0.02,
  uncovered: 0,
  reference: null,
};

/** Independent draws; `stay` of chain 1 in a row have one log density. */
function drawsOf(stay = 1): Draws {
  const stream = createRandomStream(3, 0);
  const values = Float64Array.from({ length: 4000 }, () => stream.normal());
  const logDensity = values.map((x) => -0.5 * x * x);
  logDensity.fill(logDensity[0]!, 0, stay);
  const variable = { name: "x", quantity: "x", levels: [], isHidden: false, isConstant: false };
  return {
    chainCount: 4,
    drawCount: 1000,
    variables: [variable],
    values: [values],
    statistics: { logDensity, acceptanceRate: new Float64Array(4000).fill(1) },
  };
}

const rulesOf = (draws: Draws, exploration: ExplorationEvidence): string[] =>
  diagnose(draws, { exploration }).problems.map(({ rule }) => rule);

describe("the verdict on chains that propose from one mixture", () => {
  it("is good where the mixture fits", () => {
    expect(rulesOf(drawsOf(), clean)).toEqual([]);
  });

  it("is failed where the mixture has missed a tenth of the posterior, though all chains agree", () => {
    expect(rulesOf(drawsOf(), { ...clean, uncovered: 0.12 })).toEqual(["unexplored"]);
  });

  it("is failed where the evidence is not known", () => {
    expect(rulesOf(drawsOf(), { ...clean, logEvidenceError: 0.3 })).toEqual(["unexplored"]);
  });

  it("is failed where a chain stays for more than 30 draws", () => {
    expect(rulesOf(drawsOf(30), clean)).toEqual([]);
    expect(rulesOf(drawsOf(32), clean)).toEqual(["unexplored"]);
  });

  it("asks nothing of chains that propose otherwise", () => {
    expect(rulesOf(drawsOf(40), { ...clean, isProposal: false, uncovered: 0.5 })).toEqual([]);
  });
});

describe("the verdict on draws of which the marginal density was explored", () => {
  const normalQuantiles = [-1.645, -0.674, 0, 0.674, 1.645];
  const against = (quantiles: number[], effective = 2000): ExplorationEvidence => ({
    ...clean,
    isProposal: false,
    reference: { effective, quantiles: { x: quantiles } },
  });

  it("is good where their quantiles are the same", () => {
    expect(rulesOf(drawsOf(), against(normalQuantiles))).toEqual([]);
  });

  it("is failed where all chains agree on one of two modes", () => {
    expect(rulesOf(drawsOf(), against([-1.5, -0.3, 3, 5, 6]))).toEqual(["departure"]);
  });

  it("leaves room for the error of few effective points", () => {
    const shifted = normalQuantiles.map((one) => one + 0.12);
    expect(rulesOf(drawsOf(), against(shifted, 1e6))).toEqual(["departure"]);
    expect(rulesOf(drawsOf(), against(shifted, 400))).toEqual([]);
  });
});
