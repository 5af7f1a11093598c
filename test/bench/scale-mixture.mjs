/**
 * Student-t outcomes as a scale mixture of normal ones (Geweke 1993), by a Gibbs sampler that is written for the two models: given each row's scale the
 * population and group effects are integrated out for the sds, then drawn; given these σ and ν are drawn without the scales, which come last. It is the
 * most that can be integrated out of such a sweep, and is measured beside what `auto` does with the same model.
 *
 *     npm run build && node test/bench/scale-mixture.mjs [rounds]
 *
 * Effective draws a processor second of the worst number that is no group effect, bulk or tail, four chains of 1,000 draws after 200. Means of both are
 * printed, so that one sees that they sample one posterior.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fit, readModel } from "../../dist/index.js";
import { logGamma as gammaLn } from "../../dist/numeric/gamma-function.js";
import { createRandomStream } from "../../dist/numeric/random-stream.js";
import { casesIn } from "./generalized/cases.mjs";
import { threadSeconds } from "./processor-time.mjs";
import { timeFit } from "./timed-fit.mjs";
import { worstOf } from "./worst-parameter.mjs";

const rounds = Number(process.argv[2] ?? 3);
const chains = 4;
const [warmup, draws] = [200, 1000];
const halfNormal = (x, sd) => -0.5 * (x / sd) ** 2;

/** What a sweep needs of a case: rows of X and Z, groups from 0, priors. */
const models = {
  "student t": ({ y, days, subject }) => ({
    y,
    group: subject.map((one) => one - 1),
    X: days.map((day) => [1, day]),
    effects: 2,
    priorMean: [250, 10],
    priorSd: [100, 30],
    sdOfEffects: [50, 20],
    sdOfResidual: 50,
    names: ["τ[intercept]", "τ[Days]"],
  }),
  "radon student t": ({ y, X, county }) => ({
    y,
    group: county.map((one) => one - 1),
    X,
    effects: 1,
    priorMean: [0, 0],
    priorSd: [5, 5],
    sdOfEffects: [2],
    sdOfResidual: 2,
    names: ["τ"],
  }),
};

/** The inverse of a symmetric matrix [a, b; b, d], or of [a], its log determinant, and the root of the inverse, lower triangular. */
function inverted(size, a, b, d) {
  if (size === 1) return { a: 1 / a, b: 0, d: 0, logDet: Math.log(a), root: [1 / Math.sqrt(a), 0, 0] };
  const det = a * d - b * b;
  const inverse = { a: d / det, b: -b / det, d: a / det };
  const first = Math.sqrt(inverse.a);
  const low = inverse.b / first;
  return { ...inverse, logDet: Math.log(det), root: [first, low, Math.sqrt(inverse.d - low * low)] };
}

/** Weighted sums of the rows: of each group Z'WZ, Z'WX and Z'Wy, and of all X'WX and X'Wy. Z is the first columns of X. */
function sumsOf({ y, group, X }, weights) {
  const groups = Math.max(...group) + 1;
  const of = Array.from({ length: groups }, () => new Float64Array(5));
  const all = new Float64Array(5);
  y.forEach((value, i) => {
    const [w, x] = [weights[i], X[i][1]];
    for (const sums of [of[group[i]], all]) {
      sums[0] += w;
      sums[1] += w * x;
      sums[2] += w * x * x;
      sums[3] += w * value;
      sums[4] += w * x * value;
    }
  });
  return { of, all };
}

