/** What fails draws: every message of a broken rule, with its remedy. Notes: `note-wording.ts`. */

import { breakingPercent, breakingText } from "./breaking-text.ts";
import type { Convergence } from "./convergence.ts";
import type { DiagnosisProblem, NamedValue } from "./diagnosis.ts";
import { joinWords, mostNamed, nameList, percent, rhatText, someOf } from "./diagnosis-words.ts";
import type { Divergences } from "./divergences.ts";
import type { Draws } from "./draws.ts";
import { fewestBeyond } from "./quantile-precision.ts";
import type { Remedies } from "./remedies.ts";

export function nonFinite(
  variables: readonly NamedValue[],
  total: number,
  { nonFinite: remedy }: Remedies,
): DiagnosisProblem {
  const list = nameList(variables, (count) => `${count} of ${total}`);
  return {
    rule: "non_finite",
    variables,
    message: `draws that are not finite numbers: ${list}`,
    remedy,
  };
}

/** `sizes`: the share of the draws that is too small or too large, of which `most` may be; `walls`: the number that draws are pressed against. */
export function runaway(
  sizes: readonly NamedValue[],
  walls: readonly NamedValue[],
  most: number,
  { withoutEnd }: Remedies,
): DiagnosisProblem {
  const parts: string[] = [];
  if (sizes.length > 0) {
    const list = nameList(sizes, (share) => breakingPercent(share, most));
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
    remedy: `${noEnd}${withoutEnd}`,
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

/** How remedies begin of what explains all that comes after. */
const noEnd = "the posterior has no end there: ";
const risesWithoutEnd = "the density rises without end there: ";

export function pinned(parameters: readonly Convergence[], { withoutEnd }: Remedies): DiagnosisProblem {
  const values = parameters.map(({ variable, median }) => ({ name: variable, value: median }));
  return {
    rule: "stuck",
    variables: values,
    message: `parameters that are one number, to the last digits, in all draws of all chains: ${nameList(values, String)}`,
    remedy: `${risesWithoutEnd}${withoutEnd}`,
  };
}

export function stuckChains(
  chains: readonly number[],
  chainCount: number,
  { stuckChains: remedy }: Remedies,
): DiagnosisProblem {
  const named = chains.map((chain) => `chain ${chain + 1}`);
  return {
    rule: "stuck",
    variables: named.map((name) => ({ name, value: 0 })),
    message: `${joinWords(named)} of ${chainCount} did not move: every draw is the same`,
    remedy,
  };
}

export function stuckVariables(
  variables: readonly Convergence[],
  chainCount: number,
  { stuckVariables: remedy }: Remedies,
): DiagnosisProblem {
  const named = variables.map((one) => ({ name: one.variable, value: one.stuckChains.length }));
  const chains = chainCount === 1 ? "chain" : "chains";
  const list = nameList(named, (count) => `${count} of ${chainCount} ${chains}`);
  return {
    rule: "stuck",
    variables: named,
    message: `did not move within a chain, in which other variables did: ${list}`,
    remedy,
  };
}

/** `groups`: chains, from 0, that are equal in all of their draws. */
export function copies(
  groups: readonly (readonly number[])[],
  { copies: remedy }: Remedies,
): DiagnosisProblem {
  const named = groups
    .slice(0, mostNamed)
    .map((chains) => `chains ${someOf(chains.map((chain) => `${chain + 1}`))}`);
  const more = groups.length - named.length;
  return {
    rule: "copies",
    variables: groups.flatMap(([first, ...others]) =>
      others.map((chain) => ({ name: `chain ${chain + 1}`, value: first! + 1 })),
    ),
    message:
      "the same chain more than once, equal in every draw of every variable, so that nothing tells whether chains agree: " +
      `${named.join("; ")}${more > 0 ? `; and ${more} more groups` : ""}`,
    remedy,
  };
}

/** `most`: as many as were said to be allowed, or null. */
export function divergences(
  { count, total, gathered }: Divergences,
  most: number | null,
  { divergences: remedy }: Remedies,
): DiagnosisProblem {
  const allowed = most === null || most === 0 ? "" : `, where ${most} are allowed`;
  const gather = gathered.length > 0 ? `; they gather where ${placeList(gathered)}` : "";
  return {
    rule: "divergences",
    variables: gathered,
    message:
      `${count} of ${total} transitions diverged (${percent(count, total)})${allowed}: the posterior bends more sharply there than the ` +
      `steps can follow, so the draws miss a part of it${gather}`,
    remedy,
  };
}

/** The clearest places; elements of one quantity on the same side are one of them, with their levels. */
function placeList(gathered: readonly NamedValue[]): string {
  const places = new Map<string, { quantity: string; side: string; levels: string[] }>();
  for (const { name, value } of gathered) {
    const [, quantity = name, level] = /^(.+?)\[(.*)\]$/s.exec(name) ?? [];
    const side = value < 0 ? "small" : "large";
    const key = JSON.stringify([quantity, side, level === undefined]);
    const place = places.get(key) ?? { quantity, side, levels: [] };
    if (level !== undefined) place.levels.push(level);
    places.set(key, place);
  }
  const words = [...places.values()].map(({ quantity, side, levels }) => {
    if (levels.length === 0) return `${quantity} is ${side}`;
    if (levels.length === 1) return `${quantity}[${levels[0]}] is ${side}`;
    return `${quantity}[…] is ${side} for ${levels.length} levels (${someOf(levels)})`;
  });
  return joinWords(words.slice(0, 3));
}

export function rhat(
  variables: readonly NamedValue[],
  threshold: number,
  { rhat: remedy }: Remedies,
): DiagnosisProblem {
  return {
    rule: "rhat",
    variables,
    message: `R-hat above ${threshold}, so the chains do not agree: ${nameList(variables, (value) => rhatText(value, threshold))}`,
    remedy,
  };
}

/** What effective sample sizes are held against: `least` in all, which is `perChain` for each chain where that is the rule. */
export interface LeastEss {
  readonly least: number;
  readonly perChain: number | null;
}

/** How many transitions make the draws. */
export interface RunLength extends Pick<Draws, "chainCount" | "drawCount"> {
  /** Every how manieth of them was kept. */
  readonly thin: number;
}

export function ess(
  rule: "ess_bulk" | "ess_tail",
  variables: readonly NamedValue[],
  length: RunLength,
  { least, perChain }: LeastEss,
  remedies: Remedies,
): DiagnosisProblem {
  const [part, uncertain] =
    rule === "ess_bulk" ? ["bulk", "means and medians"] : ["tail", "the ends of intervals"];
  const list = nameList(variables, essText);
  const asked = perChain === null ? `${least} in all` : `${perChain} per chain (${least} in all)`;
  return {
    rule,
    variables,
    message: `${part} effective sample size below ${asked}, so ${uncertain} are uncertain: ${list}`,
    remedy: longerRun(variables[0]!.value, length, { least, perChain }, remedies),
  };
}

/** Rounded down, so that what is below a number is printed as below it. */
export function essText(value: number): string {
  return Number.isNaN(value) ? "too few draws to tell" : `${Math.floor(value)}`;
}

/** A quantile that the draws do not tell, with the effective draws of all, or those beyond it where these are too few. */
export interface UnknownQuantile extends NamedValue {
  readonly isBeyond: boolean;
}

/** `factor`: how many times as long the run would have to be. */
export function unknownQuantiles(
  quantiles: readonly UnknownQuantile[],
  { drawCount, thin }: RunLength,
  least: number,
  factor: number,
  { longer, slow }: Remedies,
): DiagnosisProblem {
  const transitions = thin * Math.ceil((1.5 * factor * drawCount) / 500) * 500;
  const texts = quantiles.map(({ value, isBeyond }) =>
    isBeyond ? `${breakingText(value, fewestBeyond, 1)} beyond` : essText(value),
  );
  const shown = quantiles.map(({ name }, i) => ({ name, value: i }));
  return {
    rule: "ess_quantile",
    variables: quantiles.map(({ name, value }) => ({ name, value })),
    message:
      "too few effective draws for the quantiles asked " +
      `(${least} in all, and ${fewestBeyond} beyond each): ${nameList(shown, (i) => texts[i]!)}`,
    remedy: factor > 100 ? slow : longer(transitions) + orMoreChains,
  };
}

/** The number of transitions at which the worst variable would pass with room to spare; where that is too many, another way. */
function longerRun(
  worst: number,
  { chainCount, drawCount, thin }: RunLength,
  { least, perChain }: LeastEss,
  { longer, slow }: Remedies,
): string {
  const chains = perChain === null ? orMoreChains : notMoreChains;
  const factor = (2 * least) / worst;
  if (drawCount < (2 * least) / chainCount || !(factor > 0 && Number.isFinite(factor)))
    return longer(thin * Math.max(1000, 2 * drawCount)) + chains;
  // Beyond twenty times as long, length is not the remedy.
  if (factor > 20) return slow;
  return longer(thin * Math.ceil((factor * drawCount) / 500) * 500) + chains;
}

const notMoreChains = ": the rule counts per chain, so more chains do not help";
const orMoreChains = ", or with more chains";

export function ebfmi(
  chains: readonly NamedValue[],
  threshold: number,
  { ebfmi: remedy }: Remedies,
): DiagnosisProblem {
  const list = nameList(chains, (value) => breakingText(value, threshold, 2));
  return {
    rule: "ebfmi",
    variables: chains,
    message: `E-BFMI below ${threshold}, so the energy moves in small steps and the tails are seen rarely: ${list}`,
    remedy,
  };
}

/** Where the posterior has no end, what else is wrong comes of that, and has no remedy of its own. */
export function nameCause(problems: readonly DiagnosisProblem[]): DiagnosisProblem[] {
  const cause = problems.findIndex(
    ({ remedy }) => remedy.startsWith(noEnd) || remedy.startsWith(risesWithoutEnd),
  );
  return problems.map((problem, i) =>
    cause < 0 || i <= cause
      ? problem
      : { ...problem, remedy: `a consequence of ${cause + 1}: mend that first` },
  );
}
