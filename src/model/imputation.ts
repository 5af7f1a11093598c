/**
 * Predictors with missing values and a distribution of their own. A bound model is rewritten so that it has none: for a column x over
 * the rows, with the rows M that lack it and O that have it, and x ~ D(θ),
 *
 *   x[M] ~ D(θ of M)      a parameter over a plate of the rows that lack x
 *   x    ~ D(θ of O)      the likelihood, of a column over the rows that have x
 *   x₀ + m · x[M]         in place of x wherever it is used: x₀ is x, and 0 where it is missing, where m is 1 and elsewhere 0
 *
 * So nothing behind the binding knows of missing predictors: the posterior is that of the model as it is written, and what can be
 * integrated out or proved of it is found as of any other. (Little & Rubin 2019, Statistical Analysis with Missing Data, section 10.)
 */

import type {
  CheckedDistribution,
  CheckedModel,
  CheckedStatement,
  Column,
  Expression,
  Likelihood,
  ParameterStatement,
  Plate,
} from "../language/checked-model.ts";
import { mapDistribution, mapExpression, type Replace } from "../language/map-expression.ts";
import { expressionsOf, partsOf } from "../language/parts.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn, BoundDesign, BoundModel } from "./bound-model.ts";
import type { Domain } from "./domains.ts";
import { type Imputation, valuesOf } from "./find-imputations.ts";
import type { SomeRows } from "./plates.ts";
import { circularImputation } from "./problems-missing.ts";

const knownPart = " where it is known";

/** Whether a column holds the values of another one in the rows that have them. */
export function isKnownPart(name: string): boolean {
  return name.endsWith(knownPart);
}

/** That other column. */
export function knownColumn(name: string): string {
  return name.slice(0, -knownPart.length);
}

/** Names that no name of a model is: they have blanks. */
const namesFor = ({ column: { name, per } }: Imputation) => ({
  lacking: `${per ?? "rows"} without ${name}`,
  having: `${per ?? "rows"} with ${name}`,
  known: `${name}${knownPart}`,
  mask: `${name} is missing`,
});

/**
 * The model without missing predictors. `rows` are those of the model, and those without outcomes; `model` has no columns yet
 * for those with missing values.
 */
export function imputeMissing(
  model: BoundModel,
  imputations: readonly Imputation[],
  rows: readonly SomeRows[],
  problems: Problem[],
): BoundModel {
  if (imputations.length === 0) return model;
  const rewriter = new Rewriter(model, imputations);
  rewriter.addPlates(rows.map(({ domains }) => domains.rows));
  const rewritten = rewriter.rewrite();
  if (rewritten === null) {
    const [first] = imputations;
    problems.push(
      circularImputation(
        imputations.map(({ column }) => column.name),
        first!.likelihood.span,
      ),
    );
    return model;
  }
  return rewritten;
}

class Rewriter {
  private readonly model: BoundModel;
  private readonly imputations: readonly Imputation[];
  private readonly columns: Map<string, BoundColumn>;
  private readonly designs: Map<string, BoundDesign>;
  private readonly plates: Map<string, Plate>;
  private readonly declared: Column[] = [];

  constructor(model: BoundModel, imputations: readonly Imputation[]) {
    this.model = model;
    this.imputations = imputations;
    this.columns = new Map(model.columns);
    this.designs = new Map(model.designs);
    this.plates = new Map(model.checked.plates);
  }

