/**
 * How long `hyperprior design` takes for 1,000 studies of one design of Gaussian models, each in a process of its own: wall seconds, and those
 * of the processors, which say what it takes where the machine does other things too. `node test/bench/designs.mjs` prints a table.
 */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { modelFile } from "./peers/data.mjs";

const root = new URL("../../", import.meta.url).pathname;
const studies = 1000;
/** Wall seconds. */
const boundSeconds = 60;
/** Ticks of the clock that Linux counts processor time by. */
const ticksPerSecond = 100;

const cases = [
  ["dyestuff", ["--groups", "24", "--replicates", "5"]],
  ["pastes", ["--levels", "batch = 10, cask = 3, replicate = 2"]],
  ["penicillin", ["--levels", "plate = 24, sample = 6, replicate = 1"]],
  ["sleepstudy", ["--groups", "18", "--within", "Days = 0..9"]],
];

export function benchmarkDesigns() {
  return cases.map(([model, words]) => {
    const own = ["design", modelFile(model), ...words, "--studies", String(studies), "--json"];
    const [before, start] = [childSeconds(), performance.now()];
    const { stdout } = spawnSync(process.execPath, [`${root}dist/cli/main.js`, ...own], { encoding: "utf8" });
    const seconds = (performance.now() - start) / 1000;
    const isDone = stdout !== "" && JSON.parse(stdout).studies === studies;
    return {
      command: `design ${model}.model ${words.join(" ")}`,
      seconds: isDone ? seconds : null,
      processorSeconds: childSeconds() - before,
      isMet: isDone && seconds < boundSeconds,
      boundSeconds,
    };
  });
}

/** Seconds of the processors that the children which have ended took; NaN where the system does not say (only Linux does). */
function childSeconds() {
  try {
    // Behind the name in brackets the third is the state: the 16th and 17th of all are ticks of children.
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
    return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  console.log("| command | wall, s | processors, s | within 60 s |\n|---|--:|--:|---|");
  for (const { command, seconds, processorSeconds, isMet } of benchmarkDesigns())
    console.log(
      `| ${command} | ${seconds?.toFixed(1)} | ${processorSeconds.toFixed(1)} | ${isMet ? "yes" : "no"} |`,
    );
}
