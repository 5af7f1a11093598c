/**
 * NUTS on every model of models/: effective draws a gradient (of the worst parameter, while sampling) and gradients a second, next to Stan's
 * where rstan is installed. Two chains of 1,000 + 1,000 transitions in one thread, processor seconds, in rounds in which
 * all take turns. Stan has the same model and priors (`peers/*.stan`), and of its forms (group effects
 * centered, in units of their sds, or around the mean) the one with the most effective draws a gradient; its default acceptance
 * rate of 0.8 and our default of 0.92, and so have we.
 */

import { spread } from "./measure.mjs";
import { dataFile, dataOf, modelFile } from "./peers/data.mjs";
import { timeFit } from "./timed-fit.mjs";
import { worstOf } from "./worst-parameter.mjs";

const chains = 2;
const warmup = 1000;
const draws = 1000;
const rounds = 3;
/** Stan's default, and ours. */
const acceptances = [0.8, 0.92];
const counts = /^[βμτσΩ]/;

/** Each model with its Stan program; `centered` is what the better of Stan's forms takes. */
const cases = [
  { name: "one-mean", program: "group-means", monitor: ["beta", "sigma"] },
  { name: "no-pooling", program: "group-means", monitor: ["beta", "sigma"] },
  { name: "fixed-effects", program: "fixed-effects", monitor: ["beta", "sigma"] },
  { name: "replicates", program: "one-way", monitor: ["beta", "sigma_b", "sigma"], centered: [2] },
  { name: "dyestuff", program: "one-way", monitor: ["beta", "sigma_b", "sigma"], centered: [0] },
  { name: "dyestuff2", program: "one-way", monitor: ["beta", "sigma_b", "sigma"], centered: [0] },
  {
    name: "mixed-effects",
    program: "mixed-effects",
    monitor: ["beta", "sigma_b", "sigma"],
    centered: [2],
  },
  {
    name: "heteroscedastic",
    program: "heteroscedastic",
    monitor: ["beta", "sigma_b", "sigma"],
    centered: [2],
  },
  {
    name: "student-t-effects",
    program: "student-t-effects",
    monitor: ["beta", "sigma_b", "sigma"],
    centered: [2],
  },
  { name: "eight-schools", program: "eight-schools", monitor: ["mu", "tau"], centered: [0] },
  {
    name: "penicillin",
    program: "penicillin",
    monitor: ["beta", "sigma_plate", "sigma_sample", "sigma"],
    centered: [1, 2],
  },
  {
    name: "pastes",
    program: "pastes",
    monitor: ["beta", "sigma_batch", "sigma_cask", "sigma"],
    centered: [1, 0],
  },
  { name: "sleepstudy", program: "sleepstudy", monitor: ["beta", "tau", "rho", "sigma"], centered: [2] },
  { name: "cbpp", program: "cbpp", monitor: ["beta", "sigma_herd"], centered: [2] },
  {
    name: "grouseticks",
    program: "grouseticks",
    monitor: ["beta", "sigma_brood", "sigma_chick"],
    centered: [1, 0],
    // Some 15 seconds each for Stan.
    rounds: 2,
  },
];

/** One record for each model that `isWanted`; `session` of R, or null. */
export async function benchmarkNuts(session, isWanted) {
  const results = [];
  for (const one of cases) if (isWanted(one.name)) results.push(await compareOn(one, session));
  return results;
}

async function compareOn(one, session) {
  const subjects = acceptances.flatMap((acceptance) => [
    { name: `ours ${acceptance}`, run: (seed) => timeOurs(one, acceptance, seed), turns: [] },
    ...(session?.versions.stan
      ? [{ name: `stan ${acceptance}`, run: (seed) => timeStan(session, one, acceptance, seed), turns: [] }]
      : []),
  ]);
  // What the engine compiles while it runs is compiled once.
  await timeOurs(one, acceptances[0], 0);
  for (let round = 1; round <= (one.rounds ?? rounds); round++) {
    for (const { run, turns } of subjects) turns.push(await run(round));
  }
  return { name: one.name, subjects: subjects.map(describe), ratios: ratiosOf(subjects) };
}

function timeOurs({ name }, targetAcceptance, seed) {
  const options = { method: "nuts", chains, warmup, draws, seed, nuts: { targetAcceptance } };
  return timeFit({ model: modelFile(name), data: dataFile(name), counts, options });
}

async function timeStan(session, { name, program, monitor, centered }, targetAcceptance, seed) {
  const data = { ...dataOf(name), ...(centered && { centered }) };
  const request = { task: "stan", program, monitor, chains, warmup, draws, seed, targetAcceptance };
  const { values, ...reply } = await session.run(`${name}-stan`, data, request);
  // Stan adds its log density to what it monitors.
  const judged = new Map([...values].filter(([variable]) => monitor.includes(variable.split("[")[0])));
  const { gradients, divergences, sampling, warmup: before } = reply;
  return { worst: worstOf(judged, chains), before, sampling, gradients, divergences };
}

const essPerGradient = ({ worst, gradients }) => worst.ess / gradients;
const gradientsPerSecond = ({ gradients, sampling }) => gradients / sampling;
const essPerSecond = ({ worst, sampling }) => worst.ess / sampling;

function describe({ name, turns }) {
  return {
    name,
    worst: turns[0].worst.variable,
    essPerGradient: spread(turns.map(essPerGradient)),
    gradientsPerSecond: spread(turns.map(gradientsPerSecond)),
    essPerSecond: spread(turns.map(essPerSecond)),
    secondsBefore: spread(turns.map(({ before }) => before)).median,
    divergences: turns.map(({ divergences }) => divergences),
  };
}

/** Ours over Stan's: at the same acceptance rate, and each at its default. */
function ratiosOf(subjects) {
  const [ours, stan] = ["ours", "stan"].map((who) => subjects.filter(({ name }) => name.startsWith(who)));
  if (stan.length === 0) return [];
  const compare = (name, mine, theirs) => {
    const of = (figure) =>
      spread(mine.turns.map((turn, round) => figure(turn) / figure(theirs.turns[round])));
    return {
      name,
      essPerGradient: of(essPerGradient),
      gradientsPerSecond: of(gradientsPerSecond),
      essPerSecond: of(essPerSecond),
    };
  };
  return [
    ...acceptances.map((acceptance, i) => compare(`both ${acceptance}`, ours[i], stan[i])),
    compare("defaults", ours.at(-1), stan[0]),
  ];
}
