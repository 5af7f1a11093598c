/** Tables that are read off the sources: constants with their comments, imports, what a run folder holds. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { statisticColumn } from "../../src/formats/tables/draw-columns.ts";
import { statisticNames } from "../../src/posterior/draws.ts";
import { conjugatePairs } from "../../src/samplers/gibbs/conjugate/index.ts";
import { sources } from "../architecture/sources.ts";
import { repository } from "./commands.ts";

function source(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/** `words` is a file and names of its constants; each has its comment above it, or above the one before. */
export function constantTable([path = "", ...names]: readonly string[]): string {
  const lines = source(path).split("\n");
  const rows = names.map((name) => {
    const line = lines.findIndex((text) => /^(export )?const (\w+) = /.exec(text)?.[2] === name);
    if (line < 0) throw new Error(`${path} has no constant ${name}`);
    const comment = lines.slice(0, line).findLast((text) => text.startsWith("/** "));
    const value = /= (.*);/.exec(lines[line] ?? "")?.[1] ?? "";
    return `| \`${name}\` | ${value} | ${comment?.slice(4, -3).trim() ?? ""} |`;
  });
  return ["| constant | | |", "|---|--:|---|", ...rows].join("\n");
}

/** The conjugate pairs of the Gibbs sampler, in the order in which they are asked. */
export function conjugatePairTable(): string {
  const rows = conjugatePairs.map(
    ({ name, description, conditional }) => `| ${name} | ${description} | ${conditional} |`,
  );
  return ["| family | where it comes about | full conditional |", "|---|---|---|", ...rows].join("\n");
}

/** Which rooms import which, types included. */
export function importTable(): string {
  const rooms = [...new Set(sources.map(({ room }) => room).filter((room) => !room.endsWith(".ts")))];
  const imports = new Map(rooms.map((room) => [room, importsOf(room)]));
  // A room stands below those that it imports.
  const order = (room: string): number => 1 + Math.max(-1, ...(imports.get(room) ?? []).map(order));
  const sorted = [...rooms].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  const list = (room: string): string => (imports.get(room) ?? []).map((one) => `\`${one}\``).join(" ");
  const rows = sorted.map((room) => `| \`${room}\` | ${list(room)} |`);
  return ["| room | imports |", "|---|---|", ...rows].join("\n");
}

function importsOf(room: string): string[] {
  const targets = sources.filter((file) => file.room === room).flatMap((file) => file.imports);
  const rooms = targets.map((target) => target.split("/")[0] ?? "");
  return [...new Set(rooms)].filter((one) => one !== room && !one.endsWith(".ts")).sort();
}

/** The columns of `draws.parquet`. */
export function drawsColumns(): string {
  const statistics = statisticNames.map((name) => statisticColumn(name).slice(1));
  const meanings: Readonly<Record<string, string>> = {
    log_density: "log density of the state, on the unconstrained scale, without its constants",
    acceptance_rate: "acceptance probability; of NUTS the mean along the trajectory",
    step_size: "step size",
    tree_depth: "doublings of the trajectory",
    leapfrog_steps: "steps, each one gradient",
    divergent: "1 if the trajectory diverged, otherwise 0",
    ending:
      "why the trajectory ended: 0 a turn, 1 the most doublings, 2 a divergence, 3 a divided step without a way back, 4 its length",
    energy: "energy at the start of the trajectory, for E-BFMI",
  };
  const rows = statistics.map((name) => {
    if (meanings[name] === undefined) throw new Error(`say what the column .${name} is`);
    return `| \`.${name}\` | ${meanings[name]} |`;
  });
  return [
    "| column | |",
    "|---|---|",
    "| `.chain`, `.draw` | numbers from 1 |",
    ...rows,
    "| `σ_b`, `b[A]`, … | the quantities of the model |",
    "| `.variance(b)`, … | what answers are derived from |",
  ].join("\n");
}

/** The fields of `run.json`, from the interface of the record. */
export function recordTable(): string {
  const record = /export interface RunRecord \{([\s\S]*?)\n\}/.exec(source("src/run/run.ts"))?.[1] ?? "";
  const meanings: Readonly<Record<string, string>> = {
    format: "1; of the record itself",
    hyperprior: "the version that made the run",
    model: "name, file, text, and the values of the constants",
    data: "name of the table; rows read, used and dropped; numbers of levels; a fingerprint of the values",
    levels: "the labels of every plate that a quantity has",
    options:
      "method, chains, warm-up, draws, stopping rule, seed, workers, what to keep, and those of the sampler",
    sources: "the files that the data came from, as they were named",
    plan: "method, what samples, what is integrated out, numbers sampled, which parameters are centered and how far, what an exploration of the density found, what draws do not hold, threads",
    roles:
      "what is known of quantities: variance components, effects, intraclass correlations, improper priors",
    variables: "the columns of the draws",
    adaptation:
      "of each chain the step size and inverse mass matrix, or the proposal of the independence sampler",
    drawnChains: "numbers of the chains that the draws are of",
    states: "from where each chain can go on: its draws before that, and its position",
    randomState: "the random numbers of each chain at that state",
    stopping: "the stopping rule, and whether it held",
    extension: "the draws that were asked for, and why the run went on for more",
    trajectories:
      "how many draws have a trajectory that ended by a turn, the most doublings, a divergence, …",
    isInterrupted: "whether the run was stopped before its end",
    timing: "wall seconds of set-up, warm-up and sampling",
  };
  const fields = [...record.matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match) => match[1] ?? "");
  const rows = fields.map((field) => {
    if (meanings[field] === undefined) throw new Error(`say what ${field} of run.json is`);
    return `| \`${field}\` | ${meanings[field]} |`;
  });
  return ["| field | |", "|---|---|", ...rows].join("\n");
}