/** With effects and β integrated out: the log density of the sums given the sds, and what β and the effects are drawn by. */
function integrated(model, { of, all }, [sd1, sd2 = 1, rho = 0]) {
  const { effects, priorMean, priorSd } = model;
  const prior = inverted(effects, sd1 * sd1, rho * sd1 * sd2, sd2 * sd2);
  let [p11, p12, p22] = [all[0] + priorSd[0] ** -2, all[1], all[2] + priorSd[1] ** -2];
  let [h1, h2] = [all[3] + priorMean[0] / priorSd[0] ** 2, all[4] + priorMean[1] / priorSd[1] ** 2];
  let value = -0.5 * of.length * prior.logDet;
  const inverses = of.map(([s, sx, sxx, sy, sxy]) => {
    const m = inverted(effects, s + prior.a, sx + prior.b, sxx + prior.d);
    // Z'WX is [s sx] for one effect, [s sx; sx sxx] for two; c is Z'Wy.
    const [k1, k2] = [m.a * sy + m.b * sxy, effects === 2 ? m.b * sy + m.d * sxy : 0];
    const [u1, u2] = [m.a * s + m.b * sx, m.a * sx + m.b * sxx];
    const [v1, v2] = effects === 2 ? [m.b * s + m.d * sx, m.b * sx + m.d * sxx] : [0, 0];
    p11 -= s * u1 + sx * v1;
    p12 -= s * u2 + sx * v2;
    p22 -= sx * u2 + sxx * v2;
    h1 -= s * k1 + sx * k2;
    h2 -= sx * k1 + sxx * k2;
    value += 0.5 * (sy * k1 + sxy * k2 - m.logDet);
    return m;
  });
  const p = inverted(2, p11, p12, p22);
  const center = [p.a * h1 + p.b * h2, p.b * h1 + p.d * h2];
  value += 0.5 * (h1 * center[0] + h2 * center[1] - p.logDet);
  return { value, inverses, center, root: p.root };
}

/** Slice sampling of one number (Neal 2003): stepping out by 1 at most 20 times, then shrinking. */
function slice(at, logDensity, stream) {
  const level = logDensity(at) - stream.exponential();
  let lower = at - stream.uniform();
  let upper = lower + 1;
  for (let k = 0; k < 20 && logDensity(lower) > level; k++) lower -= 1;
  for (let k = 0; k < 20 && logDensity(upper) > level; k++) upper += 1;
  for (;;) {
    const next = lower + (upper - lower) * stream.uniform();
    if (logDensity(next) > level) return next;
    if (next < at) lower = next;
    else upper = next;
  }
}

/** A chain: from each sweep β, the sds, the correlation, σ and ν. */
function runChain(model, seed, chain) {
  const stream = createRandomStream(seed, chain);
  const { y, group, X, effects, sdOfEffects, sdOfResidual } = model;
  const free = effects === 2 ? [Math.log(20), Math.log(5), 0] : [Math.log(0.3)];
  let [logSigma, logNu] = [Math.log(sdOfResidual / 2), Math.log(5)];
  const scales = new Float64Array(y.length).fill(1);
  const kept = [];
  const valuesOf = ([one, other, z]) =>
    effects === 2 ? [Math.exp(one), Math.exp(other), Math.tanh(z)] : [Math.exp(one)];
  for (let sweep = 0; sweep < warmup + draws; sweep++) {
    const sigma = Math.exp(logSigma);
    const sums = sumsOf(
      model,
      scales.map((scale) => scale / sigma ** 2),
    );
    for (let k = 0; k < free.length; k++) {
      free[k] = slice(
        free[k],
        (t) => {
          const values = valuesOf(free.map((one, i) => (i === k ? t : one)));
          const [sd1, sd2, rho] = values;
          let prior = halfNormal(sd1, sdOfEffects[0]) + Math.log(sd1);
          // lkj(2) is 1 - ρ² of two numbers, and dρ/dz as much.
          if (effects === 2)
            prior += halfNormal(sd2, sdOfEffects[1]) + Math.log(sd2) + 2 * Math.log(1 - rho * rho);
          return prior + integrated(model, sums, values).value;
        },
        stream,
      );
    }
    const { inverses, center, root } = integrated(model, sums, valuesOf(free));
    const [e1, e2] = [stream.normal(), stream.normal()];
    const beta = [center[0] + root[0] * e1, center[1] + root[1] * e1 + root[2] * e2];
    const drawn = sums.of.map(([s, sx, sxx, sy, sxy], g) => {
      const m = inverses[g];
      const c1 = sy - s * beta[0] - sx * beta[1];
      const c2 = sxy - sx * beta[0] - sxx * beta[1];
      const [n1, n2] = [stream.normal(), stream.normal()];
      if (effects === 1) return [m.a * c1 + m.root[0] * n1, 0];
      return [m.a * c1 + m.b * c2 + m.root[0] * n1, m.b * c1 + m.d * c2 + m.root[1] * n1 + m.root[2] * n2];
    });
    const squares = y.map((value, i) => {
      const [b1, b2] = drawn[group[i]];
      return (value - beta[0] - b1 - (beta[1] + b2) * X[i][1]) ** 2;
    });
    const outcomes = (logS, logN) => {
      const [variance, nu] = [Math.exp(2 * logS), Math.exp(logN)];
      const each = gammaLn((nu + 1) / 2) - gammaLn(nu / 2) - 0.5 * Math.log(nu * Math.PI) - logS;
      let total = 0;
      for (const square of squares) total += Math.log1p(square / (nu * variance));
      // ν ~ gamma(2, 0.1), σ half-normal, both by their logarithms.
      const prior = 2 * logN - 0.1 * nu + halfNormal(Math.exp(logS), sdOfResidual) + logS;
      return y.length * each - 0.5 * (nu + 1) * total + prior;
    };
    logSigma = slice(logSigma, (t) => outcomes(t, logNu), stream);
    logNu = slice(logNu, (t) => outcomes(logSigma, t), stream);
    const [variance, nu] = [Math.exp(2 * logSigma), Math.exp(logNu)];
    for (let i = 0; i < y.length; i++)
      scales[i] = stream.gamma((nu + 1) / 2, 0.5 * (nu + squares[i] / variance));
    if (sweep >= warmup) kept.push([...beta, ...valuesOf(free), Math.exp(logSigma), nu]);
  }
  return kept;
}

