/** One number of a distribution whose arguments are numbers. */

import type { ChoiceDistribution, ScalarDistribution } from "../distributions/distribution.ts";
import type { Elements } from "../language/checked-model.ts";
import { argumentsOf, baseOf } from "../language/parts.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { drawTruncated } from "./draw-truncated.ts";

/** What one element is drawn from: one number for a scalar argument, K for a vector, K² for the factor of a matrix. */
export type ArgumentValues = readonly (readonly number[])[];

/** Why a draw cannot be made, in words: of bounds and arguments, which are known when they are met. */
export class NotDrawn extends Error {}

/** Throws a `NotDrawn` where no draw can be made. */
export type DrawOne = (stream: RandomStream, values: ArgumentValues) => number;

/** Draws of a distribution that has them; of one that is truncated the ends are the last arguments. */
export function drawerOf(
  distribution: ScalarDistribution | ChoiceDistribution,
  isTruncated: boolean,
): DrawOne {
  if (distribution.kind === "choice") return (stream, values) => distribution.draw!(stream, values);
  if (!isTruncated) return (stream, values) => distribution.draw!(stream, values.map(first));
  return (stream, values) => {
    const numbers = values.map(first);
    const [from, to] = numbers.splice(-2) as [number, number];
    const drawn = drawTruncated(distribution, stream, numbers, from, to);
    if (drawn !== null) return drawn;
    throw new NotDrawn(
      `hardly any of its draws lie between ${from} and ${to}, with the arguments ${numbers.join(", ")}`,
    );
  };
}

/** Draws of each element by that of its distributions that the first argument numbers. */
export function drawerOfElements({ parts }: Elements): DrawOne {
  let start = 1;
  const drawers = parts.map((part) => {
    const [from, end] = [start, start + argumentsOf(part).length];
    start = end;
    const own = baseOf(part).distribution;
    if (own.kind === "vector") throw new Error(`${own.name} is no distribution of one number`);
    const draw = drawerOf(own, part.kind === "truncated");
    return { draw, from, end, part };
  });
  return (stream, values) => {
    const { draw, from, end, part } = drawers[values[0]![0]!]!;
    return draw(stream, withEnds(part, values.slice(from, end)));
  };
}

/** The arguments with both ends behind them, of what is truncated. */
function withEnds(part: Elements["parts"][number], values: ArgumentValues): ArgumentValues {
  if (part.kind !== "truncated") return values;
  const given = part.base.arguments.length;
  const ends = values.slice(given);
  const from = part.lower === null ? [-Infinity] : ends[0]!;
  const to = part.upper === null ? [Infinity] : ends.at(-1)!;
  return [...values.slice(0, given), from, to];
}

const first = (values: readonly number[]): number => values[0]!;
