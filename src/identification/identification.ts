/**
 * What the data cannot tell of group effects: the spread of one group, spreads that are in the residual; and slopes whose
 * predictor is so far from 0 that their priors are about no data.
 */

import { isBinary } from "../distributions/distribution.ts";
import { baseOf, knownMatrixOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { countObservations } from "../model/cells.ts";
import { oneLevel, oneRowEach } from "../model/problems.ts";
import { findGroupings, type Grouping } from "../predictor/grouping.ts";
import { findOutcome, hasKnownDeviation, type Outcome } from "../predictor/outcome.ts";
import type { Problem } from "../problems/problem.ts";
import { findConfounded } from "./confounding.ts";
import { compareWithinGroups } from "./one-way.ts";
import { oneTrialEach } from "./problems-identification.ts";
import { warnOfSlopes } from "./slope-origin.ts";

/** Warnings, in the order of the model's effects. */
export function checkIdentification(model: BoundModel): Problem[] {
  const outcome = findOutcome(model.checked);
  if (outcome === null) return [];
  const groupings = findGroupings(model, outcome);
  const several = groupings.filter(({ map }) => map.to.size > 1);
  return [
    ...groupings.flatMap((grouping) => (several.includes(grouping) ? [] : warnOfOneLevel(grouping))),
    ...several.flatMap((grouping) => [
      ...(grouping.effects.every(areIndependent) ? warnOfFewRows(model, outcome, grouping) : []),
      ...warnOfSlopes(model, grouping),
    ]),
    ...compareWithinGroups(model, outcome, groupings),
  ];
}

/** Whether levels tell nothing of each other: along an order and by a known matrix they do, so that one row in each says what is the step and what is not. */
function areIndependent({ statement: { distribution } }: Grouping["effects"][number]): boolean {
  const isChain = distribution.kind === "vector" && distribution.distribution.chain !== undefined;
  return !isChain && knownMatrixOf(distribution) === null;
}

function warnOfOneLevel({ plates, effects }: Grouping): Problem[] {
  const statements = new Set(effects.map(({ statement }) => statement));
  return [...statements].map(({ name, span }) => oneLevel(plates.join(":"), name, span));
}

function warnOfFewRows(model: BoundModel, outcome: Outcome, grouping: Grouping): Problem[] {
  const plate = grouping.plates.join(":");
  const counts = countObservations(model, grouping.map);
  const most = counts.reduce((largest, count) => Math.max(largest, count), 0);
  if (isBinary(baseOf(outcome.likelihood.distribution).distribution)) {
    const single = grouping.effects.find(({ predictor }) => predictor.kind === "one");
    if (most > 1 || single === undefined) return [];
    const { name, span } = single.statement;
    return [oneTrialEach(plate, name, outcome.likelihood.column, span)];
  }
  if (outcome.residual?.kind !== "formula" || hasKnownDeviation(outcome.residual)) return [];
  const [first, ...others] = findConfounded(model, grouping);
  if (first === undefined) return [];
  const names = [first, ...others].map(({ name }) => name);
  return [oneRowEach(plate, most, names, "the residual", first.span)];
}
