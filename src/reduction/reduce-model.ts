/**
 * The reduction of a model. Given the keys K, the mean of a normal outcome is a + b'x with a and b of K and parameters, and its sd is of K, so
 *
 *   Σ (y - a - b'x)² / σ²
 *
 * over the rows of a group is told by n, Σ v and Σ vv' of v = (x, y). The likelihood of any other outcome is told by how often each pattern is.
 */

import type { ColumnRequest } from "../data/table.ts";
import type { CheckedModel, Column, Likelihood } from "../language/checked-model.ts";
import { argumentsOf, outcomeName, partsOf } from "../language/parts.ts";
import type { TableRequests } from "../model/column-requests.ts";
import { fateOfMissing, findUse } from "../model/data-use.ts";
import type { Problem } from "../problems/problem.ts";
import { ColumnUse } from "./column-use.ts";
import { notReducible } from "./problems.ts";
import type { NumericBound, Reduction, ReductionKey, ReductionMoment } from "./reduction.ts";

/** Which statistics of the main table the model needs, or why groups cannot stand for its rows. */
export function reduceModel(model: CheckedModel, { main }: Pick<TableRequests, "main">): Reduction | Problem {
  const likelihood = onlyOutcome(model);
  if ("code" in likelihood) return likelihood;
  const lack = findLack(model);
  if (lack !== null) return lack;
  const { column: outcome } = likelihood;
  if (!isNormal(likelihood)) {
    const because = `\`${outcome}\` is not normal`;
    const keys = main.map((request) => keyOf(model, request, because));
    return { kind: "counts", outcome, keys, moments: [] };
  }
  const { marked, products } = findKeys(model, likelihood, main);
  const use = findUse(model, outcome);
  if (use !== null || marked.has(outcome)) {
    const reason = `\`${outcome}\` is used as data as well, and its single values are not kept`;
    return notReducible(reason, rowsInstead, use ?? likelihood.span);
  }
  const keys = main.flatMap((request): ReductionKey[] => {
    const because = marked.get(request.name);
    return because === undefined ? [] : [keyOf(model, request, because)];
  });
  const kept = main.filter(({ name }) => !marked.has(name) && name !== outcome);
  const own = main.filter(({ name }) => name === outcome);
  const moments = [
    ...kept.map((request) => momentOf(model, request)),
    ...[...products].map(([name, factors]) => productOf(name, factors)),
    ...own.map((request) => momentOf(model, request)),
  ];
  return { kind: "moments", outcome, keys, moments };
}

const rowsInstead = "give the rows: `--data FILE`";

function onlyOutcome(model: CheckedModel): Likelihood | Problem {
  const [likelihood, other] = model.statements.filter((one) => one.kind === "likelihood");
  if (likelihood === undefined)
    return notReducible("the model has no outcome", "sample its priors: leave the data out", null);
  if (other !== undefined)
    return notReducible("the model has several outcomes, and statistics are of one", rowsInstead, other.span);
  const { columns, per, span } = likelihood;
  if (columns.length > 1) {
    const reason = `${outcomeName(columns)} are several columns, and statistics are of one`;
    return notReducible(reason, rowsInstead, span);
  }
  if (per === null) return likelihood;
  const reason = `\`${likelihood.column}\` has one value for each \`${per}\`, not one for each row`;
  return notReducible(reason, rowsInstead, span);
}

/** What is of single rows: values that may be missing, and columns that are made of other rows. */
function findLack(model: CheckedModel): Problem | null {
  for (const [written, { span }] of model.series)
    return notReducible(`\`${written}\` is made of other rows`, rowsInstead, span);
  const column = model.columns.find((one) => fateOfMissing(model, one) !== null);
  if (column === undefined) return null;
  const reason = `\`${column.name}\` may be missing, and what a row lacks is a number of its own`;
  const instead = `declare it without \`?\` and drop such rows, \`--drop-missing\`, or ${rowsInstead}`;
  return notReducible(reason, instead, column.span);
}

function isNormal({ distribution }: Likelihood): boolean {
  return distribution.kind === "scalar" && distribution.distribution.name === "normal";
}

/** The columns that rows are grouped by, with the reason, and the products of two that are told by sums as columns are. */
function findKeys(
  model: CheckedModel,
  { distribution, weight, column: outcome }: Likelihood,
  main: readonly ColumnRequest[],
): { readonly marked: ReadonlyMap<string, string>; readonly products: ColumnUse["products"] } {
  const keys = new Map<string, string>();
  for (const column of model.columns) {
    const because = ownReason(model, column);
    if (because !== null) keys.set(column.name, because);
  }
  const candidates = new Set(main.map(({ name }) => name).filter((name) => !keys.has(name)));
  const use = new ColumnUse(model, candidates);
  const [mean, ...others] = argumentsOf(distribution);
  use.read(() => {
    use.affine(mean!);
    for (const one of others) use.markAll(one, `it stands in the sd of \`${outcome}\``);
    if (weight !== null) use.markAll(weight, `it stands in the weight of \`${outcome}\``);
    for (const [written, { reduction, of, per }] of model.statistics) {
      if (per !== null) continue;
      if (reduction === "min" || reduction === "max") use.markAll(of, `\`${written}\` is one of its values`);
      else use.affine(of);
    }
  });
  return { marked: new Map([...keys, ...use.marked]), products: use.products };
}

/** Why rows are grouped by a column, wherever it is used; null where that depends on its use. */
function ownReason(model: CheckedModel, { name, type, per, bounds }: Column): string | null {
  if (type === "factor") return "it is a factor";
  if (type === "int") return "it is of whole numbers";
  if (per !== null) return `it is of \`${per}\``;
  if (bounds.some(({ value }) => numberOf(value) === null)) return "its bounds are not all numbers";
  const isBound = model.columns.some(
    (one) =>
      one.name !== name &&
      one.bounds.some(({ value }) =>
        partsOf(value).some((part) => part.kind === "column" && part.name === name),
      ),
  );
  return isBound ? "it is a bound of another column" : null;
}

function keyOf(model: CheckedModel, request: ColumnRequest, because: string): ReductionKey {
  const per = model.columns.find(({ name }) => name === request.name)?.per ?? null;
  const isNumber = request.type !== "factor";
  return { request, because, ...(isNumber && per !== null && { constantWithin: per }) };
}

function productOf(name: string, factors: readonly [string, string]): ReductionMoment {
  const request = {
    name,
    from: name,
    type: "real",
    mayBeMissing: false,
    within: null,
    reference: null,
  } as const;
  return { request, bounds: [], factors };
}

function momentOf(model: CheckedModel, request: ColumnRequest): ReductionMoment {
  const column = model.columns.find(({ name }) => name === request.name);
  const bounds = (column?.bounds ?? []).flatMap(({ operator, value }): NumericBound[] => {
    const bound = numberOf(value);
    return bound === null ? [] : [{ operator, bound }];
  });
  return { request, bounds };
}

function numberOf(value: Column["bounds"][number]["value"]): number | null {
  if (value.kind === "number") return value.value;
  const isNegated = value.kind === "call" && value.function === "negate";
  const inner = isNegated ? numberOf(value.arguments[0]!) : null;
  return inner === null ? null : -inner;
}
