/** Which elements of a model's parameters a run has no draws of, and whether they can have values. */

import type { DrawValues } from "../evaluation/draw-values.ts";
import type { ParameterInput } from "../evaluation/parameter-inputs.ts";
import { expressionsOf, partsOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Problem } from "../problems/problem.ts";
import { findFault, type NewElements } from "./new-effects.ts";
import { elementName, type LevelModes, leadingPlates, type NewElement } from "./new-levels.ts";
import { newElementNotDrawn, parameterNotKept } from "./problems-rows.ts";

/** Parameters with elements that draws do not hold, in the order of the model. */
export interface Collected {
  readonly parts: readonly NewElements[];
  readonly problems: readonly Problem[];
  /** Whether draws do not hold elements of levels that the run knows. */
  readonly lacksDraws: boolean;
}

/**
 * Which elements the rows without outcomes lead to, counted over the leading plates: all, where they do not lead to single ones, or where
 * something else is made of the parameter, such as the sd of all its elements.
 */
function neededBy(model: BoundModel, input: ParameterInput): (element: number) => boolean {
  const { name } = input.statement;
  const isWhole = model.checked.statements.some((one) => {
    if (one === input.statement) return false;
    const isOfRows = one.kind === "likelihood" || (one.kind === "definition" && one.variesByRow);
    const parts = expressionsOf(one).flatMap(partsOf);
    return parts.some((part) =>
      part.kind === "quantity"
        ? part.name === name && (!isOfRows || part.indices.some(({ kind }) => kind === "label"))
        : part.kind === "reduction" && part.of.name === name,
    );
  });
  const { domains } = model.unobserved!.model;
  const map = domains.mapBetween(domains.rows, domains.ofPlates(leadingPlates(input)));
  if (isWhole || map === null) return () => true;
  const used = new Set(map.indices);
  return (element) => used.has(element);
}

/** Of the elements that rows need; what a level stands for is told by `modes`. `model` has rows without outcomes. */
export function collectNew(model: BoundModel, values: DrawValues, modes: LevelModes): Collected {
  const byInput = new Map<ParameterInput, Set<number>>();
  for (const { input, element } of values.absent) {
    const known = byInput.get(input) ?? new Set();
    byInput.set(input, known.add(element));
  }
  const parts: NewElements[] = [];
  const problems: Problem[] = [];
  let lacksDraws = false;
  for (const [input, absent] of byInput) {
    const { name, distribution } = input.statement;
    const leading = model.domains.ofPlates(leadingPlates(input));
    const width = input.domain.size / Math.max(1, leading.size);
    const isNeeded = neededBy(model, input);
    const elements: NewElement[] = [];
    const isKnownLevel = new Set<number>();
    for (const element of absent) {
      const vector = Math.floor(element / width);
      const mode = modes.of(leading, vector);
      if (mode === null) {
        if (isNeeded(vector)) isKnownLevel.add(element);
      } else if (elements.at(-1)?.element !== vector)
        elements.push({ element: vector, name: elementName(input, leading, vector), mode });
    }
    const part = { input, elements };
    if (isKnownLevel.size > 0) {
      const isOfNewLevel = [...isKnownLevel].some((element) => modes.of(input.domain, element) !== null);
      if (isOfNewLevel) problems.push(newElementNotDrawn(name, "along an order", distribution.span));
      else {
        problems.push(parameterNotKept(name, distribution.span));
        lacksDraws = true;
      }
      continue;
    }
    const fault = findFault(part);
    if (fault === null) parts.push(part);
    else problems.push(newElementNotDrawn(name, fault, distribution.span));
  }
  return { parts, problems, lacksDraws };
}
