/** How long `hyperprior calibrate` takes with 1,000 simulations of the seed model, in a process of its own. */

import { spawnSync } from "node:child_process";
import { dataFile, modelFile } from "./peers/data.mjs";

const root = new URL("../../", import.meta.url).pathname;
const model = "replicates";
const simulations = 1000;
/** Wall seconds. */
const boundSeconds = 60;

export function benchmarkCalibration() {
  const words = [
    "calibrate",
    modelFile(model),
    "--data",
    dataFile(model),
    "--simulations",
    String(simulations),
  ];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${root}dist/cli/main.js`, ...words], {
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  const isDone = stdout.length > 0;
  const command = `hyperprior calibrate ${model}.model --data data.csv --simulations ${simulations}`;
  return {
    command,
    seconds: isDone ? seconds : null,
    isMet: isDone && seconds < boundSeconds,
    boundSeconds,
    status,
    said: (isDone ? stdout : stderr).trim().split("\n").at(-1),
  };
}
