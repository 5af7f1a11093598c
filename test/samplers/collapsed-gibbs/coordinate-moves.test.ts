/** Moves of hyperparameters: which are moved in which step, and that each move leaves its target as it is. */

import { describe, expect, it } from "vitest";
import { Hyperparameters } from "../../../src/linear-gaussian/hyperparameters.ts";
import { mcseMean } from "../../../src/posterior/mcse.ts";
import { mean } from "../../../src/posterior/moments.ts";
import { groupCoordinates } from "../../../src/samplers/collapsed-gibbs/coordinate-groups.ts";
import { CoordinateMoves } from "../../../src/samplers/collapsed-gibbs/coordinate-moves.ts";
import { requireBound } from "../../density/harness.ts";
import { exampleColumns } from "../marginal/marginal-models.ts";
import { crossedExamples, requireCollapsed, testStream } from "./crossed-models.ts";

/** log of a gamma(3, 2) density of exp(x), and a normal y of mean x and variance 1/4: skewed, correlated, with known moments. */
function skewed(position: Float64Array): number {
  const [x, y] = [position[0]!, position[1]!];
  return 3 * x - 2 * Math.exp(x) - 2 * (y - x) * (y - x);
}

/** E log G of a gamma(3, 2): ψ(3) - log 2; its variance: ψ'(3). Abramowitz & Stegun 6.3.2 and 6.4.2. */
const expected = {
  x: 1.5 - 0.5772156649015329 - Math.log(2),
  squared: Math.PI ** 2 / 6 - 1.25,
};

describe.each([
  ["slices", 0],
  ["proposals", 1],
  ["two proposals", 2],
])("moves by %s", (_title, tries) => {
  const position = Float64Array.of(0.5, -1);
  const moves = new CoordinateMoves(
    position,
    [0, 1],
    { evaluate: () => skewed(position) },
    testStream(2),
    tries,
  );
  for (let i = 0; i < 400; i++) {
    moves.slice();
    moves.learn();
  }
  moves.adaptProposals(0.05);
  moves.freeze();
  const draws = Array.from({ length: 30_000 }, () => {
    moves.move();
    return position.slice();
  });

  it("are of the kind that was asked for", () => {
    expect(moves.adaptation().kind).toBe(tries === 0 ? "slice" : "independence");
  });

  it("end where the target was evaluated last", () => {
    expect(moves.logDensity).toBe(skewed(position));
  });

  it("have the moments of the target", () => {
    const checks: readonly [(draw: Float64Array) => number, number][] = [
      [(draw) => draw[0]!, expected.x],
      [(draw) => (draw[0]! - expected.x) ** 2, expected.squared],
      [(draw) => draw[1]! - draw[0]!, 0],
      [(draw) => (draw[1]! - draw[0]!) ** 2, 0.25],
    ];
    for (const [statistic, value] of checks) {
      const values = Float64Array.from(draws, statistic);
      expect(Math.abs(mean(values) - value)).toBeLessThan(4 * mcseMean(values, 1));
    }
  });
});

describe("a move from where the density is nothing", () => {
  it("ends, and stays where it is", () => {
    const position = Float64Array.of(1);
    const moves = new CoordinateMoves(position, [0], { evaluate: () => Number.NaN }, testStream(1), 0);
    moves.move();
    expect(position[0]).toBe(1);
  });
});

describe("the steps in which hyperparameters are moved", () => {
  const groupsOf = (title: string) => {
    const { text } = crossedExamples.find((one) => one.title.startsWith(title))!;
    const { recipe } = requireCollapsed(requireBound(text, exampleColumns()));
    return groupCoordinates(new Hyperparameters(recipe), recipe.collapsed);
  };

  it("are with a factor's effects integrated out for its scales, and with everything else for those of small factors", () => {
    // σ_b, σ_c, σ, σ_t, σ_m; few observations an effect: σ is moved with each factor too
    const groups = groupsOf("independent slopes");
    expect(groups).toEqual({
      collapsed: [
        [0, 2, 3],
        [1, 2],
      ],
      dense: [4],
      residual: [2],
      remote: [],
    });
  });

  it("join what a factor's scale and the residual's are made of, and part what is above scales", () => {
    // total, ρ, s, σ_c
    const groups = groupsOf("a prior on a share");
    expect(groups).toEqual({
      collapsed: [
        [0, 1],
        [0, 1, 3],
      ],
      dense: [],
      residual: [],
      remote: [2],
    });
  });

  it("move locations as the dense block", () => {
    // β, δ, σ_b, σ_c, σ
    expect(groupsOf("locations").dense).toEqual([0, 1]);
  });
});
