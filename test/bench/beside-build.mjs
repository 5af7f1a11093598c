/**
 * The models of `generalized.mjs` by `auto` in this build and in another one, by turns, each fit in a process of its own after one that warms the engine up.
 *
 *     npm run build && node test/bench/beside-build.mjs OTHER/dist [rounds] [MODEL...]
 *
 * How many times the other build's effective draws a processor second, of the worst parameter that is no group effect, this one has.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { casesIn } from "./generalized/cases.mjs";
import { worstOf } from "./worst-parameter.mjs";

const chains = { chains: 4, draws: 1000 };
const seconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** In a process of its own: rates of a model with a build. */
async function fitOnce(dist, { model, data, counts }, seed) {
  const { fit, readModel } = await import(pathToFileURL(join(dist, "index.js")).href);
  let rates;
  for (const turn of [0, 1]) {
    const began = { wall: performance.now(), processor: seconds() };
    const { draws, record } = await fit(await readModel(model), {
      data,
      seed: seed + turn,
      workers: 0,
      ...chains,
    });
    const share = (seconds() - began.processor) / ((performance.now() - began.wall) / 1000);
    const values = draws.variables.flatMap(({ name, isConstant, isHidden }, v) =>
      counts.test(name) && !isConstant && !isHidden ? [[name, draws.values[v]]] : [],
    );
    const { ess } = worstOf(new Map(values), draws.chainCount);
    const { setup, warmup, sampling } = record.timing;
    rates = { sampling: ess / (share * sampling), whole: ess / (share * (setup + warmup + sampling)) };
  }
  console.log(JSON.stringify(rates));
}

function compare(other, rounds, named) {
  const own = fileURLToPath(new URL("../../dist", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
  try {
    for (const { name, model, data, counts } of casesIn(folder)) {
      if (named.length > 0 && !named.includes(name)) continue;
      const ratios = { sampling: [], whole: [] };
      for (let round = 1; round <= rounds; round++) {
        const [before, now] = [other, own].map((dist) => {
          const words = ["--one", dist, model, data, counts.source, String(round)];
          return JSON.parse(
            execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...words], { encoding: "utf8" }),
          );
        });
        for (const part of ["sampling", "whole"]) ratios[part].push(now[part] / before[part]);
      }
      const told = Object.entries(ratios).map(([part, values]) => {
        const sorted = values.sort((a, b) => a - b);
        return `${part} ${sorted[Math.floor(rounds / 2)].toFixed(1)} (${sorted[0].toFixed(1)} to ${sorted.at(-1).toFixed(1)})`;
      });
      console.log(`${name.padEnd(16)} ${told.join("  ")}`);
    }
    console.log(`load ${loadavg()[0].toFixed(1)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--one") {
  const [dist, model, data, counts, seed] = rest;
  await fitOnce(dist, { model, data, counts: new RegExp(counts, "u") }, Number(seed));
} else if (first === undefined) {
  console.error("name the other build: node test/bench/beside-build.mjs OTHER/dist [rounds] [MODEL...]");
  process.exitCode = 1;
} else {
  compare(resolve(first), Number(rest[0] ?? 5), rest.slice(1));
}
