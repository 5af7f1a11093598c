/** From model text to first draw, eight schools: cold, in processes of their own, and warm, in this one. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { timeFirstDraw } from "./first-draw-path.mjs";
import { spread } from "./measure.mjs";

const coldRuns = 9;
const warmUps = 30;
const warmRuns = 60;
/** What the cold time aims at, its modules being loaded, in milliseconds. */
const aimMs = 50;

/** Spreads of the times in milliseconds, and of the cold ones the median of each step. */
export async function benchmarkFirstDraw() {
  const program = fileURLToPath(new URL("first-draw-path.mjs", import.meta.url));
  const cold = Array.from({ length: coldRuns }, () =>
    JSON.parse(execFileSync(process.execPath, [program], { encoding: "utf8" })),
  );
  const warm = [];
  for (let run = 0; run < warmUps + warmRuns; run++) {
    const { total } = await timeFirstDraw();
    if (run >= warmUps) warm.push(total);
  }
  const coldMs = spreadOf(cold, "total");
  const steps = ["check", "data", "bind", "plan", "prepare", "start", "transition"];
  return {
    aimMs,
    isMet: coldMs.median < aimMs,
    coldMs,
    coldStepsMs: Object.fromEntries(steps.map((step) => [step, spreadOf(cold, step).median])),
    loadMs: spreadOf(cold, "loaded"),
    processMs: spreadOf(cold, "process"),
    warmMs: spread(warm),
  };
}

function spreadOf(runs, name) {
  return spread(runs.map((run) => run[name]));
}
