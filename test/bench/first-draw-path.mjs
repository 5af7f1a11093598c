/**
 * From a model's text and a table's text to the first draw of a chain: read, bind, compile, find a place to start,
 * choose a step size, make one transition. Run as a program, it does so once in its fresh process and prints the times as JSON.
 */

import { fileURLToPath } from "node:url";
import { parseCsv } from "../../dist/data/parse-csv.js";
import { compile, instantiate } from "../../dist/density/compile.js";
import { readModelText } from "../../dist/language/index.js";
import { bind } from "../../dist/model/bind.js";
import { requestColumns } from "../../dist/model/column-requests.js";
import { createRandomStream } from "../../dist/numeric/random-stream.js";
import { findInitialPosition } from "../../dist/samplers/nuts/initial-position.js";
import { createNutsChain, nutsDefaults } from "../../dist/samplers/nuts/nuts.js";
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
  const { recipe } = compile(bound.model);
  const { density, constrain } = instantiate(recipe);
  clock.end("compile");
  const stream = createRandomStream(1, 0);
  const start = findInitialPosition(density, stream);
  const input = { density, stream, warmup: 1000, initialPosition: start.position, options: nutsDefaults };
  const chain = createNutsChain(input);
  clock.end("start");
  chain.transition();
  const draw = new Float64Array(recipe.width);
  constrain(chain.position, draw);
  clock.end("transition");
  if (!draw.every(Number.isFinite)) throw new Error(`the first draw is not finite: ${draw}`);
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
