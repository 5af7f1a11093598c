/**
 * What missing outcomes are predicted from: the arguments of their distributions, computed with the numbers of every draw. They stand
 * behind these, outcome by outcome, argument by argument, each with one number for each row.
 */

import type { CheckedDistribution, Expression, Likelihood } from "../../language/checked-model.ts";
import { baseOf } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Domain } from "../../model/domains.ts";
import type { Variable } from "../../posterior/draws.ts";
import type { Output } from "../code/schedule.ts";
import type { Node } from "../graph/node.ts";
import { choiceArguments, choiceSizes } from "./choice-arguments.ts";
import type { Joint } from "./joint.ts";
import type { SavedVariables } from "./saved-variables.ts";
import { Translator } from "./translate.ts";

/** An outcome that some rows lack. */
export interface MissingOutcome {
  readonly likelihood: Likelihood;
  readonly rows: number;
  /** Of each argument how many numbers it is for a row: 1, or as many as the vector of a choice has; the ends of a truncation come last. */
  readonly sizes: readonly number[];
}

/** The outcomes that are predicted, in the order in which their arguments stand. */
export function missingOutcomes(model: BoundModel): MissingOutcome[] {
  const { unobserved } = model;
  if (unobserved === null) return [];
  return unobserved.outcomes.map((likelihood) => ({
    likelihood,
    rows: unobserved.labels.length,
    sizes: argumentSizes(model, likelihood.distribution),
  }));
}

/** How many numbers the arguments of all missing outcomes are. */
export function countArguments(outcomes: readonly MissingOutcome[]): number {
  return outcomes.reduce(
    (sum, { rows, sizes }) => sum + rows * sizes.reduce((all, size) => all + size, 0),
    0,
  );
}

function argumentSizes(model: BoundModel, distribution: CheckedDistribution): number[] {
  if (distribution.kind === "choice") return choiceSizes(model, distribution);
  const sizes = baseOf(distribution).arguments.map(() => 1);
  return distribution.kind === "truncated" ? [...sizes, 1, 1] : sizes;
}

/** The arguments, as numbers to be saved behind those that are. */
export function savedArguments(joint: Joint, saved: SavedVariables): SavedVariables {
  const { unobserved } = joint.model;
  if (unobserved === null) return saved;
  const translator = translatorOver(joint, unobserved.model);
  const { rows } = unobserved.model.domains;
  const outputs: Output[] = [...saved.outputs];
  const variables: Variable[] = [...saved.variables];
  for (const { column, distribution, span } of unobserved.outcomes) {
    joint.graph.currentLine = span.line;
    for (const node of argumentNodes(translator, distribution, rows).flat()) {
      outputs.push({ node, domain: rows, offset: variables.length });
      for (let i = 0; i < rows.size; i++) variables.push(argument(column, variables.length));
    }
  }
  return { outputs, variables };
}

function argument(column: string, place: number): Variable {
  const name = `.argument(${column}, ${place})`;
  return { name, quantity: name, levels: [], isHidden: true, isConstant: false };
}

/** Sees the quantities of a joint from other rows of its model: those without outcomes, or some of them. */
export function translatorOver({ graph, translator }: Joint, model: BoundModel): Translator {
  const own = new Translator(graph, model);
  for (const [name, quantity] of translator.quantities) own.quantities.set(name, quantity);
  for (const node of translator.parameters) own.parameters.add(node);
  const { rows } = model.domains;
  for (const statement of model.checked.statements) {
    if (statement.kind !== "definition" || !statement.variesByRow) continue;
    const { name, plates, value } = statement;
    graph.currentLine = statement.span.line;
    own.quantities.set(name, { name, plates, domain: rows, node: own.translate(value, rows), factor: null });
  }
  return own;
}

/** Argument by argument the nodes of a column's distribution, over the context or scalar; the ends of a truncation come last. */
export function argumentNodes(
  translator: Translator,
  distribution: CheckedDistribution,
  context: Domain,
): readonly (readonly Node[])[] {
  if (distribution.kind === "choice") return choiceArguments(translator, distribution, context);
  const nodes = translator.translateAll(baseOf(distribution).arguments, context);
  if (distribution.kind !== "truncated") return nodes.map((node) => [node]);
  const end = (bound: Expression | null, otherwise: number): Node =>
    bound === null ? translator.graph.constant(otherwise) : translator.translate(bound, context);
  const ends = [end(distribution.lower, -Infinity), end(distribution.upper, Infinity)];
  return [...nodes, ...ends].map((node) => [node]);
}
