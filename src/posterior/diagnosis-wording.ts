/** What the diagnosis says: every message and every remedy, in one place. */

import type { Convergence } from "./convergence.ts";
import type { DiagnosisNote, DiagnosisProblem, NamedValue } from "./diagnosis.ts";
import type { Divergences } from "./divergences.ts";
import type { Draws } from "./draws.ts";
import type { Moments } from "./known-moments.ts";

/** How many variables a message names before it counts the rest. */
const mostNamed = 5;

export function nonFinite(variables: readonly NamedValue[], total: number): DiagnosisProblem {
  const list = nameList(variables, (count) => `${count} of ${total}`);
  return {
    rule: "non_finite",
    variables,
    message: `draws that are not finite numbers: ${list}`,
    remedy:
      "look for a division by zero, a logarithm of a negative number or an overflow in the formula of the variable, " +
      "and bound its parameters by their support or a tighter prior",
  };
}

/** `sizes`: the share of the draws that is too small or too large; `walls`: the number that draws are pressed against. */
export function runaway(sizes: readonly NamedValue[], walls: readonly NamedValue[]): DiagnosisProblem {
  const parts: string[] = [];
  if (sizes.length > 0) {
    const list = nameList(sizes, (share) => `${Math.round(100 * share)} %`);
    parts.push(`draws below 1e-70 or above 1e70, where nothing is left but rounding: ${list}`);
  }
  if (walls.length > 0) {
    const list = nameList(walls, (wall) => `at ${wall.toFixed(1)}`);
    parts.push(`draws pressed against the end of what the exponential function can give: ${list}`);
  }
  return {
    rule: "runaway",
    variables: [...sizes, ...walls],
    message: parts.join("; "),
    remedy: `the posterior has no end there: ${remedyWithoutEnd}`,
  };
}

/** Of proposals that all chains have in common. */
export function unexplored(evidenceError: number, uncovered: number, stays: number): DiagnosisProblem {
  const share = Math.round(100 * uncovered);
  return {
    rule: "unexplored",
    variables: [],
    message:
      "the mixture that chains propose from does not fit the posterior: " +
      `${share} % of it lies where the mixture has hardly anything, its evidence is known to ±${evidenceError.toFixed(2)} on the ` +
      `log scale, and a chain stayed for ${stays} draws`,
    remedy:
      "explore with more points (--warmup 5000), or sample without the mixture (--method nuts), and compare the two; " +
      "narrower priors leave less to explore",
  };
}

/** `modes` that the exploration found. */
export function departures(variables: readonly NamedValue[], modes: number): DiagnosisProblem {
  const list = nameList(variables, (off) => `off by ${off.toFixed(2)} in probability`);
  const found = modes > 1 ? `, where ${modes} modes were found` : "";
  return {
    rule: "departure",
    variables,
    message: `quantiles other than those of the density that was explored${found}: ${list}`,
    remedy: remedyOfDepartures,
  };
}

/** `variables` with their standard deviations as parts of those of the exploration. */
export function sdDepartures(variables: readonly NamedValue[]): DiagnosisProblem {
  const list = nameList(variables, (times) => `${times.toFixed(2)} times as large`);
  return {
    rule: "departure",
    variables,
    message: `standard deviations other than those of the density that was explored: ${list}`,
    remedy: remedyOfDepartures,
  };
}

const remedyOfDepartures =
  "leave the choice of the method to the program (--method auto), which samples that density; chains of this method may stay " +
  "in one mode or out of a tail, and agree on it";

const remedyWithoutEnd =
  "give scales, and flat priors, a prior that keeps them from the ends (`lognormal`, or `normal` for a logarithm), see whether " +
  "the outcome is the same in all rows, or in all rows of each group, and divide columns of very large or small numbers";

export function pinned(parameters: readonly Convergence[]): DiagnosisProblem {
  const values = parameters.map(({ variable, median }) => ({ name: variable, value: median }));
  return {
    rule: "stuck",
    variables: values,
    message: `parameters that are one number, to the last digits, in all draws of all chains: ${nameList(values, String)}`,
    remedy: `the density rises without end there: ${remedyWithoutEnd}`,
  };
}

export function stuckChains(chains: readonly number[], chainCount: number): DiagnosisProblem {
  const named = chains.map((chain) => `chain ${chain + 1}`);
  return {
    rule: "stuck",
    variables: named.map((name) => ({ name, value: 0 })),
    message: `${joinWords(named)} of ${chainCount} did not move: every draw is the same`,
    remedy:
      "no proposal was ever accepted there: start from another --seed, give the adaptation more room with --warmup 2000 (NUTS and " +
      "HMC also with --target-acceptance 0.95), and check that priors and data leave the starting point a finite density",
  };
}

