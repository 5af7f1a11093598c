/** The experiments of the lesson on calibration: those of `calibrate`, with intervals that hold the truth where its rank says so. */

import { describe, expect, it } from "vitest";
import { calibrate, parseModel } from "../../src/index.ts";
import { layoutOf, right, wrong } from "../../src/lessons/calibration/models.ts";
import {
  type ExperimentAnswer,
  experimentsOperation,
  judgeExperimentsOperation,
  openExperimentsOperation,
} from "../../src/lessons/engine/calibration.ts";

const data = layoutOf(4, 3);
const quantities = ["β", "σ_b", "σ"];

async function make(count: number, fittedModel?: string) {
  const request = { model: right, data, seed: 7, draws: 199, quantities };
  const { id } = await openExperimentsOperation(
    fittedModel === undefined ? request : { ...request, fittedModel },
  );
  const all: ExperimentAnswer[] = [];
  // In pieces, as the page asks.
  while (all.length < count)
    all.push(...(await experimentsOperation({ id, milliseconds: 60, until: count })));
  expect(await experimentsOperation({ id, milliseconds: 60, until: count })).toEqual([]);
  return { all, judge: (quantity: number) => judgeExperimentsOperation({ id, quantity, bins: 20 }) };
}

describe("simulated experiments in pieces", () => {
  it.each([
    ["right", undefined],
    ["wrong", wrong],
  ])("are those of calibrate, with the %s analysis", async (_, fitted) => {
    const count = 25;
    const { judge } = await make(count, fitted);
    const { coverage, pValues, counts } = await judge(0);
    const options = { data, seed: 7, draws: 199, simulations: count, workers: 0 };
    const whole = await calibrate(parseModel(right), {
      ...options,
      ...(fitted === undefined ? {} : { fittedModel: parseModel(fitted) }),
    });
    const own = quantities.map((name) => whole.quantities.find((one) => one.name === name)!);
    expect(pValues).toEqual(own.map(({ pValue }) => pValue));
    const shares = own.map(
      ({ places }) => places.filter((one) => one >= 0.025 && one < 0.975).length / count,
    );
    expect(coverage.map(({ value }) => value)).toEqual(shares);
    const bins = Array.from({ length: 20 }, (_, bin) => {
      return own[0]!.places.filter((place) => Math.floor(place * 20) === bin).length;
    });
    expect(counts).toEqual(bins);
  });

  it("hold the truth in their intervals where its rank is between the ends' ranks", async () => {
    const { all } = await make(25, wrong);
    const isWithin = all.map(({ truths, lower, upper }) =>
      truths.map((truth, q) => lower[q]! < truth && truth < upper[q]!),
    );
    expect(all.map(({ isCovered }) => isCovered)).toEqual(isWithin);
    expect(isWithin.flat()).toContain(false);
  });

  it("have bins that all lie between their limits with a probability of 0.99 or a little more", async () => {
    const { judge } = await make(25);
    const { least, most } = await judge(0);
    const bin = (k: number): number => {
      let probability = 0.95 ** 25;
      for (let i = 0; i < k; i++) probability *= ((25 - i) / (i + 1)) * (1 / 19);
      return probability;
    };
    let outside = 0;
    for (let k = 0; k <= 25; k++) if (k < least || k > most) outside += bin(k);
    expect(20 * outside).toBeLessThanOrEqual(0.01);
    expect(20 * (outside + bin(most))).toBeGreaterThan(0.01);
  });
});
