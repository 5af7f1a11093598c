/**
 * What several tries of the independence sampler are worth: `npm run build && node test/bench/several-tries.mjs`. Mean acceptance
 * probabilities and effective draws (the worst of the sampled numbers, bulk) by the number of tries, with the proposal of a
 * run with default options. Nothing is timed, so that the figures are the same everywhere.
 */

import { bindData } from "../../dist/api/bind-data.js";
import { readCsv } from "../../dist/data/read-csv.js";
import { readModel } from "../../dist/index.js";
import { MarginalDensity } from "../../dist/linear-gaussian/marginal-density.js";
import { createRandomStream } from "../../dist/numeric/random-stream.js";
import { essBulk } from "../../dist/posterior/ess.js";
import { runDefaults } from "../../dist/run/options.js";
import { planRun } from "../../dist/run/plan-run.js";
import { MixtureSampler } from "../../dist/samplers/exploration/t-mixture.js";
import { IndependenceChain } from "../../dist/samplers/kernels/independence-chain.js";

const models = ["dyestuff", "eight-schools", "sleepstudy", "penicillin", "pastes"];
const setting = { readFile: readCsv, isPath: true };
const chains = 4;
const draws = 5000;

/** The density of a model's sampled numbers, and the proposal for it. */
async function prepare(name) {
  const model = await readModel(`models/${name}/${name}.model`);
  const { bound } = await bindData(model, { data: `models/${name}/data.csv` }, setting);
  const { plan } = planRun(bound, runDefaults, false);
  const { data } = plan.chosen.prepare().recipe;
  return { density: new MarginalDensity(data.model), kernel: data.kernel };
}

function run({ density, kernel }, tries) {
  const { dimension } = density;
  const values = Array.from({ length: dimension }, () => new Float64Array(chains * draws));
  let accepted = 0;
  for (let c = 0; c < chains; c++) {
    const stream = createRandomStream(1, c + 1);
    const chain = IndependenceChain.create(
      (at) => density.value(at),
      new MixtureSampler(kernel.proposal.mixture),
      { ...kernel, tries },
      stream,
    );
    for (let draw = 0; draw < draws; draw++) {
      accepted += chain.transition().acceptanceRate;
      for (let i = 0; i < dimension; i++) values[i][c * draws + draw] = chain.position[i];
    }
  }
  const effective = Math.min(...values.map((one) => essBulk(one, chains))) / (chains * draws);
  return { acceptance: accepted / (chains * draws), effective };
}

console.log("| model | tries | acceptance | effective draws a draw | effective draws an evaluation |");
console.log("|---|--:|--:|--:|--:|");
for (const name of models) {
  const prepared = await prepare(name);
  for (const tries of [1, 2, 3, 5]) {
    const { acceptance, effective } = run(prepared, tries);
    const figures = [acceptance, effective, effective / tries].map((figure) => figure.toFixed(2));
    console.log(`| ${name} | ${[tries, ...figures].join(" | ")} |`);
  }
}