  /** The plates of elements with and without values, and what leads to them and from them. */
  addPlates(rowDomains: readonly Domain[]): void {
    const { domains } = this.model;
    const others = domains.plateNames();
    for (const one of this.imputations) {
      const { lacking, having } = namesFor(one);
      this.addPlate(one, lacking, one.missing);
      this.addPlate(one, having, one.observed);
      const place = new Int32Array(one.domain.size);
      one.missing.forEach((element, k) => {
        place[element] = k;
      });
      domains.addMap(one.domain, lacking, place);
      if (one.column.per === null) continue;
      const finer = others.filter((name) => name !== one.column.per).map((name) => domains.ofPlates([name]));
      for (const from of [...finer, ...rowDomains]) {
        const map = domains.mapTo(from, [one.column.per]);
        if (map !== null)
          domains.addMap(
            from,
            lacking,
            map.indices.map((element) => place[element]!),
          );
      }
    }
    const all = [...others, ...this.imputations.map((one) => namesFor(one).lacking)];
    for (const one of this.imputations) {
      const { lacking, having } = namesFor(one);
      for (const plate of all) {
        const known = domains.mapBetween(one.domain, domains.ofPlates([plate]));
        if (known === null) continue;
        for (const [own, elements] of [
          [lacking, one.missing],
          [having, one.observed],
        ] as const)
          if (own !== plate)
            domains.addMap(
              domains.ofPlates([own]),
              plate,
              elements.map((i) => known.indices[i]!),
            );
      }
    }
  }

  private addPlate({ labelOf }: Imputation, name: string, elements: Int32Array): void {
    this.model.domains.addPlate(name, Array.from(elements, labelOf));
    this.plates.set(name, { kind: "levels", name, first: 1, last: elements.length, labels: null });
  }

  /** Null where missing values depend on one another in a circle. */
  rewrite(): BoundModel | null {
    for (const one of this.imputations) this.addColumns(one);
    const { checked } = this.model;
    const used = checked.statements.map((one) => this.withoutMissing(one));
    const definitions = new Map(
      used.flatMap((one) => (one.kind === "definition" ? [[one.name, one.value]] : [])),
    );
    const statements = used.flatMap((one): CheckedStatement[] => {
      const imputation =
        one.kind === "likelihood"
          ? this.imputations.find(({ column }) => column.name === one.column)
          : undefined;
      return one.kind === "likelihood" && imputation !== undefined
        ? this.split(imputation, one, definitions)
        : [one];
    });
    const sorted = inOrder(statements);
    if (sorted === null) return null;
    const declarations = new Map(
      sorted.flatMap((one) => (one.kind === "likelihood" ? [] : [[one.name, one]])),
    );
    const rewritten: CheckedModel = {
      ...checked,
      columns: [...checked.columns.map((one) => this.declarationOf(one)), ...this.declared],
      plates: this.plates,
      statements: sorted,
      declarations,
    };
    return { ...this.model, checked: rewritten, columns: this.columns, designs: this.designs };
  }

  /** The likelihood is over what is known: so is the column. */
  private declarationOf(column: Column): Column {
    const imputation = this.imputations.find((one) => one.column === column);
    return imputation === undefined ? column : { ...column, per: namesFor(imputation).having };
  }

  private addColumns(imputation: Imputation): void {
    const { column, domain, values, observed } = imputation;
    const { known, mask, having } = namesFor(imputation);
    this.addColumn(
      column,
      known,
      domain,
      values.map((one) => (Number.isNaN(one) ? 0 : one)),
    );
    this.addColumn(
      column,
      mask,
      domain,
      values.map((one) => (Number.isNaN(one) ? 1 : 0)),
    );
    const own = this.model.domains.ofPlates([having]);
    this.columns.set(column.name, {
      name: column.name,
      domain: own,
      values: pick(values, observed),
      levels: null,
    });
  }

  private addColumn(like: Column, name: string, domain: Domain, values: Float64Array, per = like.per): void {
    if (this.columns.has(name)) return;
    this.columns.set(name, { name, domain, values, levels: null });
    this.declared.push({
      ...like,
      name,
      per,
      type: "real",
      within: null,
      mayBeMissing: false,
      bounds: [],
      label: null,
    });
  }

