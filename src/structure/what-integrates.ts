/** Which parameters can be integrated out by their priors, and when too much is left to sample for that to be worth it. */

import type { ParameterStatement } from "../language/checked-model.ts";
import { baseOf, isGrouping, isInfinite } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Refusal } from "./obstacle.ts";

/** Sampled parameters may be so many numbers: with more, sampling everything is no slower. */
const mostSampled = 100;

/** Group effects that are sampled, such as those with a t distribution, are better sampled with all the rest if they are more. */
const mostSampledEffects = 10;

/** Why a parameter's prior does not let it be integrated out; null if it does. */
export function unfit({ distribution }: ParameterStatement): string | null {
  const { kind } = distribution;
  if (kind !== "scalar" && kind !== "vector") return `has a prior that is ${kind}`;
  const { name } = distribution.distribution;
  if (name === "by_element") return "has elements with priors of several kinds";
  if (name === "normal" || name === "multi_normal") return null;
  if (kind === "vector" && distribution.distribution.chain !== undefined) return null;
  return name === "flat" && distribution.arguments.every(isInfinite) ? null : `has a ${name} prior`;
}

/** Whether a parameter's prior is on the whole real line. */
export function isLocation({ distribution }: ParameterStatement): boolean {
  if (distribution.kind === "truncated") return distribution.lower === null && distribution.upper === null;
  const { distribution: base } = baseOf(distribution);
  if (base.kind === "scalar") return base.support.lower === -Infinity && base.support.upper === Infinity;
  return base.kind === "vector" && base.support.kind === "vector";
}

/** What is sampled and should not be beside what is integrated; null if nothing is. */
export function tooManySampled(
  { model, sampled }: { readonly model: BoundModel; readonly sampled: readonly ParameterStatement[] },
  refusals: readonly Refusal[],
): readonly Refusal[] | null {
  const { domains, checked } = model;
  const sizeOf = ({ plates }: ParameterStatement): number => domains.ofPlates(plates).size;
  const reasonOf = (statement: ParameterStatement): string => {
    const known = refusals
      .filter(({ parameter }) => parameter === statement.name)
      .map(({ reason }) => reason);
    return known.length === 0 ? "is sampled" : known.join(" and ");
  };
  const refuse = (statement: ParameterStatement, words: string): readonly Refusal[] => {
    const { name, distribution } = statement;
    return [{ parameter: name, reason: `${reasonOf(statement)}: ${words}`, span: distribution.span }];
  };
  for (const statement of sampled) {
    const isOverFactor = statement.plates.some((plate) => isGrouping(checked.plates.get(plate)));
    if (isOverFactor && isLocation(statement) && sizeOf(statement) > mostSampledEffects) {
      return refuse(statement, `its ${sizeOf(statement)} effects would have to be sampled one by one`);
    }
  }
  const total = sampled.reduce((sum, statement) => sum + sizeOf(statement), 0);
  if (total <= mostSampled) return null;
  const largest = sampled.reduce((most, one) => (sizeOf(one) > sizeOf(most) ? one : most));
  return refuse(largest, `${total} numbers would be left to sample, and ${mostSampled} is the most`);
}