export function stuckVariables(variables: readonly Convergence[], chainCount: number): DiagnosisProblem {
  const named = variables.map((one) => ({ name: one.variable, value: one.stuckChains.length }));
  const chains = chainCount === 1 ? "chain" : "chains";
  const list = nameList(named, (count) => `${count} of ${chainCount} ${chains}`);
  return {
    rule: "stuck",
    variables: named,
    message: `did not move within a chain, in which other variables did: ${list}`,
    remedy:
      "the sampler cannot change these values: if they are fixed by the model, write them as data; if not, check their support " +
      "and start from another --seed",
  };
}

export function divergences({ count, total, gathered }: Divergences): DiagnosisProblem {
  const gather = gathered.length > 0 ? `; they gather where ${placeList(gathered)}` : "";
  return {
    rule: "divergences",
    variables: gathered,
    message:
      `${count} of ${total} transitions diverged (${percent(count, total)}): the posterior bends more sharply there than the ` +
      `steps can follow, so the draws miss a part of it${gather}`,
    remedy:
      "take smaller steps with --target-acceptance 0.95, then 0.99; if divergences remain, the posterior is a funnel: write " +
      "`noncentered` before the statement of the group effects (`centered` where every group has many rows), or give their " +
      "standard deviation a tighter prior",
  };
}

function placeList(gathered: readonly NamedValue[]): string {
  const clearest = gathered.slice(0, 3);
  return joinWords(clearest.map(({ name, value }) => `${name} is ${value < 0 ? "small" : "large"}`));
}

export function scatteredDivergences({ count, total }: Divergences): DiagnosisNote {
  return {
    rule: "divergences",
    message:
      `${count} of ${total} transitions diverged, ${count === 1 ? "in no corner of the posterior" : "scattered over the posterior"}, ` +
      "and nothing else is wrong: no number hangs on so few",
    remedy: `take smaller steps with --target-acceptance 0.95 to be rid of ${count === 1 ? "it" : "them"}`,
  };
}

export function rhat(variables: readonly NamedValue[], threshold: number): DiagnosisProblem {
  return {
    rule: "rhat",
    variables,
    message: `R-hat above ${threshold}, so the chains do not agree: ${nameList(variables, (value) => rhatText(value, threshold))}`,
    remedy:
      "run longer with --warmup 2000 --draws 2000; if R-hat stays, the chains have found different places: look for " +
      "parameters that trade off against each other (drop one, or center its predictor) and for priors " +
      "too wide to choose between them",
  };
}

export function ess(
  rule: "ess_bulk" | "ess_tail",
  variables: readonly NamedValue[],
  draws: Pick<Draws, "chainCount" | "drawCount">,
  perChain: number,
): DiagnosisProblem {
  const [part, uncertain] =
    rule === "ess_bulk" ? ["bulk", "means and medians"] : ["tail", "the ends of intervals"];
  const list = nameList(variables, (value) =>
    Number.isNaN(value) ? "too few draws to tell" : `${Math.floor(value)}`,
  );
  return {
    rule,
    variables,
    message:
      `${part} effective sample size below ${perChain} per chain (${perChain * draws.chainCount} in all), so ` +
      `${uncertain} are uncertain: ${list}`,
    remedy: longerRun(variables, draws, perChain),
  };
}

/** The number of draws at which the worst variable would pass with room to spare; where that is too many, another way. */
function longerRun(
  variables: readonly NamedValue[],
  { chainCount, drawCount }: Pick<Draws, "chainCount" | "drawCount">,
  perChain: number,
): string {
  const factor = (2 * perChain * chainCount) / variables[0]!.value;
  if (drawCount < 2 * perChain || !(factor > 0 && Number.isFinite(factor))) {
    return `run longer with --draws ${Math.max(1000, 2 * drawCount)}: the rule counts per chain, so more chains do not help`;
  }
  // Beyond twenty times as long, length is not the remedy.
  if (factor > 20) {
    return (
      "neighbouring draws are nearly the same, so that length alone does not help: give flat priors a scale, center and " +
      "divide predictors, or write `noncentered` or `centered` before the group effects"
    );
  }
  const enough = Math.ceil((factor * drawCount) / 500) * 500;
  return `run longer with --draws ${enough}: the rule counts per chain, so more chains do not help`;
}

