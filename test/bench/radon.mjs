/**
 * Data with the shape of the radon measurements of the United States (Price, Nero & Gelman 1996): 12,573 houses in 386
 * counties, of which a few have hundreds of houses and many have a handful; one house in six was measured on
 * the first floor. All numbers are simulated, from a random stream with a fixed seed.
 */

import { createRandomStream } from "../../dist/numeric/random-stream.js";

const houseCount = 12573;
const countyCount = 386;
/** The sd of the logarithm of a county's number of houses: the largest of 386 then has about 30 times the median. */
const logSizeSd = 1.2;
const truth = { mean: 1.3, floor: -0.6, uranium: 0.7, betweenCounties: 0.3, withinCounties: 0.75 };

export const radonModel = `model radon

data {
  log_radon: real     # logarithm of the radon activity of a house
  floor:     real     # where it was measured: 0 basement, 1 first floor
  county:    factor
}

μ ~ normal(0, 5)
β ~ normal(0, 5)
τ ~ half_normal(2)
σ ~ half_normal(2)

α[county] ~ normal(μ, τ)

log_radon ~ normal(α[county] + β * floor, σ)
`;

export const radonPredictorModel = `model radon_predictor

data {
  log_radon: real
  floor:     real
  county:    factor
}
data per county {
  uranium: real       # logarithm of the uranium in the county's soil
}

μ ~ normal(0, 5)
γ ~ normal(0, 5)
β ~ normal(0, 5)
τ ~ half_normal(2)
σ ~ half_normal(2)

α[county] ~ normal(μ + γ * uranium, τ)

log_radon ~ normal(α[county] + β * floor, σ)
`;

/** The same structure for whether a house is above a threshold. */
export const radonLogisticModel = `model radon_logistic

data {
  is_high: int in 0..1
  floor:   real
  county:  factor
}

μ ~ normal(0, 5)
β ~ normal(0, 5)
τ ~ half_normal(2)

α[county] ~ normal(μ, τ)

is_high ~ bernoulli_logit(α[county] + β * floor)
`;

/** Columns with one entry per house, in an order in which the counties are mixed. */
export function simulateRadon() {
  const stream = createRandomStream(20240517, 0);
  const sizes = countySizes(stream);
  const houses = sizes.flatMap((size, county) => new Array(size).fill(county));
  shuffle(houses, stream);
  const uranium = sizes.map(() => 0.5 * stream.normal());
  const effects = uranium.map(
    (u) => truth.mean + truth.uranium * u + truth.betweenCounties * stream.normal(),
  );
  const floor = houses.map(() => (stream.uniform() < 1 / 6 ? 1 : 0));
  const logRadon = houses.map(
    (county, i) => effects[county] + truth.floor * floor[i] + truth.withinCounties * stream.normal(),
  );
  return {
    log_radon: logRadon,
    is_high: logRadon.map((value) => (value > truth.mean ? 1 : 0)),
    floor,
    // Labels of one width, so that their order is that of the numbers.
    county: houses.map((county) => `county ${String(county).padStart(3, "0")}`),
    uranium: houses.map((county) => uranium[county]),
  };
}

/** How many houses each county has: at least one, lognormal beyond that, and `houseCount` in all. */
function countySizes(stream) {
  const weights = Array.from({ length: countyCount }, () => Math.exp(logSizeSd * stream.normal()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = houseCount - countyCount;
  const sizes = weights.map((weight) => 1 + Math.floor((spare * weight) / total));
  const left = houseCount - sizes.reduce((sum, size) => sum + size, 0);
  for (let i = 0; i < left; i++) sizes[i]++;
  return sizes;
}

/** Fisher and Yates. */
function shuffle(items, stream) {
  for (let i = items.length - 1; i > 0; i--) {
    const k = Math.floor(stream.uniform() * (i + 1));
    [items[i], items[k]] = [items[k], items[i]];
  }
}
