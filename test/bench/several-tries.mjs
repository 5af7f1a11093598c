/**
 * What several tries of the independence sampler are worth: `npm run build && node test/bench/several-tries.mjs`. Mean acceptance
 * probabilities and effective draws (the worst of the sampled numbers, bulk) by the number of tries, with the proposal of a
 * run with default options. Nothing is timed, so that the figures are the same everywhere.
 */

import { readFile } from "node:fs/promises";
import { readCsv } from "../../dist/data/read-csv.js";
import { readModelText } from "../../dist/language/model-text.js";
import { bind } from "../../dist/model/bind.js";
import { createRandomStream } from "../../dist/numeric/random-stream.js";
import { essBulk } from "../../dist/posterior/ess.js";
import { loadTables } from "../../dist/run/load-tables.js";
import { runDefaults } from "../../dist/run/options.js";
import { planRun } from "../../dist/run/plan-run.js";
import { MixtureSampler } from "../../dist/samplers/exploration/t-mixture.js";
import { IndependenceChain } from "../../dist/samplers/independence-chain.js";
import { MarginalDensity } from "../../dist/samplers/marginal/marginal-density.js";

const models = ["dyestuff", "eight-schools", "sleepstudy", "penicillin", "pastes"];
const chains = 4;
const draws = 5000;

/** The density of a model's sampled numbers, and the proposal for it. */
async function prepare(name) {
  const { model: checked } = readModelText(await readFile(`models/${name}/${name}.model`, "utf8"), name);
  const sources = { main: `models/${name}/data.csv`, mainHolds: "rows", groups: {} };
  const { tables } = await loadTables(checked, sources, false, readCsv);
  const { model } = bind(checked, tables, { constants: {} });
  const { plan } = planRun(model, runDefaults, false);
  const { recipe } = plan.chosen.prepare();
  return { density: new MarginalDensity(recipe.model), kernel: recipe.kernel };
}

function run({ density, kernel }, tries) {
  const { dimension } = density;
  const values = Array.from({ length: dimension }, () => new Float64Array(chains * draws));
  let accepted = 0;
  for (let c = 0; c < chains; c++) {
    const stream = createRandomStream(1, c + 1);
    const chain = IndependenceChain.create(
      (at) => density.value(at),
      new MixtureSampler(kernel.proposal),
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
