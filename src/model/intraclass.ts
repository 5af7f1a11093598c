/**
 * Intraclass correlations: which there are, and what each says, in words.
 *
 * For a factor g the components that two observations of the same level of g share are those of g itself and of every factor that g is
 * nested in; the correlation is their share of the whole variance (Snijders & Bosker 2012, chapters 3 and 4).
 */

import type { IntraclassDefinition, VarianceComponent } from "../posterior/draws.ts";
import type { BoundModel } from "./bound-model.ts";
import type { GroupEffect } from "./effects.ts";
import type { Outcome } from "./outcome.ts";
import { groupName } from "./variance-formula.ts";

export function defineIntraclass(
  model: BoundModel,
  outcome: Outcome,
  components: readonly VarianceComponent[],
  effects: readonly GroupEffect[],
): IntraclassDefinition[] {
  const platesOf = new Map(effects.map((effect) => [groupName(effect), effect.plates]));
  const groups = [...new Set(components.map((component) => component.group))];
  const isWithin = (inner: string, outer: string): boolean =>
    inner !== outer && isNested(model, platesOf.get(inner)!, platesOf.get(outer)!);
  return groups.map((group) => {
    const outer = groups.filter((other) => isWithin(group, other));
    const inner = groups.filter((other) => isWithin(other, group));
    const crossed = groups.filter((one) => one !== group && !outer.includes(one) && !inner.includes(one));
    const hasSlopes = components.some(
      (component) => [group, ...outer].includes(component.group) && component.term !== "intercept",
    );
    return {
      group,
      groups: [group, ...outer],
      definition: describe(outcome, group, outer, [...inner, ...crossed], hasSlopes),
    };
  });
}

/** Whether each level of `inner` lies in one level of `outer`. */
function isNested(model: BoundModel, inner: readonly string[], outer: readonly string[]): boolean {
  const { domains } = model;
  return domains.mapTo(domains.ofPlates(inner), outer) !== null;
}

function describe(
  outcome: Outcome,
  group: string,
  outer: readonly string[],
  different: readonly string[],
  hasSlopes: boolean,
): string {
  const { column } = outcome.likelihood;
  const same = outer.length === 0 ? group : `${group} (and so of the same ${joinWords(outer)})`;
  const but = different.length === 0 ? "" : ` but different ${joinWords(different)}`;
  const averaged = hasSlopes ? ", as a share of the variance averaged over the rows" : "";
  return `correlation of two values of ${column} of the same ${same}${but}${outcome.scale}${averaged}`;
}

function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
