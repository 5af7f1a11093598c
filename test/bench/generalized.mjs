/**
 * Effective draws a processor second of models whose outcome is not normal, or whose residuals are of several sds: what `auto` takes, whitened trajectories and quadrature
 * beside NUTS over all parameters, and beside Stan and JAGS where R has rstan and rjags.
 *
 *     npm run build && node test/bench/generalized.mjs [rounds] [MODEL...]
 *
 * The worst parameter that is no group effect, bulk or tail, over the whole fit (set-up, exploration or warm-up, sampling) and while sampling, four chains
 * of 1,000 draws in one thread, after the warm-up of each: of VerbAgg the others make two of 500 draws after 500. JAGS adapts for the first half of its warm-up. Rounds of all by
 * turns; ratios to NUTS are those of a round, with their spread over rounds. In the end a table of medians.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { casesIn } from "./generalized/cases.mjs";
import { PeerSession } from "./peers/session.mjs";
import { timeFit } from "./timed-fit.mjs";
import { worstOf } from "./worst-parameter.mjs";

const rounds = Number(process.argv[2] ?? 5);
const named = process.argv.slice(3);
const methods = ["auto", "whitened", "marginal", "nuts"];
const parts = ["sampling", "whole"];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const told = (values) =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
/** Two digits of what is below 100. */
const short = (rate) =>
  rate < 100 ? String(Number(rate.toPrecision(2))) : Math.round(rate).toLocaleString("en");

/** Of all rounds the rates of each method and each other program. */
async function measure({ name, model, data, counts, peers }, session) {
  const rates = [];
  for (let round = 0; round <= rounds; round++) {
    const turn = {};
    for (const method of methods) {
      const timed = await timeFit({ model, data, counts, options: { method, seed: round + 1 } });
      if (timed.refusal === undefined) turn[method] = ratesOf(timed);
    }
    // The first warms the engine up.
    if (round === 0) continue;
    for (const task of ["stan", "jags"])
      if (peers !== undefined && session?.versions[task])
        turn[task] = ratesOf(await timePeer(session, name, task, peers, round));
    rates.push(turn);
  }
  for (const part of parts) {
    const columns = Object.keys(rates[0]).map((method) => {
      const rate = short(median(rates.map((one) => one[method][part])));
      const ratios = rates.map((one) => one[method][part] / one.nuts[part]);
      return `${method} ${rate}${method === "nuts" ? "" : `, ${told(ratios)}`}`;
    });
    console.log(`${name.padEnd(16)} ${part.padEnd(9)} ${columns.join("  ")}`);
  }
  return { name, rates };
}

async function timePeer(
  session,
  name,
  task,
  { values, monitor, lengths, [task]: { program, glm, centered } },
  seed,
) {
  const request =
    task === "stan" ? { targetAcceptance: 0.8 } : { glm, warmup: lengths.warmup / 2, draws: lengths.draws };
  const data = { ...values, ...(centered && task === "stan" && { centered }) };
  const answer = await session.run(`${name}-${task}`, data, {
    task,
    program,
    monitor,
    seed,
    ...lengths,
    ...request,
  });
  const judged = new Map([...answer.values].filter(([variable]) => monitor.includes(variable.split("[")[0])));
  const before = (answer.setup ?? 0) + answer.warmup;
  return { worst: worstOf(judged, lengths.chains), before, sampling: answer.sampling };
}

function ratesOf({ worst, before, sampling }) {
  return { sampling: worst.ess / sampling, whole: worst.ess / (before + sampling) };
}

function printTable(measured) {
  const columns = [...methods, "stan", "jags"];
  const headers = parts.flatMap((part) => columns.map((one) => (part === "whole" ? `${one}, whole` : one)));
  console.log(`\n| | ${headers.join(" | ")} |\n|---|${headers.map(() => "--:|").join("")}`);
  for (const { name, rates } of measured) {
    const cells = parts.flatMap((part) =>
      columns.map((one) =>
        rates[0][one] === undefined ? "" : short(median(rates.map((turn) => turn[one][part]))),
      ),
    );
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
const session = await PeerSession.open();
try {
  const measured = [];
  for (const one of casesIn(folder))
    if (named.length === 0 || named.includes(one.name)) measured.push(await measure(one, session));
  printTable(measured);
  console.log(
    `\nload ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  );
} finally {
  session?.close();
  rmSync(folder, { recursive: true, force: true });
}
