import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { adaptProposal, ProposalSampler } from "../../../src/samplers/marginal/proposal.ts";

/** Two correlated normals with means 3 and -1, sds 2 and 0.5, correlation 0.8. */
function target(position: Float64Array): number {
  const x = (position[0]! - 3) / 2;
  const y = (position[1]! + 1) / 0.5;
  return -(x * x - 1.6 * x * y + y * y) / (2 * (1 - 0.64));
}

describe("the proposal of the independence sampler", () => {
  it("learns location and scale of a normal density from a mode that is off", () => {
    const mode = { position: Float64Array.of(2, 0), covariance: Float64Array.of(1, 0, 0, 1) };
    const proposal = adaptProposal(target, mode, 4000, 0, createRandomStream(5, 0))!;
    expect(proposal.efficiency).toBeGreaterThan(0.75);
    expect(proposal.location[0]).toBeCloseTo(3, 0);
    expect(proposal.location[1]).toBeCloseTo(-1, 0);
    const [a, , b, c] = proposal.factor;
    expect((a! * b!) / Math.sqrt(a! * a! * (b! * b! + c! * c!))).toBeCloseTo(0.8, 1);
  });

  it("gives the density of its draws that it gives of positions", () => {
    const mode = { position: Float64Array.of(3, -1), covariance: Float64Array.of(4, 0.8, 0.8, 0.25) };
    const proposal = adaptProposal(target, mode, 0, 0, createRandomStream(5, 0))!;
    const sampler = new ProposalSampler(proposal);
    const stream = createRandomStream(6, 0);
    const position = new Float64Array(2);
    for (let i = 0; i < 20; i++) {
      const logDensity = sampler.draw(stream, position);
      expect(sampler.logDensity(position)).toBeCloseTo(logDensity, 10);
    }
  });

  it("is none where the covariance at the mode has no factor", () => {
    const mode = { position: Float64Array.of(0, 0), covariance: Float64Array.of(NaN, 0, 0, 1) };
    expect(adaptProposal(target, mode, 1000, 0, createRandomStream(5, 0))).toBeNull();
  });
});
