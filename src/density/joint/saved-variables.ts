/**
 * The numbers of a draw: parameters and defined values in the order of the model's text, then the hidden variables that
 * summaries need. What is over more levels than are wanted can be left out.
 */

import type { CheckedStatement } from "../../language/checked-model.ts";
import { totalCount } from "../../model/cells.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import type { Variable } from "../../posterior/draws.ts";
import { type HiddenVariable, variableName } from "../../predictor/hidden-variable.ts";
import { type DerivedRoles, levelLabels } from "../../predictor/roles.ts";
import type { Output } from "../code/schedule.ts";
import { multiply, scale } from "../graph/arithmetic.ts";
import { applyFormula } from "../graph/call.ts";
import { stack } from "../graph/movement.ts";
import type { Node } from "../graph/node.ts";
import { total } from "../graph/total.ts";
import type { Joint } from "./joint.ts";

/** Variables, and where each is computed; `outputs` are in their order. */
export interface SavedVariables {
  readonly variables: Variable[];
  readonly outputs: Output[];
}

/** What a draw holds; `isKept` may leave out parameters and defined values by name. */
export function savedVariables(
  joint: Joint,
  derived: DerivedRoles,
  isKept: (name: string) => boolean = () => true,
): SavedVariables {
  const saved: SavedVariables = { variables: [], outputs: [] };
  const { checked } = joint.model;
  const statements = [...checked.statements].sort((a, b) => a.span.start - b.span.start);
  for (const statement of statements) {
    if (statement.kind === "likelihood") continue;
    if (statement.kind === "definition" && statement.variesByRow) continue;
    if (isKept(statement.name)) saveQuantity(joint, saved, statement.name, isOnInterval(statement));
  }
  for (const hidden of derived.hidden) saveHidden(joint, saved, hidden);
  return saved;
}

/** Whether it is a parameter that has a density on an interval; the elements of others may be fixed by one another. */
function isOnInterval(statement: CheckedStatement): boolean {
  return statement.kind === "parameter" && ["scalar", "truncated"].includes(statement.distribution.kind);
}

function saveQuantity(joint: Joint, saved: SavedVariables, name: string, isParameter: boolean): void {
  const { node, domain, plates, factor } = joint.translator.quantities.get(name)!;
  if (factor !== null) {
    saveCorrelations(joint, saved, name);
    return;
  }
  saved.outputs.push({ node, domain, offset: saved.variables.length });
  const isConstant = node.kind === "constant" && Number.isFinite(node.value);
  for (const levels of levelLabels(joint.model, plates)) {
    const one = variable(name, levels, false, isConstant);
    saved.variables.push(isParameter ? { ...one, isParameter } : one);
  }
}

/** Of correlation matrices, the elements above the diagonal. */
function saveCorrelations(joint: Joint, saved: SavedVariables, name: string): void {
  const { node, plates, domain } = joint.translator.quantities.get(name)!;
  if (node.kind !== "stack") throw new Error(`${name} is not a matrix`);
  const leading = levelLabels(joint.model, plates.slice(0, -2));
  const labels = joint.model.domains.labelsOf(plates[plates.length - 1]!);
  const pairs = labels.flatMap((_, i) => labels.slice(i + 1).map((_unused, k) => [i, i + 1 + k] as const));
  const elements = node.elements;
  const components = pairs.map(([i, j]) => node.components[i * labels.length + j]!);
  if (components.length === 0) return;
  const packed = joint.model.domains.addAnonymous(`pairs of ${domain.name}`, leading.length * pairs.length);
  const packedNode = stack(joint.graph, components, elements, packed);
  saved.outputs.push({ node: packedNode, domain: packed, offset: saved.variables.length });
  for (const head of leading) {
    for (const [i, j] of pairs) {
      saved.variables.push(variable(name, [...head, labels[i]!, labels[j]!], false, false));
    }
  }
}

function saveHidden(joint: Joint, saved: SavedVariables, hidden: HiddenVariable): void {
  const { graph, translator, model } = joint;
  const context = hidden.context === "rows" ? model.domains.rows : model.domains.ofPlates(hidden.context);
  const names: Record<string, Node> = {};
  for (const [name, expression] of Object.entries(hidden.names)) {
    names[name] = translator.translate(expression, context);
  }
  const value = applyFormula(graph, hidden.formula, names);
  if (hidden.isAveraged) {
    const average = meanOver(joint, value, context, hidden.weights);
    const mean =
      hidden.ofMean === undefined ? average : applyFormula(graph, hidden.ofMean, { ...names, mean: average });
    saved.outputs.push({ node: mean, domain: scalarDomain, offset: saved.variables.length });
    saved.variables.push(variable(hidden.name, [], true, mean.kind === "constant"));
    return;
  }
  saved.outputs.push({ node: value, domain: context, offset: saved.variables.length });
  for (const levels of levelLabels(model, hidden.context === "rows" ? [] : hidden.context)) {
    saved.variables.push(variable(hidden.name, levels, true, false));
  }
}

/** Of the rows, the mean over the observations; or the mean by these weights. */
function meanOver({ graph, model }: Joint, node: Node, context: Domain, weights?: Float64Array): Node {
  if (node.domain === scalarDomain) return node;
  if (weights !== undefined) {
    return total(graph, multiply(graph, graph.data(context, weights), node), context, null);
  }
  const { cells, domains } = model;
  if (cells === null || context !== domains.rows) {
    return scale(graph, 1 / context.size, total(graph, node, context, null));
  }
  const counted = multiply(graph, graph.data(context, cells.counts), node);
  return scale(graph, 1 / totalCount(cells), total(graph, counted, context, null));
}

function variable(quantity: string, levels: string[], isHidden: boolean, isConstant: boolean): Variable {
  return { name: variableName(quantity, levels), quantity, levels, isHidden, isConstant };
}
