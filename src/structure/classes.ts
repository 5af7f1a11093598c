/** The elements of a context sorted into classes in which an expression has one value. */

import type { Expression, QuantityReference } from "../language/checked-model.ts";
import { partsWithin } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import { indexedBy } from "../model/labelled.ts";
import { remembered } from "../model/remembered.ts";
import { declarationsOf, domainOf } from "../predictor/declarations.ts";

/** Numbers over a context: elements in which all of an expression's are equal have the same value of it. */
type Distinction = (i: number) => number;

export interface Classes {
  /** The class of each element; null if there is one class. */
  readonly codes: Int32Array | null;
  /** An element of each class. */
  readonly representatives: readonly number[];
  /** Nothing in the expression depends on where it is seen from. */
  readonly isScalar: boolean;
}

/** Sorts the elements of `context` by all that an expression's value depends on; null if there are more than `most`. */
export function classify(
  expression: Expression,
  context: Domain,
  model: BoundModel,
  most: number,
): Classes | null {
  const distinctions = distinctionsOf(expression, context, model);
  if (distinctions.size === 0) return { codes: null, representatives: [0], isScalar: true };
  const codes = new Int32Array(context.size);
  let count = 1;
  for (const distinction of distinctions.values()) {
    const numbers = new Map<number, Map<number, number>>();
    count = 0;
    for (let i = 0; i < codes.length; i++) {
      let within = numbers.get(codes[i]!);
      if (within === undefined) {
        within = new Map();
        numbers.set(codes[i]!, within);
      }
      const value = distinction(i);
      let code = within.get(value);
      if (code === undefined) {
        if (count === most) return null;
        code = count++;
        within.set(value, code);
      }
      codes[i] = code;
    }
  }
  const representatives = Array.from({ length: count }, () => -1);
  codes.forEach((code, i) => {
    if (representatives[code] === -1) representatives[code] = i;
  });
  return { codes: count === 1 ? null : codes, representatives, isScalar: false };
}

/** By what they are of, so that what is mentioned twice distinguishes once. */
type Distinctions = ReadonlyMap<string, Distinction>;

interface OfQuantity {
  readonly domain: Domain;
  readonly own: Distinctions;
}

/** Of the definitions of a model, each over its own domain. */
const known = new WeakMap<BoundModel, Map<string, OfQuantity>>();

function distinctionsOf(expression: Expression, context: Domain, model: BoundModel): Distinctions {
  const declarations = declarationsOf(model.checked);
  const ofAll = (parts: readonly Expression[]): Distinctions =>
    new Map(parts.flatMap((part) => [...distinctionsOf(part, context, model)]));
  const carried = ({ domain, own }: OfQuantity): Distinctions => seenFrom(context, domain, own, model);
  switch (expression.kind) {
    case "number":
    case "constant":
    case "matrix":
      return new Map();
    case "column": {
      const { domain, values } = model.columns.get(expression.name)!;
      return carried({ domain, own: new Map([[`column ${expression.name}`, (i) => values[i]!]]) });
    }
    case "quantity":
      return carried(distinctionsOfQuantity(expression, model));
    case "call":
    case "list":
      return ofAll(partsWithin(expression));
    case "product": {
      const plates = declarations.platesOf(expression.coefficients.name).slice(0, -1);
      const leading = elementsOf(model.domains.ofPlates(plates));
      return new Map([...carried(columnsOf(expression.design, model)), ...carried(leading)]);
    }
    case "reduction": {
      if (expression.reduction !== "rank") return new Map();
      return carried(elementsOf(model.domains.ofPlates(declarations.platesOf(expression.of.name))));
    }
  }
}

/** Distinctions of what lies over `domain`, seen from the context. */
function seenFrom(context: Domain, domain: Domain, own: Distinctions, { domains }: BoundModel): Distinctions {
  if (domain === context || domain.id === 0) return own;
  const map = domains.mapBetween(context, domain);
  if (map === null) return new Map();
  const seen = [...own].map(
    ([key, distinction]) =>
      [`${key} from ${context.id}`, (i: number) => distinction(map.indices[i]!)] as const,
  );
  return new Map(seen);
}

/** The entries of a row of a design. */
function columnsOf(design: string, model: BoundModel): OfQuantity {
  const { domain, matrix, columnNames } = model.designs.get(design)!;
  const width = columnNames.length;
  const columns = columnNames.map(
    (_, k) => [`${design} ${k}`, (i: number) => matrix[i * width + k]!] as const,
  );
  return { domain, own: new Map(columns) };
}

/** Each element apart from every other; nothing where there is one. */
function elementsOf(domain: Domain): OfQuantity {
  const isOne = domain.axes.length === 0;
  return { domain, own: isOne ? new Map() : new Map([[`element of ${domain.id}`, (i: number) => i]]) };
}

/** Of a definition what it is made of distinguishes, of a parameter each level. */
function distinctionsOfQuantity({ name, indices }: QuantityReference, model: BoundModel): OfQuantity {
  const declarations = declarationsOf(model.checked);
  if (declarations.definitions.has(name) && indices.every((index) => index.kind === "plate")) {
    const { domain, own } = knownDefinitions(model).get(name)!;
    // A level of a column of a pool has the number of the level of the pool.
    return { domain: indexedBy(model, domain, indices), own };
  }
  const plates = declarations.platesOf(name);
  const left = model.domains.ofPlates(plates.filter((_, i) => indices[i]?.kind !== "label"));
  return elementsOf(indexedBy(model, left, indices));
}

/** Read in the order of the statements, each of which stands behind what it needs. */
function knownDefinitions(model: BoundModel): ReadonlyMap<string, OfQuantity> {
  const found = remembered(known, model, () => new Map<string, OfQuantity>());
  if (found.size > 0) return found;
  for (const definition of declarationsOf(model.checked).definitions.values()) {
    const domain = domainOf(model, definition);
    found.set(definition.name, { domain, own: distinctionsOf(definition.value, domain, model) });
  }
  return found;
}
