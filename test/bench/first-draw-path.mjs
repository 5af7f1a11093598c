/**
 * From a model's text and a table's text to the first draw of a chain, by the way that `fit` goes: read, bind, plan, prepare the sampler
 * (compile, adapt), start a chain, make one transition. Run as a program, it does so once in its fresh process and prints the times as JSON.
 */

import { fileURLToPath } from "node:url";
import { parseCsv } from "../../dist/data/parse-csv.js";
import { readModelText } from "../../dist/language/index.js";
import { bind } from "../../dist/model/bind.js";
import { requestColumns } from "../../dist/model/column-requests.js";
import { ChainRun } from "../../dist/run/chains/chain-run.js";
import { runDefaults } from "../../dist/run/options.js";
import { planRun } from "../../dist/run/plan-run.js";
import { chainsOf } from "../../dist/samplers/index.js";
import { eightSchoolsTable, eightSchoolsText } from "./eight-schools.mjs";

/** The milliseconds of each step, and `total`; throws if there is no draw. */
export async function timeFirstDraw() {
  const clock = new StepClock();
  const { model } = readModelText(eightSchoolsText, "eight-schools.model");
  clock.end("check");
  const { main } = requestColumns(model, new Set());
  const { table } = await parseCsv(eightSchoolsTable, "data.csv", main, { dropMissing: false });
  clock.end("data");
  const bound = bind(model, { main: table, groups: new Map() });
  clock.end("bind");
  const { plan } = planRun(bound.model, runDefaults, false);
  clock.end("plan");
  const { recipe } = plan.chosen.prepare();
  clock.end("prepare");
  const task = { chain: 1, seed: runDefaults.seed, warmup: 0, from: null };
  const run = new ChainRun(chainsOf(recipe), task);
  clock.end("start");
  const now = () => performance.now();
  run.advance(1, () => false, now);
  const { made } = run.takePiece();
  clock.end("transition");
  if (made.values.length === 0 || !made.values.every(Number.isFinite))
    throw new Error(`the first draw is not finite: ${made.values}`);
  return clock.steps;
}

/** Times of one step after another. */
class StepClock {
  constructor() {
    this.steps = { total: 0 };
    this.began = performance.now();
  }

  end(name) {
    const now = performance.now();
    this.steps[name] = now - this.began;
    this.steps.total += this.steps[name];
    this.began = now;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Since the process began, which includes node's own start and the loading of the modules.
  const loaded = performance.now();
  const steps = await timeFirstDraw();
  console.log(JSON.stringify({ ...steps, loaded, process: performance.now() }));
}
