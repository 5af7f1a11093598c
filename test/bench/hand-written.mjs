/**
 * The yardstick: log densities with gradients as one writes them by hand for one model, with the exp and log that the
 * generated code uses. One pass over the rows: residual, sums, and each row's share of its county's derivative. Constants that
 * no parameter changes are left out. What varies less than a row is not computed in the row, but no sum is rearranged.
 *
 * Each function takes the data and returns `(position, gradient) => logDensity`, parameters in the order of the model.
 */

import { exp } from "../../dist/numeric/exponential.js";
import { log, log1p } from "../../dist/numeric/logarithm.js";

/** The row loop of the two Gaussian models: Σ r² and Σ r x, and Σ r of each county, with r = y - α - β x. */
function addResiduals({ outcome, floor, county }, effects, slope, effectAdjoints, sums) {
  const rows = outcome.length;
  let squares = 0;
  let slopeSum = 0;
  for (let i = 0; i < rows; i++) {
    const j = county[i];
    const x = floor[i];
    const residual = outcome[i] - effects[j] - slope * x;
    squares += residual * residual;
    slopeSum += residual * x;
    effectAdjoints[j] += residual;
  }
  sums.squares = squares;
  sums.slope = slopeSum;
}

/** μ, β, log τ, log σ, z; α = μ + τ z. */
export function radonDensity(data) {
  const { countyCount } = data;
  const rows = data.outcome.length;
  const sums = { squares: 0, slope: 0 };
  const effects = new Float64Array(countyCount);
  const effectAdjoints = new Float64Array(countyCount);
  return (position, gradient) => {
    const mean = position[0];
    const slope = position[1];
    const between = exp(position[2]);
    const within = exp(position[3]);
    let squaredEffects = 0;
    for (let j = 0; j < countyCount; j++) {
      const z = position[4 + j];
      squaredEffects += z * z;
      effects[j] = mean + between * z;
      effectAdjoints[j] = 0;
    }
    addResiduals(data, effects, slope, effectAdjoints, sums);
    const precision = 1 / (within * within);
    let meanSum = 0;
    let betweenSum = 0;
    for (let j = 0; j < countyCount; j++) {
      const z = position[4 + j];
      const adjoint = precision * effectAdjoints[j];
      meanSum += adjoint;
      betweenSum += adjoint * z;
      gradient[4 + j] = between * adjoint - z;
    }
    gradient[0] = meanSum - mean / 25;
    gradient[1] = precision * sums.slope - slope / 25;
    gradient[2] = (betweenSum - between / 4) * between + 1;
    gradient[3] = precision * sums.squares - rows - (within * within) / 4 + 1;
    return (
      -0.5 * (precision * sums.squares + squaredEffects + (mean * mean + slope * slope) / 25) -
      0.125 * (between * between + within * within) -
      rows * log(within) +
      position[2] +
      position[3]
    );
  };
}

/** μ, γ, β, log τ, log σ, z; α = μ + γ u + τ z. */
export function radonPredictorDensity(data) {
  const { countyCount, uranium } = data;
  const rows = data.outcome.length;
  const sums = { squares: 0, slope: 0 };
  const effects = new Float64Array(countyCount);
  const effectAdjoints = new Float64Array(countyCount);
  return (position, gradient) => {
    const mean = position[0];
    const countySlope = position[1];
    const slope = position[2];
    const between = exp(position[3]);
    const within = exp(position[4]);
    let squaredEffects = 0;
    for (let j = 0; j < countyCount; j++) {
      const z = position[5 + j];
      squaredEffects += z * z;
      effects[j] = mean + countySlope * uranium[j] + between * z;
      effectAdjoints[j] = 0;
    }
    addResiduals(data, effects, slope, effectAdjoints, sums);
    const precision = 1 / (within * within);
    let meanSum = 0;
    let countySlopeSum = 0;
    let betweenSum = 0;
    for (let j = 0; j < countyCount; j++) {
      const z = position[5 + j];
      const adjoint = precision * effectAdjoints[j];
      meanSum += adjoint;
      countySlopeSum += adjoint * uranium[j];
      betweenSum += adjoint * z;
      gradient[5 + j] = between * adjoint - z;
    }
    gradient[0] = meanSum - mean / 25;
    gradient[1] = countySlopeSum - countySlope / 25;
    gradient[2] = precision * sums.slope - slope / 25;
    gradient[3] = (betweenSum - between / 4) * between + 1;
    gradient[4] = precision * sums.squares - rows - (within * within) / 4 + 1;
    return (
      -0.5 * (precision * sums.squares + squaredEffects) -
      0.02 * (mean * mean + countySlope * countySlope + slope * slope) -
      0.125 * (between * between + within * within) -
      rows * log(within) +
      position[3] +
      position[4]
    );
  };
}