export function ebfmi(chains: readonly NamedValue[], threshold: number): DiagnosisProblem {
  const list = nameList(chains, (value) => value.toFixed(2));
  return {
    rule: "ebfmi",
    variables: chains,
    message: `E-BFMI below ${threshold}, so the energy moves in small steps and the tails are seen rarely: ${list}`,
    remedy:
      "the tails are heavier than the sampler can cross in one step: give heavy-tailed or improper priors a scale, write " +
      "`noncentered` before group effects with few rows, and run longer with --warmup 2000",
  };
}

/** Of variables, with the Pareto k of the heavier tail of each. */
export function unknownMoments(moments: UnknownMoments, variables: readonly NamedValue[]): DiagnosisNote {
  const list = nameList(variables, (shape) => `k = ${shape.toFixed(2)}`);
  return { rule: moments, message: `${momentsMessages[moments]}: ${list}`, remedy: "use their quantiles" };
}

type UnknownMoments = Exclude<Moments, "known">;

const momentsMessages: { readonly [M in UnknownMoments]: string } = {
  no_mean: "tails too heavy for a mean (Pareto k near or above 1), so that more draws would hardly give one",
  mean_not_known: "tails too heavy for the mean to be known from these draws (Pareto k above 0.7)",
  sd_not_known: "tails too heavy for the sd to be known from these draws (it has none from Pareto k 0.5 on)",
};

export function maxTreedepth(count: number, total: number, depth: number): DiagnosisNote {
  return {
    rule: "max_treedepth",
    message: `${count} of ${total} transitions (${percent(count, total)}) were cut off at tree depth ${depth}: correct, but slow`,
    remedy:
      "bring parameters to similar scales (center and divide predictors), adapt longer with --warmup 2000, or choose " +
      "--metric dense where parameters are correlated",
  };
}

export function constants(variables: readonly Convergence[]): DiagnosisNote {
  const named = variables.map(({ variable, soleValue }) => ({ name: variable, value: soleValue! }));
  return {
    rule: "constant",
    message: `the same value in every draw of every chain, so not judged: ${nameList(named, String)}`,
    remedy: "nothing to do if the model fixes this value",
  };
}

/** `areWeighed`: whether the chains agree with each other. */
export function modesApart(modes: number, areWeighed: boolean): DiagnosisNote {
  const found = `climbs from many places found ${modes} modes apart, and chains began in each`;
  const [message, remedy] = areWeighed
    ? [
        `${found}: they moved between them, and agree on how much of the posterior each holds`,
        "nothing to do; modes that no climb met are not in this",
      ]
    : [
        `${found}: they do not agree, so how much of the posterior each mode holds is not known`,
        "longer runs hardly help: give parameters that can change places an order or a sign, or a prior that chooses between the modes",
      ];
  return { rule: "modes_apart", message, remedy };
}

export function noStatistics(): DiagnosisNote {
  return {
    rule: "no_statistics",
    message:
      "these draws came without sampler statistics: divergences, tree depth and energy were not judged",
    remedy: "where the sampler was a Hamiltonian one, export its statistics with the draws",
  };
}

/** Where the posterior has no end, what else is wrong comes of that, and has no remedy of its own. */
export function nameCause(problems: readonly DiagnosisProblem[]): DiagnosisProblem[] {
  const cause = problems.findIndex(({ remedy }) => remedy.includes(remedyWithoutEnd));
  return problems.map((problem, i) =>
    cause < 0 || i <= cause
      ? problem
      : { ...problem, remedy: `a consequence of ${cause + 1}: mend that first` },
  );
}

/** `σ_b (1.31), b[A] (1.12) and 12 more`. */
function nameList(variables: readonly NamedValue[], show: (value: number) => string): string {
  const shown = variables.slice(0, mostNamed).map(({ name, value }) => `${name} (${show(value)})`);
  const rest = variables.length - shown.length;
  return rest === 0 ? joinWords(shown) : `${shown.join(", ")} and ${rest} more`;
}

/** `a, b and c`. */
function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function percent(count: number, total: number): string {
  const share = (100 * count) / total;
  return share < 0.1 ? "under 0.1 %" : `${share < 10 ? share.toFixed(1) : share.toFixed(0)} %`;
}

/** R-hat in three decimals, or as many as it takes to show that it is above the threshold: 1.0104, and not 1.010, where it fails at 1.01. */
export function rhatText(value: number, threshold: number): string {
  if (value > 1000) return "above 1000";
  let decimals = 3;
  while (value > threshold && Number(value.toFixed(decimals)) <= threshold && decimals < 15) decimals++;
  return value.toFixed(decimals);
}
