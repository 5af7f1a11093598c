import { describe, expect, it } from "vitest";
import { compile } from "../../../src/density/compile.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { exploreJoint } from "../../../src/samplers/exploration/explore-joint.ts";
import { InnerBlock } from "../../../src/samplers/exploration/inner-block.ts";
import { createProposal } from "../../../src/samplers/exploration/proposal.ts";
import type { TMixture } from "../../../src/samplers/exploration/t-mixture.ts";
import { judgeWeights } from "../../../src/samplers/exploration/weight-report.ts";
import type { Columns } from "../../correctness/calibration.ts";
import { requireBound } from "../../density/harness.ts";

/** v ~ normal(0, 2), x_k ~ normal(0, e^v) for two x, with its constants: the integral is 1. */
const funnel = {
  dimension: 3,
  evaluate: (at: Float64Array, gradient: Float64Array): number => {
    const [v, a, b] = [at[0]!, at[1]!, at[2]!];
    const precision = Math.exp(-2 * v);
    const squares = precision * (a * a + b * b);
    gradient[0] = -v / 4 - 2 + squares;
    gradient[1] = -precision * a;
    gradient[2] = -precision * b;
    return -(v * v) / 8 - 2 * v - 0.5 * squares - 1.5 * Math.log(2 * Math.PI) - Math.log(2);
  },
};
const recipe = {
  outer: [0],
  inner: [1, 2],
  anchor: Float64Array.of(0.3, -0.2),
  widths: Float64Array.of(1, 1),
};

describe("numbers given the others", () => {
  it("are integrated out exactly where they are normal", () => {
    const block = new InnerBlock(funnel, recipe);
    for (const v of [-0.6, 0, 0.5]) {
      const expected = -(v * v) / 8 - 0.5 * Math.log(2 * Math.PI) - Math.log(2);
      expect(block.place([v])).toBeCloseTo(expected, 3);
      expect(block.factor[0]).toBeCloseTo(Math.exp(v), 4);
    }
  });

  it("have the anchor's distribution where nothing is finite", () => {
    const block = new InnerBlock({ dimension: 3, evaluate: () => Number.NaN }, recipe);
    expect(block.place([1])).toBe(-Infinity);
    expect([...block.location, ...block.factor]).toEqual([0.3, -0.2, 1, 0, 0, 1]);
  });
});

describe("a proposal of some numbers, and of the others given them", () => {
  const mixture: TMixture = [
    { weight: 1, degreesOfFreedom: 5, location: Float64Array.of(0), factor: Float64Array.of(2) },
  ];

  it("knows the density of its draws, whichever was drawn before", () => {
    const proposal = createProposal({ mixture, inner: recipe }, funnel);
    const stream = createRandomStream(4, 0);
    const draws = Array.from({ length: 50 }, () => {
      const position = new Float64Array(3);
      return { position, logDensity: proposal.draw(stream, position) };
    });
    for (const { position, logDensity } of draws.reverse())
      expect(proposal.logDensity(position)).toBeCloseTo(logDensity, 9);
  });

  it("covers a funnel, whose integral its weights tell", () => {
    const proposal = createProposal({ mixture, inner: recipe }, funnel);
    const stream = createRandomStream(4, 0);
    const gradient = new Float64Array(3);
    const logWeights = Float64Array.from({ length: 4000 }, () => {
      const position = new Float64Array(3);
      const logProposal = proposal.draw(stream, position);
      return funnel.evaluate(position, gradient) - logProposal;
    });
    const { logEvidence, logEvidenceError, efficiency } = judgeWeights(logWeights, logWeights);
    expect(efficiency).toBeGreaterThan(0.7);
    expect(Math.abs(logEvidence)).toBeLessThan(4 * logEvidenceError);
  });
});

describe("the exploration of all parameters", () => {
  const explored = (text: string, data: Columns) =>
    exploreJoint(compile(requireBound(text, data)), 100, 2000, 1)!;

  it("integrates parameters over plates out, and has the evidence of the data: of exponential waits", () => {
    // y_g | r_g ~ exponential(r_g), r_g ~ exponential(2): p(y_g) = 2 / (2 + y_g)², times ∫ of λ's own prior, which is 1
    const text =
      "data { y: real\ng: factor }\nλ ~ normal(0, 1)\nr[g] ~ exponential(2)\ny ~ exponential(r[g])\n";
    const { report, proposal } = explored(text, { y: [0.5, 1.5, 3], g: ["a", "b", "c"] });
    expect(proposal.inner!.inner).toEqual([1, 2, 3]);
    const expected = [0.5, 1.5, 3].reduce((sum, y) => sum + Math.log(2 / (2 + y) ** 2), 0);
    expect(report.efficiency).toBeGreaterThan(0.3);
    expect(Math.abs(report.logEvidence - expected)).toBeLessThan(4 * report.logEvidenceError);
  });

  it("finds modes whatever the widths of a prior: two of x, 39 apart", () => {
    const text = "data { y: real }\nx ~ normal(0, 30)\nf = (x - 1) * (x - 40) / 39\ny ~ normal(f, 0.3)\n";
    const { modes, proposal, report } = explored(text, { y: [0] });
    expect(proposal.inner).toBeNull();
    expect(modes.map(({ position }) => Math.round(position[0]!))).toEqual([1, 40]);
    expect(report.efficiency).toBeGreaterThan(0.7);
  });
});
