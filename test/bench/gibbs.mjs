/**
 * Gibbs samplers: effective draws a second of `--method gibbs`, next to what `auto` chooses, to NUTS and, where it is installed, to JAGS.
 * One thread each, processor seconds while sampling; in rounds in which all take turns. In the first round JAGS has every form of a
 * model (as it is written here, or with effects around their means, which users of JAGS know to write) with and without its
 * module glm; what was best goes on to the other rounds.
 */

import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spread } from "./measure.mjs";
import { dataFile, dataOf, modelFile, ratingsFile } from "./peers/data.mjs";
import { ratingsModel } from "./ratings-model.mjs";
import { timeFit } from "./timed-fit.mjs";
import { worstOf } from "./worst-parameter.mjs";

const chains = 4;
const rounds = 3;
const lengths = { gibbs: { draws: 10_000 }, auto: { draws: 10_000 }, nuts: { draws: 1000 } };
const jagsLength = { chains, warmup: 1000, seconds: 1.5 };

const cases = [
  {
    name: "sleepstudy",
    counts: /^[βτσΩ]/,
    forms: ["sleepstudy", "sleepstudy-around"],
    monitor: ["beta", "tau", "rho", "sigma"],
  },
  {
    name: "dyestuff",
    counts: /^[βσ]/,
    forms: ["one-way", "one-way-around", "one-way-raw"],
    monitor: ["beta", "sigma_b", "sigma"],
  },
  {
    name: "penicillin",
    counts: /^[βσ]/,
    forms: ["penicillin", "penicillin-around"],
    monitor: ["beta", "sigma_plate", "sigma_sample", "sigma"],
  },
  { name: "cbpp", counts: /^[βσ]/, forms: ["cbpp", "cbpp-around"], monitor: ["beta", "sigma_herd"] },
];

/**
 * 73,421 rows, and a third of a second for an iteration of JAGS: some sixty, in one chain, say how many iterations a second there are,
 * which no effective sample size exceeds by much. NUTS adapts for minutes.
 */
const ratings = {
  name: "InstEval",
  counts: /^[βσ]/,
  forms: ["ratings"],
  monitor: ["beta", "sigma_s", "sigma_d", "sigma_dept", "sigma"],
};

/** One record for each model that `isWanted`; `session` of R, or null. */
export async function benchmarkGibbs(session, isWanted) {
  const results = [];
  for (const one of cases.filter(({ name }) => isWanted(name))) {
    const files = { model: modelFile(one.name), data: dataFile(one.name) };
    results.push(await compareOn({ ...one, ...files, methods: lengths, session }));
  }
  if (isWanted(ratings.name)) results.push(await compareOnRatings(session));
  return results;
}

async function compareOn({ methods, session, ...one }) {
  const turns = new Map(Object.keys(methods).map((method) => [method, []]));
  for (const method of turns.keys()) await timeFit({ ...one, options: { method } });
  let peers = session?.versions.jags ? candidatesOf(one) : [];
  for (let round = 1; round <= rounds; round++) {
    for (const [method, done] of turns) {
      done.push(await timeFit({ ...one, options: { method, seed: round, ...methods[method] } }));
    }
    for (const peer of peers) peer.turns.push(await timeJags(session, one, { ...peer, seed: round }));
    if (round === 1) peers = bestOf(peers);
  }
  return {
    name: one.name,
    ours: [...turns].map(([method, done]) => describe(method, done)),
    ...compare(turns, peers[0]),
  };
}

async function compareOnRatings(session) {
  const model = join(tmpdir(), `hyperprior-bench-${process.pid}.model`);
  writeFileSync(model, ratingsModel);
  try {
    const one = { ...ratings, model, data: ratingsFile };
    const turns = new Map([["gibbs", [await timeFit({ ...one, options: { method: "gibbs" } })]]]);
    const peer = { program: "ratings", glm: true, turns: [] };
    if (session?.versions.jags) {
      peer.turns.push(await timeJags(session, one, { ...peer, seed: 1, chains: 1, warmup: 5, seconds: 20 }));
    }
    const peers = peer.turns.length > 0 ? peer : undefined;
    return { name: one.name, ours: [describe("gibbs", turns.get("gibbs"))], ...compare(turns, peers) };
  } finally {
    rmSync(model);
  }
}

function candidatesOf({ forms }) {
  return forms.flatMap((program) => [false, true].map((glm) => ({ program, glm, turns: [] })));
}

/** As an array: of one, or of none. */
function bestOf(peers) {
  return [...peers].sort((a, b) => rateOf(b.turns[0]) - rateOf(a.turns[0])).slice(0, 1);
}

async function timeJags(session, { name, monitor }, { program, glm, seed, ...lengthsOfPeer }) {
  const request = { task: "jags", program, glm, monitor, seed, ...jagsLength, ...lengthsOfPeer };
  const { values, draws, setup, warmup, sampling } = await session.run(name, dataOf(name), request);
  const transitions = request.chains * draws;
  return { worst: worstOf(values, request.chains), before: setup + warmup, sampling, transitions };
}

function rateOf({ worst, sampling }) {
  return worst.ess / sampling;
}

function describe(name, turns) {
  if (turns[0].refusal !== undefined) return { name, refusal: turns[0].refusal };
  return {
    name,
    essPerSecond: spread(turns.map(rateOf)),
    transitionsPerSecond: spread(turns.map(({ transitions, sampling }) => transitions / sampling)),
    worst: turns[0].worst.variable,
    secondsBefore: spread(turns.map(({ before }) => before)).median,
  };
}

/** JAGS, if it is there, and how many times as many effective draws as it each method makes. */
function compare(turns, peer) {
  if (peer === undefined) return { jags: null, ratios: [] };
  const ratios = [...turns]
    .filter(([, done]) => done[0].refusal === undefined)
    .map(([method, done]) => ({
      name: `${method} / jags`,
      ...spread(done.map((turn, round) => rateOf(turn) / rateOf(peer.turns[round]))),
    }));
  const form = `${peer.program}.jags, ${peer.glm ? "with" : "without"} glm`;
  return { jags: { ...describe("jags", peer.turns), form }, ratios };
}