/** μ, β, log τ, z; α = μ + τ z. */
export function radonLogisticDensity({ outcome, floor, county, countyCount }) {
  const rows = outcome.length;
  const effects = new Float64Array(countyCount);
  const effectAdjoints = new Float64Array(countyCount);
  return (position, gradient) => {
    const mean = position[0];
    const slope = position[1];
    const between = exp(position[2]);
    let squaredEffects = 0;
    for (let j = 0; j < countyCount; j++) {
      const z = position[3 + j];
      squaredEffects += z * z;
      effects[j] = mean + between * z;
      effectAdjoints[j] = 0;
    }
    let likelihood = 0;
    let slopeSum = 0;
    for (let i = 0; i < rows; i++) {
      const j = county[i];
      const x = floor[i];
      const logit = effects[j] + slope * x;
      // e^-|logit| serves the density, log(1 + e^logit), and the probability
      const decay = exp(-Math.abs(logit));
      const probability = (logit >= 0 ? 1 : decay) / (1 + decay);
      const residual = outcome[i] - probability;
      likelihood += outcome[i] * logit - Math.max(logit, 0) - log1p(decay);
      slopeSum += residual * x;
      effectAdjoints[j] += residual;
    }
    let meanSum = 0;
    let betweenSum = 0;
    for (let j = 0; j < countyCount; j++) {
      const z = position[3 + j];
      meanSum += effectAdjoints[j];
      betweenSum += effectAdjoints[j] * z;
      gradient[3 + j] = between * effectAdjoints[j] - z;
    }
    gradient[0] = meanSum - mean / 25;
    gradient[1] = slopeSum - slope / 25;
    gradient[2] = (betweenSum - between / 4) * between + 1;
    return (
      likelihood -
      0.5 * (squaredEffects + (mean * mean + slope * slope) / 25) -
      0.125 * between * between +
      position[2]
    );
  };
}

/** μ, log τ, z; θ = μ + τ z. */
export function eightSchoolsDensity({ outcome, standardError }) {
  const schools = outcome.length;
  return (position, gradient) => {
    const mean = position[0];
    const between = exp(position[1]);
    let sum = 0;
    let meanSum = 0;
    let betweenSum = 0;
    for (let j = 0; j < schools; j++) {
      const z = position[2 + j];
      const scaled = (outcome[j] - mean - between * z) / standardError[j];
      const adjoint = scaled / standardError[j];
      sum += scaled * scaled + z * z;
      meanSum += adjoint;
      betweenSum += adjoint * z;
      gradient[2 + j] = between * adjoint - z;
    }
    // half_cauchy(5): -log(1 + τ²/25)
    const ratio = between / 5;
    const tail = 1 + ratio * ratio;
    gradient[0] = meanSum - mean / 25;
    gradient[1] = (betweenSum - (2 * ratio) / (5 * tail)) * between + 1;
    return -0.5 * (sum + (mean * mean) / 25) - log(tail) + position[1];
  };
}
