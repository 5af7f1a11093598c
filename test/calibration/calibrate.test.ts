/** Calibration from TypeScript: good where all is right, and an alarm, with a name, for each planted fault. */

import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import {
  type CalibrateOptions,
  calibrateModel,
  simulateInCallingThread,
} from "../../src/calibration/calibrate-model.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import type { Calibration } from "../../src/posterior/calibration.ts";
import { renderCalibrationPlot } from "../../src/report/calibration-plot.ts";
import { renderCalibrationPlots, renderCalibrationVerdict } from "../../src/report/calibration-text.ts";
import { textWidth } from "../../src/text/lines.ts";
import {
  fewMeasurements,
  fewWithoutData,
  fewWithoutJacobian,
  slopes,
} from "../correctness/calibrated-models.ts";

const setting = { readFile: readCsv, runSimulations: simulateInCallingThread };
const calibrate = (text: string, options: CalibrateOptions): Promise<Calibration> =>
  calibrateModel(parseModel(text), options, setting);
const few = { data: { y: [0, 1] }, simulations: 80, seed: 3 };
const offOf = ({ quantities }: Calibration): string[] =>
  quantities.filter(({ isOff }) => isOff).map(({ name, deviation }) => `${name} ${deviation}`);

/** Four groups, two values each. */
const grouped = `data {
  y: real
  g: factor
}
β ~ normal(0, 3)
τ ~ gamma(3, 3)
b[g] ~ normal(β, τ)
y ~ normal(b[g], 0.5)
total = sum(b)`;
const layout = { y: [0, 1, 2, 3, 4, 5, 6, 7], g: ["a", "a", "b", "b", "c", "c", "d", "d"] };

describe("a calibration", () => {
  it.each(["marginal", "nuts"] as const)("finds nothing wrong with what is right, by %s", async (method) => {
    const calibration = await calibrate(fewMeasurements.text, { ...few, simulations: 50, method });
    expect(calibration.quantities.map(({ name }) => name)).toEqual(["μ", "σ", "log likelihood", "new y"]);
    expect(offOf(calibration)).toEqual([]);
    expect(calibration).toMatchObject({ isCalibrated: true, simulations: 50, isInterrupted: false });
  });

  it("ranks parameters, defined values, an effect times its scale, the log likelihood and a new outcome", async () => {
    const { quantities } = await calibrate(grouped, { data: layout, simulations: 10 });
    const names = ["β", "τ", "b[a]", "b[b]", "b[c]", "b[d]", "total", "b[a] · τ", "log likelihood", "new y"];
    expect(quantities.map(({ name }) => name)).toEqual(names);
  });

  it("ranks the first, middle and last level of many, and says so", async () => {
    const g = Array.from({ length: 21 }, (_, i) => `g${i + 10}`);
    const data = { y: g.map((_, i) => i), g };
    const { quantities, partly } = await calibrate(grouped, { data, simulations: 10 });
    const levels = quantities.map(({ name }) => name).filter((name) => /^b\[\w+\]$/.test(name));
    expect(levels).toEqual(["b[g10]", "b[g20]", "b[g30]"]);
    expect(partly).toEqual([{ quantity: "b", ranked: 3, of: 21 }]);
  });

  it("recovers correlations, whose factor it makes of the draws", async () => {
    const data = { y: [1, 2, 3, 4, 5, 6], time: [0, 1, 2, 0, 1, 2], subject: ["a", "a", "a", "b", "b", "b"] };
    const calibration = await calibrate(slopes.text, { data, simulations: 40 });
    expect(offOf(calibration)).toEqual([]);
    expect(calibration.quantities.find(({ name }) => name === "log likelihood")!.pValue).toBeGreaterThan(
      0.001,
    );
  });

  it("gives each simulation the same ranks whatever is simulated beside it", async () => {
    const options = { data: layout, draws: 31 };
    const long = await calibrate(grouped, { ...options, simulations: 12 });
    const short = await calibrate(grouped, { ...options, simulations: 6 });
    expect(short.thinning).toBe(long.thinning);
    for (const [q, { places }] of short.quantities.entries()) {
      expect(Array.from(places)).toEqual(Array.from(long.quantities[q]!.places.slice(0, 6)));
    }
  });

  it("ends with the simulations that there are when it is stopped", async () => {
    const stop = new AbortController();
    const calibration = await calibrate(grouped, {
      data: layout,
      simulations: 100_000,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(calibration.isInterrupted).toBe(true);
    expect(calibration.simulations).toBeGreaterThan(0);
    expect(calibration.simulations).toBeLessThan(100_000);
  });

  it("says which data it needs where none are given", async () => {
    await expect(calibrate(grouped, {})).rejects.toThrow("HP0809");
  });

  it("refuses a table of an outcome that no draw of the priors can keep finite", async () => {
    const text = "data {\n  k: int >= 0\n}\nα ~ normal(5000, 1)\nk ~ poisson_log(α)";
    await expect(calibrate(text, { data: { k: [1, 2] } })).rejects.toThrow("HP0806");
  });
});

/** Of the model without its Jacobian, once for both tests that look at it. */
let withoutJacobian: Promise<Calibration> | undefined;
function calibrateWithoutJacobian(): Promise<Calibration> {
  withoutJacobian ??= calibrate(fewMeasurements.text, {
    ...few,
    fittedModel: parseModel(fewWithoutJacobian),
  });
  return withoutJacobian;
}

describe("a planted fault", () => {
  const faults: readonly (readonly [string, string, string, CalibrateOptions["data"], RegExp])[] = [
    ["data that are never looked at", fewMeasurements.text, fewWithoutData, few.data, /^log likelihood low/],
    [
      "a residual sd that is half of what it is",
      grouped,
      grouped.replace("0.5)", "0.25)"),
      layout,
      /^b\[a\] narrow/,
    ],
    [
      "a residual sd that is twice what it is",
      grouped,
      grouped.replace("0.5)", "1)"),
      layout,
      /^b\[\w\] wide/,
    ],
    [
      "a mean that is added twice",
      grouped,
      grouped.replace("normal(b[g], ", "normal(b[g] + 1, "),
      layout,
      /^b\[a\] low/,
    ],
  ];

  function expectFound(calibration: Calibration, expected: RegExp): void {
    expect(calibration.isCalibrated).toBe(false);
    expect(
      offOf(calibration).some((one) => expected.test(one)),
      offOf(calibration).join("; "),
    ).toBe(true);
  }

  it("a Jacobian that is left out is found", async () => {
    expectFound(await calibrateWithoutJacobian(), /^σ low/);
  });

  it.each(faults)("%s is found", async (_, text, fittedText, data, expected) => {
    const options = { ...few, simulations: 120, data, fittedModel: parseModel(fittedText) };
    expectFound(await calibrate(text, options), expected);
  });

  it("is told with its direction and a remedy, drawn in 80 columns, and in a picture that says it too", async () => {
    const calibration = await calibrateWithoutJacobian();
    const verdict = renderCalibrationVerdict(calibration, { width: 80 });
    expect(verdict).toMatch(
      /^calibration: failed, \d of 4 quantities outside of their 99 % band\n[\s\S]*\d\. σ: posterior too low/,
    );
    expect(verdict).toContain("→ calibrate with");
    const plots = renderCalibrationPlots(calibration);
    expect(plots).toContain("╰");
    expect(plots.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
    const picture = renderCalibrationPlot(calibration, "a < b");
    expect(picture).toContain('<title id="title">a &lt; b</title>');
    expect(picture).toContain("σ: posterior too low");
  });
});
