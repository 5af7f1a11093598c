/**
 * `npm run bench [-- --json]`: how fast the generated code is, next to an interpreter, to loops written by hand and to C; how long it takes
 * from a model's text to its first draw; effective draws a second of whole fits; what large data take; and JAGS and Stan,
 * where they are installed. Whatever computes the same density has to give the same numbers before it is timed. A new
 * benchmark is a file with a function that measures, a call here, and a section in `table.mjs`.
 */

import { spawnSync } from "node:child_process";
import { benchmarkCentering } from "./centering.mjs";
import { benchmarkEffectiveDraws } from "./effective-draws.mjs";
import { benchmarkEightSchoolsGradients } from "./eight-schools-gradients.mjs";
import { benchmarkFirstDraw } from "./first-draw.mjs";
import { benchmarkForeignDraws } from "./foreign-draws.mjs";
import { benchmarkLargeData } from "./large-data.mjs";
import { describeMachine } from "./machine.mjs";
import { benchmarkPeers } from "./peers.mjs";
import { benchmarkRadonGradients } from "./radon-gradients.mjs";
import { benchmarkRowLoops } from "./row-loops.mjs";
import { renderResults } from "./table.mjs";

const results = {
  machine: describeMachine(),
  gradients: [...(await benchmarkRadonGradients()), await benchmarkEightSchoolsGradients()],
  rowLoops: await benchmarkRowLoops(),
  firstDraw: await benchmarkFirstDraw(),
  effectiveDraws: await benchmarkEffectiveDraws(),
  largeData: await benchmarkLargeData(),
  centering: await benchmarkCentering(),
  foreignDraws: benchmarkForeignDraws(),
  peers: await benchmarkPeers(),
};

const isJson = process.argv.includes("--json");
console.log(isJson ? JSON.stringify(results, null, 2) : renderResults(results));

// Tables of their own, beside NUTS and Stan, in a process of their own: one round.
if (!isJson) {
  console.log(
    "\nOutcomes that are not normal: effective draws a processor second (test/bench/generalized.mjs)\n",
  );
  const script = new URL("generalized.mjs", import.meta.url).pathname;
  spawnSync(process.execPath, [script, "1"], { stdio: "inherit" });
}
