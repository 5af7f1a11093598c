/** What the designs of a study cannot do, and what was assumed: sentences without a full stop. */

import type { CheckedModel } from "../../language/checked-model.ts";
import { expressionsOf, mentionedQuantities } from "../../language/parts.ts";
import type { FormulaNode } from "../../language/syntax.ts";
import { enumerated } from "../../problems/make-problem.ts";
import type { CostedDesign } from "./designs.ts";
import { type LayoutRules, totalLevels } from "./layout.ts";
import { definitionOf } from "./measures.ts";
import type { StudySimulator } from "./study-simulator.ts";
import { isNewPlate, unknownToRun } from "./truths.ts";

/** Of all designs together, each once. */
export function notesOf(
  simulator: StudySimulator,
  rules: LayoutRules,
  designs: readonly CostedDesign[],
): readonly string[] {
  const { checked } = rules;
  const { truths } = simulator.task;
  const laid = new Set(simulator.task.laid);
  const isOfRun = truths.draws !== null;
  const model = simulator.designs[0]!.bound;
  const defined = simulator.measured.flatMap((one) => {
    const definition = definitionOf(one, model);
    return definition === null ? [] : [`${one.name}: ${definition}`];
  });
  const notes = [...defined, ...noteCopied(rules, designs), ...noteStated(rules, designs)];
  if (designs.some(({ replicates }) => replicates === 1) && isNestedChain(rules))
    notes.push(
      "with one row in a group, what varies between groups and what varies within them are told apart by the priors alone",
    );
  notes.push(...noteSingle(rules, designs));
  const alone = freeLevels(checked, laid);
  if (alone.length > 0)
    notes.push(
      `${enumerated(alone)} of new levels ${alone.length > 1 ? "are" : "is"} drawn from a prior that is given${isOfRun ? ", of which the run has learned nothing" : ""}`,
    );
  const unknown = unknownToRun(truths, simulator.designs[0]!.generative, laid);
  if (unknown.length > 0) notes.push(`the run has no ${enumerated(unknown, 6)}: drawn from the prior`);
  if (simulator.leftOut.length > 0)
    notes.push(
      `${enumerated(simulator.leftOut)} has many elements: one is measured where \`--for\` names it`,
    );
  const scaled = [...checked.plates.values()].filter((one) => one.kind === "design" && isScaled(one.formula));
  if (scaled.length > 0 && isOfRun)
    notes.push(
      `the columns of ${enumerated(scaled.map(({ name }) => name))} are centred, scaled or curved by the rows of each design, not by those of the run`,
    );
  return notes;
}

/** Whether each factor lies within the one before it, so that a cell with one row is a level of its own. */
function isNestedChain({ factors }: LayoutRules): boolean {
  return factors.length > 0 && factors.every(({ outer }, f) => f === 0 || outer === factors[f - 1]!.name);
}

/** Where a level has one of the factor within it, so that both vary together. */
function noteSingle({ factors }: LayoutRules, designs: readonly CostedDesign[]): string[] {
  return factors.flatMap(({ name, outer }, f) =>
    outer !== null && designs.some(({ counts }) => counts[f] === 1)
      ? [`with one ${name} in a ${outer}, what varies between them is told apart by the priors alone`]
      : [],
  );
}

/** How rows that are copied fit the groups that they are copied to. */
function noteCopied({ copied, pattern, factors }: LayoutRules, designs: readonly CostedDesign[]): string[] {
  if (pattern === null || copied.length === 0) return [];
  const names = enumerated(copied.map(({ name }) => name));
  const notes =
    factors.length === 0
      ? [`${names}: copied from the rows of the data by turns`]
      : [`${names}: new groups copy the rows of the ${pattern.groups.length} groups of the data by turns`];
  const sizes = pattern.groups.map((rows) => rows.length);
  const replicates = designs.flatMap((one) => one.replicates ?? []);
  const largest = Math.max(...replicates);
  if (largest > Math.min(...sizes))
    notes.push(`where a group has fewer than ${largest} rows to be copied, they are copied again`);
  else if (Math.min(...replicates) < Math.max(...sizes))
    notes.push("of a group with more rows than a design has replicates, the first are copied");
  return notes;
}

/** Where stated values do not come equally often. */
function noteStated({ factors, columns }: LayoutRules, designs: readonly CostedDesign[]): string[] {
  const notes: string[] = [];
  for (const per of new Set(columns.map((one) => one.per))) {
    const own = columns.filter((one) => one.per === per);
    const cycle = own.reduce((product, { values }) => product * values.length, 1);
    const place = factors.findIndex(({ name }) => name === per);
    const units = designs.map(({ counts, replicates }) =>
      per === null ? (replicates ?? cycle) : totalLevels(factors, counts)[place]!,
    );
    const odd = [...new Set(units.filter((count) => count % cycle !== 0))].sort((a, b) => a - b);
    if (odd.length === 0) continue;
    const of = per === null ? "replicates" : `levels of \`${per}\``;
    notes.push(
      `${odd.join(", ")} ${of} cannot have the ${cycle} combinations of ${enumerated(own.map(({ column }) => column.name))} equally often: the first come more often`,
    );
  }
  return notes;
}

/** Parameters of new levels that no other parameter says anything of. */
function freeLevels(checked: CheckedModel, laid: ReadonlySet<string>): string[] {
  return checked.statements.flatMap((one) => {
    if (one.kind !== "parameter" || !one.plates.some((plate) => isNewPlate(checked, laid, plate))) return [];
    return expressionsOf(one).flatMap(mentionedQuantities).length > 0 ? [] : [one.name];
  });
}

const ofRows = new Set(["center", "scale", "poly", "spline"]);

/** Whether the columns of a design depend on all of its rows. */
function isScaled(node: FormulaNode): boolean {
  switch (node.kind) {
    case "call":
      return ofRows.has(node.callee.text) || node.arguments.some(isScaled);
    case "operator":
      return isScaled(node.left) || isScaled(node.right);
    case "sign":
      return isScaled(node.operand);
    case "parenthesis":
      return isScaled(node.inner);
    default:
      return false;
  }
}
