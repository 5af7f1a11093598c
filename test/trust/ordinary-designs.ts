/**
 * Ten ordinary designs: for each a model with weakly informative priors, as an analyst writes them who knows the outcome's size, and small
 * tables at random. Sizes differ from set to set, groups have unequal numbers of rows, and a variance is near 0 at times.
 */

import type { RandomStream } from "../../src/numeric/random-stream.ts";
import { columns, drawSd, type OrdinarySet, positiveSd, type Row, round, whole } from "./design-draws.ts";
import { drawBinary, drawCounts } from "./discrete-designs.ts";

export type DesignName = keyof typeof ordinaryDesigns;

/** By name; each draws the next set of the stream. All have a proper posterior. */
export const ordinaryDesigns = {
  slopes: drawSlopes,
  nested: drawNested,
  "sd by item": drawSdByItem,
  "hierarchical sds": drawHierarchicalSds,
  "no variance between": drawNoVarianceBetween,
  "small crossed": drawCrossed,
  binary: drawBinary,
  counts: drawCounts,
  heteroscedastic: drawHeteroscedastic,
  "Student-t effects": drawStudentEffects,
} as const satisfies Record<string, (stream: RandomStream) => OrdinarySet>;

/** Scores over time of a few subjects, each with a line of its own. */
function drawSlopes(stream: RandomStream): OrdinarySet {
  const text = `data { y: real
 t: real
 id: factor }
X = design(1 + t)
Z = design(1 + t)
β[X] ~ normal(0, 20)
τ[Z] ~ half_normal(5)
Ω[Z, Z] ~ lkj(2)
σ ~ half_normal(5)
u[id, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + Z * u[id], σ)
`;
  const [τ0, τ1, σ] = [drawSd(stream, 2), drawSd(stream, 0.7), positiveSd(stream, 1)];
  const ρ = 1.6 * stream.uniform() - 0.8;
  const visits = whole(stream, 3, 7);
  const rows: Row[] = [];
  for (let id = 0, ids = whole(stream, 5, 18); id < ids; id++) {
    const z = stream.normal();
    const [intercept, slope] = [10 + τ0 * z, 1 + τ1 * (ρ * z + Math.sqrt(1 - ρ * ρ) * stream.normal())];
    for (let t = 0; t < visits; t++) {
      if (t > 1 && stream.uniform() < 0.15) continue;
      rows.push({ y: round(intercept + slope * t + σ * stream.normal()), t, id: `id${id}` });
    }
  }
  return { text, data: columns(rows) };
}

/** Assays of casks of batches. */
function drawNested(stream: RandomStream): OrdinarySet {
  const text = `data { y: real
 batch: factor
 cask: factor in batch }
β ~ normal(50, 20)
σ_batch ~ half_normal(5)
σ_cask ~ half_normal(5)
σ ~ half_normal(5)
b[batch] ~ normal(0, σ_batch)
c[cask] ~ normal(0, σ_cask)
y ~ normal(β + b[batch] + c[cask], σ)
`;
  const [σ_batch, σ_cask, σ] = [drawSd(stream, 2), drawSd(stream, 1.5), positiveSd(stream, 1)];
  const rows: Row[] = [];
  for (let i = 0, batches = whole(stream, 4, 10); i < batches; i++) {
    const batch = 60 + σ_batch * stream.normal();
    for (let j = 0, casks = whole(stream, 2, 4); j < casks; j++) {
      const cask = batch + σ_cask * stream.normal();
      for (let k = 0, assays = whole(stream, 1, 3); k < assays; k++)
        rows.push({ y: round(cask + σ * stream.normal()), batch: `B${i}`, cask: "abcd"[j]! });
    }
  }
  return { text, data: columns(rows) };
}

/** Tests of several items, a mean and a residual sd for each, of students within families. */
function drawSdByItem(stream: RandomStream): OrdinarySet {
  const text = `data { y: real
 family: factor
 student: factor in family
 item: factor }
μ[item] ~ normal(0, 5)
τ_family ~ half_normal(2)
τ_student ~ half_normal(2)
σ[item] ~ half_normal(2)
a[family] ~ normal(0, τ_family)
b[student] ~ normal(0, τ_student)
y ~ normal(μ[item] + a[family] + b[student], σ[item])
`;
  const items = whole(stream, 3, 4);
  const means = Array.from({ length: items }, () => 2 * stream.normal());
  const sds = Array.from({ length: items }, () => positiveSd(stream, 1));
  const [τ_family, τ_student] = [drawSd(stream, 0.7), drawSd(stream, 0.7)];
  const rows: Row[] = [];
  for (let f = 0, families = whole(stream, 5, 12); f < families; f++) {
    const family = τ_family * stream.normal();
    for (let s = 0, students = whole(stream, 1, 3); s < students; s++) {
      const student = family + τ_student * stream.normal();
      for (let item = 0; item < items; item++) {
        if (stream.uniform() < 0.05) continue;
        const y = round(means[item]! + student + sds[item]! * stream.normal());
        rows.push({ y, family: `F${f}`, student: `${s + 1}`, item: `i${item + 1}` });
      }
    }
  }
  return { text, data: columns(rows) };
}