/** Effective draws a second of a Gibbs sampler of its own, and means by name. */
function timeGibbs(model, seed) {
  const began = threadSeconds();
  const runs = Array.from({ length: chains }, (_, c) => runChain(model, seed, c + 1)).flat();
  const seconds = threadSeconds() - began;
  const names = ["β[1]", "β[2]", ...model.names, ...(model.effects === 2 ? ["ρ"] : []), "σ", "ν"];
  const values = new Map(names.map((name, k) => [name, Float64Array.from(runs, (row) => row[k])]));
  return { worst: worstOf(values, chains), seconds, values };
}

const meanOf = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;
const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
try {
  for (const { name, model: file, data, counts, peers } of casesIn(folder)) {
    const made = models[name]?.(peers.values);
    if (made === undefined) continue;
    const ratios = [];
    for (let round = 0; round <= rounds; round++) {
      const gibbs = timeGibbs(made, round + 1);
      const auto = await timeFit({ model: file, data, counts, options: { seed: round + 1 } });
      const rates = [gibbs.worst.ess / gibbs.seconds, auto.worst.ess / (auto.before + auto.sampling)];
      // The first warms the engine up.
      if (round > 0) ratios.push(rates[0] / rates[1]);
      console.log(
        `${name.padEnd(16)} scale mixture ${rates[0].toFixed(0)} (${gibbs.worst.variable}, ESS ${gibbs.worst.ess.toFixed(0)}), auto ${rates[1].toFixed(0)}${round === 0 ? ", not counted" : ""}`,
      );
      if (round < rounds) continue;
      const { draws: own } = await fit(await readModel(file), { data, seed: 1, workers: 0 });
      for (const one of ["σ", "ν", ...made.names]) {
        const v = own.variables.findIndex((variable) => variable.name === one);
        console.log(
          `${" ".repeat(16)} mean of ${one}: ${meanOf(gibbs.values.get(one)).toPrecision(4)}, auto ${meanOf(own.values[v]).toPrecision(4)}`,
        );
      }
    }
    const sorted = ratios.sort((a, b) => a - b);
    console.log(
      `${name.padEnd(16)} ratio ${sorted[Math.floor(sorted.length / 2)].toFixed(2)} (${sorted[0].toFixed(2)} to ${sorted.at(-1).toFixed(2)})`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
