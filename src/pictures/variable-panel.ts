/** What kinds with a panel for each variable share: draws of chains, draws that are numbers, words for panels without any, and descriptions. */

import type { Draws, Variable } from "../posterior/draws.ts";
import { intervalProbabilities, quantile } from "../posterior/quantile.ts";
import type { NoPicture } from "./kind.ts";
import { numberAxis, type Panel } from "./picture.ts";
import { formatBeside, formatRounded } from "./ticks.ts";

/** The draws of one chain, not copied. */
export function chainOf(values: Float64Array, chain: number, drawCount: number): Float64Array {
  return values.subarray(chain * drawCount, (chain + 1) * drawCount);
}

/** 0, 1, … of the chains. */
export function chainsOf({ chainCount }: Pick<Draws, "chainCount">): number[] {
  return Array.from({ length: chainCount }, (_, chain) => chain);
}

/** The draws that are finite numbers, ascending. */
export function finiteSorted(values: Float64Array): Float64Array {
  return values.filter(Number.isFinite).sort();
}

/** A panel with a sentence in place of a picture. */
export function wordsPanel(title: string, words: string): Panel {
  const axis = numberAxis(null, { domain: [0, 1], isBare: true });
  const texts = { x: [0.5], y: [0.5], texts: [words], anchor: "middle" as const };
  return { title, x: axis, y: axis, marks: [{ kind: "texts", ...texts, colour: "muted" }], height: 1 };
}

/** Why there is no picture of these draws, if there is none: they are one number, or none. Ascending finite draws. */
export function whyNone(sorted: Float64Array): string | null {
  if (sorted.length === 0) return "no finite draws";
  if (sorted.length === 1) return `one draw, ${formatRounded(sorted[0]!, 5)}`;
  return sorted[0] === sorted.at(-1) ? `all draws are ${formatRounded(sorted[0]!, 5)}` : null;
}

/** A sentence of each variable, `a 1, b 2`, of the first ones if there are many. */
export function describeEach(
  { variables, values }: Draws,
  say: (values: Float64Array, place: number) => string,
  most = 12,
): string {
  const said = variables.slice(0, most).map(({ name }, v) => `${name}: ${say(values[v]!, v)}`);
  const rest = variables.length - said.length;
  return `${said.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}.`;
}

/** `median 1.2, 90% interval 0.3 to 2, 4 draws that are not finite left out`. */
export function describeInterval(values: Float64Array, prob: number): string {
  const sorted = finiteSorted(values);
  const lost = values.length - sorted.length;
  const left = lost === 0 ? "" : `, ${lost} draws that are not finite left out`;
  const none = whyNone(sorted);
  if (none !== null) return `${none}${left}`;
  const [low, median, high] = intervalWords(intervalOf(sorted, prob));
  return `median ${median}, ${percent(prob)} interval ${low} to ${high}${left}`;
}

/** `90%`. */
export function percent(prob: number): string {
  return `${formatRounded(100 * prob, 6)}%`;
}

/** Its numbers with the digits that tell them apart. */
export function intervalWords([low, median, high]: readonly [number, number, number]): [
  string,
  string,
  string,
] {
  const words = (value: number): string => formatBeside(value, high - low);
  return [words(low), words(median), words(high)];
}

/** Lower end, median and upper end of the central interval of ascending draws. */
export function intervalOf(sorted: Float64Array, prob: number): [number, number, number] {
  const [low, high] = intervalProbabilities(prob);
  return [quantile(sorted, low), quantile(sorted, 0.5), quantile(sorted, high)];
}

/** Where chains are too short for a picture of `what`, which is told in the plural. */
export function tooFewDraws(
  what: string,
  least: number,
  { drawCount }: Pick<Draws, "drawCount">,
): NoPicture | null {
  if (drawCount >= least) return null;
  return {
    reason: `${what} need at least ${least} draws of each chain, found ${drawCount}; give more draws`,
  };
}

/** A panel for each variable, of what `make` makes of it. */
export function panelsOf(
  { variables, values }: Draws,
  make: (variable: Variable, values: Float64Array) => Panel,
): Panel[] {
  return variables.map((variable, v) => make(variable, values[v]!));
}
