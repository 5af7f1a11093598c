/** Pictures of what a model predicts: the outcome over replicated ones, and leave-one-out places. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { countBins, isCounts } from "../../../src/pictures/count-bars.ts";
import type { Predicted } from "../../../src/pictures/kind.ts";
import { looPit } from "../../../src/pictures/kinds/loo-pit.ts";
import { ppc, shownDraws } from "../../../src/pictures/kinds/ppc.ts";
import { UniformEcdf } from "../../../src/posterior/ecdf-band.ts";
import { looPit as placesOf } from "../../../src/posterior/loo-pit.ts";
import { quantile } from "../../../src/posterior/quantile.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { inputOf, marksOf, requirePicture, requireReason } from "./input.ts";

const shape = { chainCount: 2, drawCount: 100 };
const total = 200;
const draws = makeDraws(shape, { mu: normalDraws(shape, 1) });
const stream = createRandomStream(5, 0);
const fill = (count: number, make: () => number): Float64Array => Float64Array.from({ length: count }, make);
const normal = (): number => stream.normal();
/** Counts of 0, 1, … with a mean of 1. */
const count = (): number => Math.floor(-Math.log(stream.uniform()) / Math.log(2));

function predictedBy(make: () => number, size = 60, observe = make): Predicted {
  return {
    name: "y",
    observed: fill(size, observe),
    replicated: Array.from({ length: size }, () => fill(total, make)),
  };
}

describe("a picture of the outcome over replicates", () => {
  it("has fifty lines of replicates below that of the data, and where the data lie among them", () => {
    const predicted = predictedBy(normal);
    const picture = requirePicture(ppc, inputOf(draws, { predicted }));
    const lines = marksOf(picture, "line");
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)!.colour).toBe("second");
    const sums = shownDraws(total, 200).map((d) =>
      predicted.replicated.reduce((sum, values) => sum + values[d]!, 0),
    );
    const own = predicted.observed.reduce((sum, value) => sum + value, 0);
    const share = (100 * sums.filter((sum) => sum >= own).length) / sums.length;
    expect(picture.description).toContain(`as large or larger in ${Number(share.toPrecision(6))}%; sd`);
  });

  it("has the densities of each replicate with an integral of 1", () => {
    const picture = requirePicture(ppc, inputOf(draws, { predicted: predictedBy(normal, 200) }));
    for (const { x, y } of marksOf(picture, "line").slice(0, 5)) {
      let area = 0;
      for (let i = 1; i < x.length; i++) area += ((y[i]! + y[i - 1]!) / 2) * (x[i]! - x[i - 1]!);
      expect(Math.abs(area - 1)).toBeLessThan(0.02);
    }
  });

  it("has bars of counts, √ of how often they are, beside the intervals of the replicates", () => {
    const predicted = predictedBy(count);
    const picture = requirePicture(ppc, inputOf(draws, { predicted }));
    const [bars] = marksOf(picture, "boxes");
    const zeros = predicted.observed.filter((value) => value === 0).length;
    expect(bars!.y2[0]).toBe(Math.sqrt(zeros));
    const ofReplicates = Float64Array.from(
      { length: total },
      (_, d) => predicted.replicated.filter((values) => values[d] === 1).length,
    ).sort();
    const [interval] = marksOf(picture, "segments");
    expect(interval!.y1[1]).toBe(Math.sqrt(quantile(ofReplicates, 0.05)));
    expect(interval!.y2[1]).toBe(Math.sqrt(quantile(ofReplicates, 0.95)));
  });

  it("counts each value once, in bins of several values where the range is wide", () => {
    const predicted = predictedBy(() => Math.floor(1000 * stream.uniform()));
    const bins = countBins(predicted);
    expect(bins.first.length).toBeLessThanOrEqual(60);
    expect(bins.width).toBeGreaterThan(10);
    expect(bins.observed.reduce((sum, one) => sum + one)).toBe(60);
    for (const set of bins.replicated) expect(set.reduce((sum, one) => sum + one)).toBe(60);
    const [low, high] = [bins.first[3]!, bins.first[4]!];
    expect(bins.observed[3]).toBe(predicted.observed.filter((value) => value >= low && value < high).length);
  });

  it("takes numbers that are not whole, or below 0, for no counts", () => {
    expect(isCounts({ name: "y", observed: Float64Array.of(1, 2), replicated: [Float64Array.of(0.5)] })).toBe(
      false,
    );
    expect(isCounts({ name: "y", observed: Float64Array.of(-1, 2), replicated: [Float64Array.of(1)] })).toBe(
      false,
    );
  });

  it("draws a constant outcome as a line, leaves out missing values, and has room for one draw", () => {
    const constant = predictedBy(normal, 20, () => 3.5);
    const picture = requirePicture(ppc, inputOf(draws, { predicted: constant }));
    expect(marksOf(picture, "rule")[0]).toMatchObject({ at: 3.5, text: "observed: all alike" });
    const missing = predictedBy(normal);
    missing.observed[3] = Number.NaN;
    expect(requirePicture(ppc, inputOf(draws, { predicted: missing })).description).toContain(
      "59 observations",
    );
    const single = { ...predictedBy(normal), replicated: Array.from({ length: 60 }, () => fill(1, normal)) };
    expect(marksOf(requirePicture(ppc, inputOf(draws, { predicted: single })), "line")).toHaveLength(2);
  });

  it("says what to do where there is nothing to draw", () => {
    expect(requireReason(ppc, inputOf(draws))).toContain("posterior_predictive");
    const none = predictedBy(normal, 3, () => Number.NaN);
    expect(requireReason(ppc, inputOf(draws, { predicted: none }))).toContain(
      "no observation of y is a number",
    );
    const broken = {
      ...predictedBy(normal, 3),
      replicated: [0, 1, 2].map(() => fill(total, () => Number.NaN)),
    };
    expect(requireReason(ppc, inputOf(draws, { predicted: broken }))).toContain(
      "no replicate of y has finite values",
    );
  });
});