  /** With x₀ + m · x[M] in place of each x that may be missing. */
  private withoutMissing(statement: CheckedStatement): CheckedStatement {
    const replace: Replace = (part) => {
      if (part.kind !== "column") return null;
      const one = this.imputations.find(({ column }) => column.name === part.name);
      if (one === undefined) return null;
      const { known, mask, lacking } = namesFor(one);
      const { span } = part;
      const value: Expression = {
        kind: "quantity",
        name: part.name,
        indices: [{ kind: "plate", plate: lacking }],
        span,
      };
      const missing: Expression = {
        kind: "call",
        function: "multiply",
        arguments: [{ kind: "column", name: mask, span }, value],
        span,
      };
      return {
        kind: "call",
        function: "add",
        arguments: [{ kind: "column", name: known, span }, missing],
        span,
      };
    };
    if (statement.kind === "definition")
      return { ...statement, value: mapExpression(statement.value, replace) };
    return { ...statement, distribution: mapDistribution(statement.distribution, replace) };
  }

  /** The prior of the missing values, and the likelihood of the others. */
  private split(
    imputation: Imputation,
    likelihood: Likelihood,
    definitions: ReadonlyMap<string, Expression>,
  ): CheckedStatement[] {
    const { column, missing, observed } = imputation;
    const { lacking, having } = namesFor(imputation);
    const over = (distribution: CheckedDistribution, plate: string, elements: Int32Array) =>
      mapDistribution(distribution, this.seenFrom(imputation, plate, elements, definitions));
    const parameter: ParameterStatement = {
      kind: "parameter",
      name: column.name,
      plates: [lacking],
      distribution: over(valuesOf(likelihood.distribution), lacking, missing),
      parameterization: "automatic",
      label: null,
      span: likelihood.span,
    };
    return [
      parameter,
      { ...likelihood, per: having, distribution: over(likelihood.distribution, having, observed) },
    ];
  }

  /** What varies over the domain of a column as it is over some elements of that: columns and designs of their own. */
  private seenFrom(
    { domain, column }: Imputation,
    plate: string,
    elements: Int32Array,
    definitions: ReadonlyMap<string, Expression>,
  ): Replace {
    const own = this.model.domains.ofPlates([plate]);
    const replace: Replace = (part) => {
      if (part.kind === "quantity") {
        const declared = this.model.checked.declarations.get(part.name);
        if (declared?.kind !== "definition" || !declared.variesByRow) return null;
        return mapExpression(definitions.get(part.name)!, replace);
      }
      if (part.kind === "column") {
        const found = this.columns.get(part.name);
        if (found?.domain !== domain) return null;
        const name = `${part.name} of ${plate}`;
        this.addColumn(column, name, own, pick(found.values, elements), plate);
        return { ...part, name };
      }
      if (part.kind !== "product") return null;
      const design = this.model.designs.get(part.design)!;
      if (design.domain !== domain) return null;
      const name = `${design.name} of ${plate}`;
      const width = design.columnNames.length;
      const rows = Array.from(elements, (i) => design.matrix.subarray(i * width, (i + 1) * width));
      const matrix = new Float64Array(elements.length * width);
      rows.forEach((row, k) => {
        matrix.set(row, k * width);
      });
      this.model.domains.addPlate(name, design.columnNames);
      this.designs.set(name, { ...design, name, domain: own, matrix });
      return { ...part, design: name };
    };
    return replace;
  }
}

function pick(values: Float64Array, elements: Int32Array): Float64Array {
  return Float64Array.from(elements, (i) => values[i]!);
}

/** Each statement after what it uses, likelihoods last; null where there is no such order. */
function inOrder(statements: readonly CheckedStatement[]): CheckedStatement[] | null {
  const named = new Map(
    statements.flatMap((one) => (one.kind === "likelihood" ? [] : [[one.name, one] as const])),
  );
  const sorted = new Set<CheckedStatement>();
  const begun = new Set<CheckedStatement>();
  const visit = (statement: CheckedStatement): boolean => {
    if (sorted.has(statement)) return true;
    if (begun.has(statement)) return false;
    begun.add(statement);
    const used = expressionsOf(statement)
      .flatMap(partsOf)
      .flatMap((part) => (part.kind === "quantity" ? (named.get(part.name) ?? []) : []));
    if (!used.every(visit)) return false;
    sorted.add(statement);
    return true;
  };
  const [others, likelihoods] = [[...named.values()], statements.filter(({ kind }) => kind === "likelihood")];
  return [...others, ...likelihoods].every(visit) ? [...sorted] : null;
}
