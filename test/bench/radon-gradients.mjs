/** Gradient evaluations a second on the radon models: counties, counties with a predictor, and the logistic variant. */

import { compileModel } from "./compile-model.mjs";
import { compareGradients } from "./gradients.mjs";
import { radonDensity, radonLogisticDensity, radonPredictorDensity } from "./hand-written.mjs";
import { radonLogisticModel, radonModel, radonPredictorModel, simulateRadon } from "./radon.mjs";

const variants = [
  {
    name: "radon: y ~ normal(α[county] + β * floor, σ)",
    text: radonModel,
    outcome: "log_radon",
    write: radonDensity,
    targets: { leastSpeedup: 20, greatestSlowdown: 1.5 },
  },
  {
    name: "radon with a county-level predictor",
    text: radonPredictorModel,
    outcome: "log_radon",
    write: radonPredictorDensity,
    targets: { leastSpeedup: 20, greatestSlowdown: 1.5 },
  },
  {
    name: "radon, logistic: y ~ bernoulli_logit(α[county] + β * floor)",
    text: radonLogisticModel,
    outcome: "is_high",
    write: radonLogisticDensity,
    targets: { leastSpeedup: null, greatestSlowdown: null },
  },
];

/** One result of `compareGradients` for each variant. */
export async function benchmarkRadonGradients() {
  const columns = simulateRadon();
  const results = [];
  for (const { name, text, outcome, write, targets } of variants) {
    const model = compileModel(text, columns);
    const handWritten = write(arraysOf(model.bound, columns, outcome));
    results.push(await compareGradients({ name, model, handWritten, targets }));
  }
  return results;
}

/** The data as the hand-written loops want it; they have their own copies. */
function arraysOf({ domains }, columns, outcome) {
  const county = domains.mapTo(domains.rows, ["county"]).indices.slice();
  const countyCount = domains.ofPlates(["county"]).size;
  const uranium = new Float64Array(countyCount);
  county.forEach((j, i) => {
    uranium[j] = columns.uranium[i];
  });
  return {
    outcome: Float64Array.from(columns[outcome]),
    floor: Float64Array.from(columns.floor),
    county,
    countyCount,
    uranium,
  };
}