/** Groups that differ in their mean and in their sd. */
function drawHierarchicalSds(stream: RandomStream): OrdinarySet {
  const text = `data { y: real
 g: factor }
m ~ normal(0, 10)
s ~ half_normal(5)
λ ~ normal(0, 1)
ω ~ half_normal(1)
μ[g] ~ normal(m, s)
σ[g] ~ lognormal(λ, ω)
y ~ normal(μ[g], σ[g])
`;
  const [s, ω] = [drawSd(stream, 2), drawSd(stream, 0.5)];
  const rows: Row[] = [];
  for (let g = 0, groups = whole(stream, 4, 10); g < groups; g++) {
    const [μ, σ] = [3 + s * stream.normal(), Math.exp(ω * stream.normal())];
    for (let k = 0, n = whole(stream, 3, 12); k < n; k++)
      rows.push({ y: round(μ + σ * stream.normal()), g: `g${g}` });
  }
  return { text, data: columns(rows) };
}

const oneWay = `data { y: real
 sample: factor }
β ~ normal(0, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[sample] ~ normal(0, σ_b)
y ~ normal(β + b[sample], σ)
`;

/** Samples that do not differ at all. */
function drawNoVarianceBetween(stream: RandomStream): OrdinarySet {
  const σ = positiveSd(stream, 2);
  const rows: Row[] = [];
  for (let sample = 0, samples = whole(stream, 3, 12); sample < samples; sample++) {
    for (let k = 0, n = whole(stream, 2, 6); k < n; k++)
      rows.push({ y: round(5 + σ * stream.normal()), sample: `S${sample}` });
  }
  return { text: oneWay, data: columns(rows) };
}

/** Some of the samples on some of the plates. */
function drawCrossed(stream: RandomStream): OrdinarySet {
  const text = `data { y: real
 plate: factor
 sample: factor }
β ~ normal(20, 10)
σ_plate ~ half_normal(5)
σ_sample ~ half_normal(5)
σ ~ half_normal(5)
a[plate] ~ normal(0, σ_plate)
c[sample] ~ normal(0, σ_sample)
y ~ normal(β + a[plate] + c[sample], σ)
`;
  const [σ_plate, σ_sample, σ] = [drawSd(stream, 1), drawSd(stream, 2), positiveSd(stream, 0.7)];
  const samples = Array.from({ length: whole(stream, 3, 6) }, () => 23 + σ_sample * stream.normal());
  const rows: Row[] = [];
  for (let i = 0, plates = whole(stream, 4, 10); i < plates; i++) {
    const plate = σ_plate * stream.normal();
    for (const [j, sample] of samples.entries()) {
      if (stream.uniform() < 0.15) continue;
      rows.push({ y: round(plate + sample + σ * stream.normal()), plate: `p${i}`, sample: "ABCDEF"[j]! });
    }
  }
  return { text, data: columns(rows) };
}

/** Two methods of unequal precision. */
function drawHeteroscedastic(stream: RandomStream): OrdinarySet {
  const text = `data { y: real
 sample: factor
 method: factor }
β ~ normal(0, 20)
σ_b ~ half_normal(5)
σ[method] ~ half_normal(5)
b[sample] ~ normal(0, σ_b)
y ~ normal(β + b[sample], σ[method])
`;
  const [σ_b, hand, robot] = [drawSd(stream, 2), positiveSd(stream, 1.2), positiveSd(stream, 0.5)];
  const rows: Row[] = [];
  for (let sample = 0, samples = whole(stream, 4, 12); sample < samples; sample++) {
    const b = 10 + σ_b * stream.normal();
    for (let k = 0, n = whole(stream, 2, 6); k < n; k++) {
      const isHand = k === 0 || (k > 1 && stream.uniform() < 0.5);
      const y = round(b + (isHand ? hand : robot) * stream.normal());
      rows.push({ y, sample: `S${sample}`, method: isHand ? "hand" : "robot" });
    }
  }
  return { text, data: columns(rows) };
}

/** Samples of which some lie far out. */
function drawStudentEffects(stream: RandomStream): OrdinarySet {
  const text = oneWay.replace("b[sample] ~ normal(0, σ_b)", "b[sample] ~ student_t(4, 0, σ_b)");
  const [σ_b, σ] = [drawSd(stream, 2), positiveSd(stream, 1)];
  const rows: Row[] = [];
  for (let sample = 0, samples = whole(stream, 4, 12); sample < samples; sample++) {
    const b = 10 + (σ_b * stream.normal()) / Math.sqrt(stream.gamma(2, 2));
    for (let k = 0, n = whole(stream, 2, 6); k < n; k++)
      rows.push({ y: round(b + σ * stream.normal()), sample: `S${sample}` });
  }
  return { text, data: columns(rows) };
}
