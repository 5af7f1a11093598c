/** A model whose prior of one parameter is wider or narrower: the argument that is its scale is multiplied, in the text of the model. */

import type { Span } from "../problems/problem.ts";
import type { CheckedDistribution, Expression, ParameterStatement } from "./checked-model.ts";
import { printNumber } from "./print-expression.ts";

/** Where a prior has its scale, or a part of it. */
export interface ScalePlace {
  /** The argument as distributions name it: `sd`, `scale`, `rate`, `log_sd`. */
  readonly argument: string;
  /** Its inverse is the scale. */
  readonly isRate: boolean;
  readonly value: Expression;
  /** Of the value; of a value that is not written, of the whole distribution. */
  readonly span: Span;
  readonly isWritten: boolean;
}

/** The places of a prior's scale: several where elements have priors of their own; empty where no argument is a scale. */
export function scalePlaces({ distribution }: ParameterStatement): readonly ScalePlace[] {
  return placesOf(distribution);
}

function placesOf(distribution: CheckedDistribution): readonly ScalePlace[] {
  switch (distribution.kind) {
    case "truncated":
    case "ordered":
      return placesOf(distribution.base);
    case "scalar": {
      const { elements, modified } = distribution;
      if (elements !== undefined)
        return [elements.general, ...elements.single.map((one) => one.distribution)].flatMap(placesOf);
      if (modified !== undefined) return [];
      const { locationScale, logLocationScale, scaleArgument } = distribution.distribution;
      const name = (locationScale ?? logLocationScale)?.scale ?? scaleArgument?.name;
      return name === undefined ? [] : placesNamed(distribution, [name], scaleArgument?.isRate === true);
    }
    case "vector":
      return distribution.distribution.chain === undefined
        ? []
        : placesNamed(distribution, ["sd", "first"], false);
    case "choice":
      return [];
  }
}

/** Arguments by name; one that stands for another, as it is not written itself, is multiplied with that. */
function placesNamed(
  distribution: Extract<CheckedDistribution, { kind: "scalar" | "vector" }>,
  names: readonly string[],
  isRate: boolean,
): ScalePlace[] {
  const { span: whole, arguments: values } = distribution;
  const places = distribution.distribution.arguments.flatMap(({ name }, k): ScalePlace[] => {
    if (!names.includes(name)) return [];
    const value = values[k]!;
    const isWritten = value.span.start !== whole.start || value.span.end !== whole.end;
    return [{ argument: name, isRate, value, span: value.span, isWritten }];
  });
  return places.filter(({ span }, k) => places.findIndex((one) => one.span.start === span.start) === k);
}

/** The text with each of these scales so many times as wide. */
export function withScales(text: string, places: readonly ScalePlace[], factor: number): string {
  return [...places]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((changed, place) => withScale(changed, place, factor), text);
}

function withScale(
  text: string,
  { argument, isRate, value, span, isWritten }: ScalePlace,
  factor: number,
): string {
  const times = `${isRate ? "/" : "*"} ${printNumber(factor)}`;
  if (isWritten)
    return `${text.slice(0, span.start)}(${text.slice(span.start, span.end)}) ${times}${text.slice(span.end)}`;
  // Before the bracket that closes the arguments.
  const end = span.end - 1;
  const before = text.slice(0, end);
  const comma = /\(\s*$/.test(before) ? "" : ", ";
  const usual = value.kind === "number" ? printNumber(value.value) : "1";
  return `${before}${comma}${argument}: ${usual} ${times}${text.slice(end)}`;
}
