/** What is worth saying of draws and fails nothing: every message of a note, with what to do. */

import { breakingText } from "./breaking-text.ts";
import type { ChainGroup, ChainPlace } from "./chain-places.ts";
import type { Convergence } from "./convergence.ts";
import type { DiagnosisNote, NamedValue } from "./diagnosis.ts";
import { joinWords, mostNamed, nameList, percent, someOf } from "./diagnosis-words.ts";
import type { Divergences } from "./divergences.ts";
import type { Moments } from "./known-moments.ts";
import type { Remedies } from "./remedies.ts";

/** Where so many were said to be allowed. */
export function allowedDivergences(
  { count, total }: Divergences,
  most: number,
  { scattered }: Remedies,
): DiagnosisNote {
  return {
    rule: "divergences",
    message: `${count} of ${total} transitions diverged, and ${most} are allowed here`,
    remedy: scattered(count === 1 ? "it" : "them"),
  };
}

export function scatteredDivergences({ count, total }: Divergences, { scattered }: Remedies): DiagnosisNote {
  return {
    rule: "divergences",
    message:
      `${count} of ${total} transitions diverged, ${count === 1 ? "in no corner of the posterior" : "scattered over the posterior"}, ` +
      "and nothing else is wrong: no number hangs on so few",
    remedy: scattered(count === 1 ? "it" : "them"),
  };
}

/** Of variables, with the Pareto k of the heavier tail of each. */
export function unknownMoments(moments: UnknownMoments, variables: readonly NamedValue[]): DiagnosisNote {
  const list = nameList(variables, (shape) => `k = ${breakingText(shape, 0.7, 2)}`);
  return { rule: moments, message: `${momentsMessages[moments]}: ${list}`, remedy: "use their quantiles" };
}

type UnknownMoments = Exclude<Moments, "known">;

const momentsMessages: { readonly [M in UnknownMoments]: string } = {
  no_mean: "tails too heavy for a mean (Pareto k near or above 1), so that more draws would hardly give one",
  mean_not_known: "tails too heavy for the mean to be known from these draws (Pareto k above 0.7)",
  sd_not_known: "tails too heavy for the sd to be known from these draws (it has none from Pareto k 0.5 on)",
};

export function maxTreedepth(
  count: number,
  total: number,
  depth: number,
  { maxTreedepth: remedy }: Remedies,
): DiagnosisNote {
  return {
    rule: "max_treedepth",
    message: `${count} of ${total} transitions (${percent(count, total)}) were cut off at tree depth ${depth}: correct, but slow`,
    remedy: remedy(depth),
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

/** Of variables whose chains stand in groups, the clearest first. */
export function chainsApart(
  variables: readonly { readonly variable: string; readonly groups: readonly ChainGroup[] }[],
  { chainsApart: remedy }: Remedies,
): DiagnosisNote {
  const { variable, groups } = variables[0]!;
  const range = groups.at(-1)!.median - groups[0]!.median;
  const places = groups.slice(0, mostNamed).map(({ chains, median }) => {
    const named = `${chains.length === 1 ? "chain" : "chains"} ${someOf(chains.map((chain) => `${chain + 1}`))}`;
    return `${named} near ${roundedFor(median, range)}`;
  });
  const more = groups.length - places.length;
  const others = variables.length === 1 ? "" : `; so it is of ${variables.length - 1} more`;
  return {
    rule: "chains_apart",
    message:
      `chains stand in ${groups.length} groups that do not meet: of ${variable}, ${joinWords(places)}` +
      `${more > 0 ? `, and ${more} more` : ""}${others}`,
    remedy,
  };
}

/** Of the variable of which it is clearest. */
export function drift(
  variable: string,
  places: readonly ChainPlace[],
  { drift: remedy }: Remedies,
): DiagnosisNote {
  const ways = places.flatMap(({ isDrifting, first, last }, chain) =>
    isDrifting
      ? [`chain ${chain + 1} from ${roundedFor(first, last - first)} to ${roundedFor(last, last - first)}`]
      : [],
  );
  return {
    rule: "drift",
    message: `a chain goes one way all along: of ${variable}, ${someOf(ways)}`,
    remedy,
  };
}

/** A place with the digits that two significant ones of a distance have. */
function roundedFor(place: number, distance: number): string {
  const exponent = Number(distance.toExponential().split("e")[1]);
  if (!(Math.abs(exponent) < 15)) return place.toPrecision(3);
  return exponent > 1 ? `${Math.round(place)}` : place.toFixed(1 - exponent);
}

/** Of observations of `total` whose Pareto k is above the largest reliable one. */
export function paretoK(above: readonly NamedValue[], total: number, largest: number): DiagnosisNote {
  const list = nameList(above, (shape) => breakingText(shape, largest, 2));
  return {
    rule: "pareto_k",
    message: `Pareto k above ${largest} for ${above.length} of ${total} log likelihoods, so leave-one-out cross-validation by importance sampling is not reliable there: ${list}`,
    remedy:
      "look at these observations, give the outcome a distribution with heavier tails, or fit again without each of them in turn",
  };
}

export function noStatistics({ noStatistics: remedy }: Remedies): DiagnosisNote {
  return {
    rule: "no_statistics",
    message:
      "these draws came without sampler statistics: divergences, tree depth and energy were not judged",
    remedy,
  };
}

/** The rest of what R-hat is for. */
export const oneChain: DiagnosisNote = {
  rule: "one_chain",
  message: "one chain, so that agreement of chains was not judged: the two halves of this one were compared",
  remedy: "run four chains, each from a starting point of its own",
};
