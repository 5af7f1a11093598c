/** Ordinary designs with outcomes that are counted: binary ones, rare cases, counts. */

import type { RandomStream } from "../../src/numeric/random-stream.ts";
import { columns, drawSd, type OrdinarySet, type Row, round, whole } from "./design-draws.ts";

/** Of every other set one trial to a row with a predictor, of the others rare cases among many in few groups. */
export function drawBinary(stream: RandomStream): OrdinarySet {
  return stream.uniform() < 0.5 ? drawTrials(stream) : drawRareCases(stream);
}

function drawTrials(stream: RandomStream): OrdinarySet {
  const text = `data { y: int in 0..1
 x: real
 clinic: factor }
α ~ normal(0, 2.5)
β ~ normal(0, 2.5)
τ ~ half_normal(2)
b[clinic] ~ normal(0, τ)
y ~ bernoulli_logit(α + β * x + b[clinic])
`;
  const [α, β, τ] = [stream.normal(), stream.normal(), drawSd(stream, 1)];
  const rows: Row[] = [];
  for (let clinic = 0, clinics = whole(stream, 5, 15); clinic < clinics; clinic++) {
    const b = τ * stream.normal();
    for (let k = 0, n = whole(stream, 3, 15); k < n; k++) {
      const x = round(stream.normal());
      rows.push({ y: drawBernoulli(stream, α + β * x + b), x, clinic: `c${clinic}` });
    }
  }
  return { text, data: columns(rows) };
}

function drawRareCases(stream: RandomStream): OrdinarySet {
  const text = `data { cases: int in 0..size
 size: int >= 1
 herd: factor }
α ~ normal(-3, 3)
τ ~ half_normal(2)
b[herd] ~ normal(0, τ)
cases ~ binomial_logit(size, α + b[herd])
`;
  const [α, τ] = [-3.5 + stream.normal(), drawSd(stream, 1)];
  const rows: Row[] = [];
  for (let herd = 0, herds = whole(stream, 4, 12); herd < herds; herd++) {
    const [size, logit] = [whole(stream, 20, 200), α + τ * stream.normal()];
    let cases = 0;
    for (let animal = 0; animal < size; animal++) cases += drawBernoulli(stream, logit);
    rows.push({ cases, size, herd: `h${herd}` });
  }
  return { text, data: columns(rows) };
}

/** Counts at sites before and after; every other set varies by more than chance, by an effect of each row. */
export function drawCounts(stream: RandomStream): OrdinarySet {
  const isOverdispersed = stream.uniform() < 0.5;
  const text = `data { n: int >= 0
 after: int in 0..1
 site: factor
 visit: factor }
α ~ normal(0, 3)
β ~ normal(0, 1)
τ ~ half_normal(1)
b[site] ~ normal(0, τ)
${isOverdispersed ? "ω ~ half_normal(1)\ne[visit] ~ normal(0, ω)\n" : ""}n ~ poisson_log(α + β * after + b[site]${isOverdispersed ? " + e[visit]" : ""})
`;
  const [α, β, τ] = [1 + stream.normal(), 0.5 * stream.normal(), drawSd(stream, 0.6)];
  const ω = isOverdispersed ? drawSd(stream, 0.4) : 0;
  const rows: Row[] = [];
  for (let site = 0, sites = whole(stream, 5, 15); site < sites; site++) {
    const b = τ * stream.normal();
    for (let k = 0, visits = whole(stream, 2, 6); k < visits; k++) {
      const after = k % 2;
      const n = drawPoisson(stream, Math.exp(α + β * after + b + ω * stream.normal()));
      rows.push({ n, after, site: `s${site}`, visit: `v${rows.length + 1}` });
    }
  }
  return { text, data: columns(rows) };
}

/** 1 with the probability of a logit, else 0. */
export function drawBernoulli(stream: RandomStream, logit: number): number {
  return stream.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
}

/** A count of that mean: exponential waiting times until it is used up. */
export function drawPoisson(stream: RandomStream, mean: number): number {
  let count = -1;
  for (let left = mean; left > 0; left -= stream.exponential()) count++;
  return Math.max(count, 0);
}