/** Of observations that are standard normal, with replicates of this sd and log likelihoods of draws that differ a little. */
function scaled(sd: number) {
  const predicted = predictedBy(() => sd * stream.normal(), 150, normal);
  const logLikelihood = Array.from(predicted.observed, (value) =>
    fill(total, () => -0.5 * ((value - 0.1 * stream.normal()) / sd) ** 2),
  );
  return inputOf(draws, { predicted, logLikelihood });
}

describe("a picture of leave-one-out places", () => {
  it("stays in its band where the model predicts as it should, and leaves it where predictions are too narrow or too wide", () => {
    expect(requirePicture(looPit, scaled(1)).description).toContain("stays in its 95% band");
    for (const sd of [0.4, 2.5]) {
      const picture = requirePicture(looPit, scaled(sd));
      expect(picture.description).toContain("leaves its 95% band");
      expect(marksOf(picture, "line")[0]!.colour).toBe("alert");
      // Of narrow ones there are too many at the left end.
      const quarter = marksOf(picture, "line")[0]!;
      expect(Math.sign(quarter.y[10]!)).toBe(sd < 1 ? 1 : -1);
    }
  });

  it("has the share of places below each point less that point, and the band of uniform numbers", () => {
    const input = scaled(1);
    const { observed, replicated } = input.predicted!;
    const { values } = placesOf(observed, replicated, input.logLikelihood!);
    const picture = requirePicture(looPit, input);
    const [line, area] = [marksOf(picture, "line")[0]!, marksOf(picture, "area")[0]!];
    const below = values.filter((value) => value < 0.37).length;
    expect(line.y[37]).toBeCloseTo(below / 150 - 0.37, 12);
    const band = new UniformEcdf(150, 100).band(0.05);
    expect(area.upper[37]).toBeCloseTo(band.upper[37]! / 150 - 0.37, 12);
  });

  it("says how many observations have weights that are not to be trusted", () => {
    const input = scaled(1);
    const logLikelihood = input.logLikelihood!.map((one, i) =>
      i < 2 ? one.map((_, d) => -4 * -Math.log((d + 0.5) / total)) : one,
    );
    expect(requirePicture(looPit, { ...input, logLikelihood }).subtitle).toMatch(
      /^2 observations have a Pareto k above 0.7, of 150/,
    );
  });

  it("judges 3,000 of more observations, spread over all, without those that are missing", () => {
    const size = 4000;
    const observed = fill(size, normal).map((value, i) => (i % 10 === 0 ? Number.NaN : value));
    const replicated = Array.from({ length: size }, () => fill(30, normal));
    const logLikelihood = replicated.map((one) => one.map(() => -1));
    const picture = requirePicture(
      looPit,
      inputOf(draws, { predicted: { name: "y", observed, replicated }, logLikelihood }),
    );
    expect(picture.subtitle).toBe("3000 of 3600 observations, spread over all.");
    expect(picture.description).toContain("Places of 3000 observations");
  });

  it("says what to do where parts are missing or do not fit", () => {
    const input = scaled(1);
    expect(requireReason(looPit, inputOf(draws))).toContain(
      "without replicated outcomes and without log likelihoods",
    );
    expect(requireReason(looPit, { ...input, logLikelihood: null })).toContain(
      "without log likelihoods; give",
    );
    expect(requireReason(looPit, { ...input, logLikelihood: input.logLikelihood!.slice(1) })).toContain(
      "150 observations but 149 log likelihoods",
    );
    const few = { ...predictedBy(normal, 3) };
    const flat = few.replicated.map((one) => one.map(() => -1));
    expect(requireReason(looPit, inputOf(draws, { predicted: few, logLikelihood: flat }))).toContain(
      "too few to tell",
    );
  });
});
