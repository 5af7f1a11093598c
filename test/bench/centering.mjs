/**
 * Which coordinates NUTS moves in: effective draws per 1,000 gradients (the worst variable, bulk or tail; leapfrog steps of the
 * draws) of models with group effects that are centered, non-centered, and in the coordinates that the pilot finds. Groups of one
 * size at several ratios of their sd to the residual's, groups of very unequal size, and an outcome of counts.
 */

import { fit, parseModel } from "../../dist/index.js";
import { makeTable } from "./make-table.mjs";
import { spread } from "./measure.mjs";
import { numbersOf } from "./small-generator.mjs";

const seeds = [1, 2, 3];
const length = { chains: 2, warmup: 600, draws: 1000 };
const forms = ["centered", "noncentered", "automatic"];

const normalText = `data { y: real, g: factor }
μ ~ normal(0, 10)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(μ + b[g], σ)
`;
const countText = `data { y: int >= 0, g: factor }
μ ~ normal(0, 2)
σ_b ~ half_normal(2)
b[g] ~ normal(0, σ_b)
y ~ poisson_log(μ + b[g])
`;

const repeat = (count, value) => Array.from({ length: count }, () => value);
const grid = [2, 10, 50].flatMap((size) =>
  [0.1, 0.3, 1, 3].map((sd) => ({ name: `20 × ${size}`, sizes: repeat(20, size), sd })),
);
const unbalanced = [
  { name: "15 × 1, 5 × 200", sizes: [...repeat(15, 1), ...repeat(5, 200)] },
  { name: "20 × 2, 5 × 300", sizes: [...repeat(20, 2), ...repeat(5, 300)] },
].flatMap((one) => [0.3, 1].map((sd) => ({ ...one, sd })));
const counts = {
  name: "counts, 15 × 1, 5 × 100",
  sizes: [...repeat(15, 1), ...repeat(5, 100)],
  isCount: true,
};

/** One record for each data set. */
export async function benchmarkCentering() {
  const results = [];
  for (const one of [...grid, ...unbalanced, { ...counts, sd: 0.3 }, { ...counts, sd: 1 }]) {
    const perGradient = {};
    for (const form of forms) perGradient[form] = spread(await rates(one, form));
    results.push({ name: one.name, sd: one.sd, perGradient });
  }
  return results;
}

async function rates({ sizes, sd, isCount = false }, form) {
  const text = isCount ? countText : normalText;
  const checked = parseModel(form === "automatic" ? text : text.replace("b[g] ~", `${form} b[g] ~`));
  const data = simulate(sizes, sd, isCount);
  const found = [];
  for (const seed of seeds) {
    const run = await fit(checked, { data, ...length, method: "nuts", seed, workers: 1 });
    const ess = run.summary().rows.map(({ essBulk, essTail }) => Math.min(essBulk, essTail));
    const gradients = run.draws.statistics.leapfrogSteps.reduce((sum, steps) => sum + steps, 0);
    found.push((1000 * Math.min(...ess)) / gradients);
  }
  return found;
}

/** Rows of y = 3 + b + e, e of sd 1, or of counts of mean exp(1 + b), in groups of these sizes. */
function simulate(sizes, sd, isCount) {
  const { uniform, normal } = numbersOf(sizes.length + Math.round(10 * sd));
  const count = (mean) => {
    let events = 0;
    for (let product = uniform(); product > Math.exp(-mean); product *= uniform()) events++;
    return events;
  };
  return sizes.flatMap((size, group) => {
    const b = sd * normal();
    return Array.from({ length: size }, () => ({
      y: isCount ? count(Math.exp(1 + b)) : 3 + b + normal(),
      g: `g${group}`,
    }));
  });
}

/** The records as a table for people. */
export function renderCentering(results) {
  const table = makeTable(["groups", "sd of b", ...forms, "automatic / better of both"]);
  for (const { name, sd, perGradient } of results) {
    const cells = forms.map((form) => {
      const { median, least, greatest } = perGradient[form];
      return `${median.toFixed(1)} (${least.toFixed(1)} to ${greatest.toFixed(1)})`;
    });
    const better = Math.max(perGradient.centered.median, perGradient.noncentered.median);
    table.push([name, sd, ...cells, (perGradient.automatic.median / better).toFixed(2)]);
  }
  return `effective draws per 1,000 gradients of nuts, the worst variable (medians of ${seeds.length} seeds, and their range)\n${table}`;
}
