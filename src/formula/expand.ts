/** The model that a formula stands for, as text: what is fitted is that text, so that the two have the same bits. */

import { printFormula } from "../data/design/print-formula.ts";
import { format } from "../language/format.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { withAllColumns } from "./all-columns.ts";
import { type ReadColumns, readFormulaColumns } from "./columns.ts";
import { ModelWriter } from "./model-writer.ts";
import { groupingsOf, namedColumns, orderedOf, ordersIn, referencesIn } from "./named-columns.ts";
import { chooseFamily, type FormulaOptions } from "./outcome.ts";
import { parseModelFormula } from "./parse.ts";
import { groupingWanted, orderWanted, slopeAlongOrder, wrongOutcome } from "./problems.ts";
import { chooseResiduals } from "./residuals.ts";
import { type GroupTerm, predictorsOf } from "./syntax.ts";

/** `text` is null exactly if one of the problems is an error. */
export interface ExpandedFormula {
  readonly text: string | null;
  readonly problems: readonly Problem[];
}

/** Reads the columns that a formula names, and writes its model. */
export async function expandFormula(
  source: string,
  options: FormulaOptions,
  read: ReadColumns,
): Promise<ExpandedFormula> {
  const parsed = parseModelFormula(source);
  if (parsed.formula === null) return { text: null, problems: parsed.problems };
  const { formula, problems } = await withAllColumns(parsed.formula, read);
  if (formula === null) return { text: null, problems };
  const predictors = predictorsOf(formula);
  const groups = predictors.flatMap((one) => one.groups);
  const wrong = groups.flatMap(problemsOf);
  if (wrong.length > 0) return { text: null, problems: wrong };
  const levels = { references: referencesIn(predictors), orders: ordersIn(formula) };
  const { found, problems: unread } = await readFormulaColumns(namedColumns(formula), levels, read);
  if (found === null) return { text: null, problems: unread };
  const labelled = formula.missing.find(({ column }) => found.columns.get(column.text)?.type === "factor");
  if (labelled !== undefined) return { text: null, problems: [missingLabels(labelled.column)] };
  const choices = formula.outcomes.map(({ response, family }) =>
    chooseFamily(response, found, family === null ? options : { family }),
  );
  const refused = choices.flatMap(({ problem }) => problem ?? []);
  if (refused.length > 0) return { text: null, problems: refused };
  const chosen = choices.map((one) => one.chosen!);
  const { chosen: residuals, problems: odd } = chooseResiduals(formula, chosen);
  if (odd.length > 0) return { text: null, problems: odd };
  const own = { families: chosen, residuals, levels, priors: options.priors ?? [] };
  const writer = new ModelWriter(source, formula, found, own);
  const text = writer.write();
  return writer.problems.length > 0
    ? { text: null, problems: writer.problems }
    : { text: format(text), problems: [] };
}

const notFactors = (node: FormulaNode): Problem => groupingWanted(node.span, printFormula(node));

function problemsOf({ terms, grouping, law }: GroupTerm): Problem[] {
  if (law.kind === "members") return [];
  const ordered = orderedOf(grouping);
  if (ordered === undefined) return groupingsOf(grouping) === null ? [notFactors(grouping)] : [];
  if (ordered === null) return [orderWanted(grouping.span, printFormula(grouping))];
  const isIntercept = terms.kind === "number" && printFormula(terms) === "1";
  return isIntercept ? [] : [slopeAlongOrder(terms.span, printFormula(terms), printFormula(grouping))];
}

const missingLabels = ({ span, text }: Identifier): Problem =>
  wrongOutcome(
    span,
    "gaussian",
    `has numbers as outcomes, and \`${text}\` has labels`,
    "leave `mi` out: a missing label of `(1 | g)` needs a model, with `g: factor?`",
  );
