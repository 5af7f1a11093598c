/**
 * The fixed part of a linear predictor, what is in it besides the effects of groups, as a sum
 *   Σ_k coefficient_k x_k
 * of parameters, or what is computed from them, times data. Groups count by the means of their effects. Its mean and its
 * variance over the rows need no row once the means and covariances of the x_k are known: mean = Σ_k c_k x̄_k, and
 * variance = Σ_kl c_k c_l Cov(x_k, x_l). So they cost as little for each draw as there are coefficients.
 */

import type { Expression, QuantityReference } from "../language/checked-model.ts";
import { isGrouping, labelsIn } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { isKnownIn } from "../model/context.ts";
import { labelsAt } from "../model/domains.ts";
import { readerOf } from "../model/evaluate.ts";
import { isDataOnly } from "../model/references.ts";
import type { FixedPart } from "../posterior/draws.ts";
import { declarationsOf } from "./declarations.ts";
import type { GroupEffect } from "./effects.ts";
import { columnReader } from "./factor-values.ts";
import { elementOf, type HiddenVariable, variableName } from "./hidden-variable.ts";
import { argumentOf } from "./outcome.ts";
import { meanProduct } from "./predictor.ts";
import { type Factor, TermReader } from "./terms.ts";

/** One of the sum: the number in each row, and the variable that holds the coefficient; 1 where it is data alone. */
export interface FixedTerm {
  readonly x: Float64Array;
  readonly coefficient: string | number;
}

/** A term before its coefficient has a name: what is multiplied, or divided by. */
interface OpenTerm {
  readonly x: Float64Array;
  readonly coefficients: readonly Coefficient[];
}

interface Coefficient {
  readonly expression: Expression;
  readonly isDivisor: boolean;
}

/** A predictor with more terms than this is not told: its covariances are as many numbers squared. */
const mostTerms = 60;

/** Reads fixed parts, and makes the hidden variables for coefficients that draws do not hold. */
export class FixedParts {
  readonly hidden: HiddenVariable[] = [];
  private readonly model: BoundModel;
  private readonly location: Expression;
  private readonly groups: readonly GroupEffect[];
  private readonly reader: TermReader;
  private whole: { readonly terms: readonly FixedTerm[] | null } | null = null;

  constructor(model: BoundModel, location: Expression, groups: readonly GroupEffect[]) {
    this.model = model;
    this.location = location;
    this.groups = groups;
    this.reader = new TermReader({
      declarations: declarationsOf(model.checked),
      isWhole: (expression) => isDataOnly(expression) || isKnownIn(model, expression, []),
      looksThrough: true,
      columnsOf: (design) => model.domains.labelsOf(design),
      mostTerms: 1000,
      mostFactors: 100,
    });
  }

  /** Null where the predictor is no such sum, or one of too many terms. Without the mean of one group's effects, where it is given. */
  termsBeside(own: GroupEffect | null): readonly FixedTerm[] | null {
    if (own !== null && isZero(meanOf(this.model, own))) return this.termsBeside(null);
    if (own !== null) return this.find(own);
    this.whole ??= { terms: this.find(null) };
    return this.whole.terms;
  }

  private find(own: GroupEffect | null): readonly FixedTerm[] | null {
    const terms = this.read(this.location, own, 0);
    if (terms === null) return null;
    const joined = new Map<string | number, Float64Array>();
    for (const { x, coefficients } of terms) {
      const coefficient = coefficients.length === 0 ? 1 : this.nameOf(coefficients);
      const known = joined.get(coefficient);
      joined.set(coefficient, known === undefined ? x : known.map((value, row) => value + x[row]!));
      if (joined.size > mostTerms) return null;
    }
    return [...joined].map(([coefficient, x]) => ({ coefficient, x }));
  }

  private read(expression: Expression, own: GroupEffect | null, depth: number): OpenTerm[] | null {
    const terms = this.reader.read(expression);
    if (terms === null || terms.length > 10 * mostTerms) return null;
    const found: OpenTerm[] = [];
    for (const { sign, factors, part } of terms) {
      let product = this.partOf(part, own, depth);
      for (const factor of [...factors].reverse()) product = product && this.times(product, factor);
      if (product === null) return null;
      found.push(
        ...(sign === 1 ? product : product.map((term) => ({ ...term, x: term.x.map((one) => -one) }))),
      );
    }
    return found;
  }

  /** A part before it is multiplied. */
  private partOf(part: Expression, own: GroupEffect | null, depth: number): OpenTerm[] | null {
    const one = { x: new Float64Array(this.model.domains.rows.size).fill(1), coefficients: [] };
    if (isDataOnly(part) || isKnownIn(this.model, part, [])) return this.timesExpression([one], part, false);
    if (part.kind !== "quantity") return null;
    const element = this.elementOf(part);
    const effect = this.groups.find(
      (group) => group.statement.name === part.name && group.element === element,
    );
    if (effect === undefined) return this.levelsOf(part);
    if (own !== null && effect.statement === own.statement && effect.element === own.element) return [];
    const mean = meanOf(this.model, effect);
    if (mean === null || depth > this.groups.length) return null;
    return isZero(mean) ? [] : this.read(mean, own, depth + 1);
  }

  private elementOf(part: QuantityReference): number | null {
    const [label] = labelsIn(part);
    const plate = this.model.checked.declarations.get(part.name)?.plates.at(-1);
    if (label === undefined || plate === undefined) return null;
    return this.model.domains.labelsOf(plate).indexOf(label);
  }

  /** A parameter for each level of factors, by as many indicators. */
  private levelsOf({ name, indices, span }: QuantityReference): OpenTerm[] | null {
    const { checked, domains } = this.model;
    const statement = checked.declarations.get(name);
    const plates = statement?.plates ?? [];
    const isPlain =
      statement?.kind === "parameter" &&
      indices.length === plates.length &&
      indices.every((index, i) => index.kind === "plate" && index.plate === plates[i]) &&
      plates.every((plate) => isGrouping(checked.plates.get(plate)));
    const map = isPlain ? domains.mapTo(domains.rows, plates) : null;
    if (map === null || map.to.size > mostTerms) return null;
    return Array.from({ length: map.to.size }, (_, level): OpenTerm => {
      const labels = labelsAt(map.to, level);
      const own = labels.map((label) => ({ kind: "label", label, span }) as const);
      return {
        x: Float64Array.from(map.indices, (at) => Number(at === level)),
        coefficients: [{ expression: { kind: "quantity", name, indices: own, span }, isDivisor: false }],
      };
    });
  }

  private times(terms: readonly OpenTerm[], factor: Factor): OpenTerm[] | null {
    if (factor.kind !== "column")
      return this.timesExpression(terms, factor.expression, factor.kind === "over");
    const value = columnReader(this.model, factor, this.model.domains.rows);
    return value && terms.map((term) => ({ ...term, x: term.x.map((one, row) => one * value(row)) }));
  }

  /** Data multiply x, all else is a coefficient. */
  private timesExpression(
    terms: readonly OpenTerm[],
    expression: Expression,
    isDivisor: boolean,
  ): OpenTerm[] | null {
    if (!isDataOnly(expression)) {
      if (!isKnownIn(this.model, expression, [])) return null;
      const factor = { expression, isDivisor };
      return terms.map((term) => ({ ...term, coefficients: [...term.coefficients, factor] }));
    }
    const value = readerOf(expression, this.model, this.model.domains.rows);
    if (value === null) return null;
    return terms.map((term) => ({
      ...term,
      x: term.x.map((one, row) => (isDivisor ? one / value(row) : one * value(row))),
    }));
  }

  /** The variable that holds a product: a parameter's own, or a hidden one. */
  private nameOf(coefficients: readonly Coefficient[]): string {
    const [first] = coefficients;
    if (coefficients.length === 1 && !first!.isDivisor && this.isSaved(first!.expression))
      return variableName(first!.expression.name, labelsIn(first!.expression));
    const names = Object.fromEntries(
      coefficients.map(({ expression }, i) => [`coefficient_${i}`, expression]),
    );
    const formula = coefficients
      .map(({ isDivisor }, i) => (isDivisor ? `(1 / coefficient_${i})` : `coefficient_${i}`))
      .join(" * ");
    const known = this.hidden.find(
      (one) =>
        one.formula === formula && Object.entries(names).every(([key, value]) => one.names[key] === value),
    );
    if (known !== undefined) return known.name;
    const name = `.coefficient(${this.hidden.length + 1})`;
    this.hidden.push({ name, formula, names, context: [], isAveraged: true });
    return name;
  }

  /** Whether draws hold it: each number of a parameter or of a definition, by the labels of its levels. */
  private isSaved(expression: Expression): expression is QuantityReference {
    if (expression.kind !== "quantity") return false;
    const plates = this.model.checked.declarations.get(expression.name)?.plates ?? [];
    return labelsIn(expression).length === plates.length && expression.indices.length === plates.length;
  }
}

/** The mean that effects of a group have; null where it is not told by their distribution. */
function meanOf(model: BoundModel, { statement, plates, element }: GroupEffect): Expression | null {
  const { distribution } = statement;
  if (distribution.kind === "scalar") {
    const name = distribution.distribution.locationScale?.location;
    const isMean = name !== undefined && symmetric.has(distribution.distribution.name);
    return isMean ? argumentOf(distribution, name) : null;
  }
  if (distribution.kind !== "vector" || distribution.distribution.name !== "multi_normal") return null;
  const [mean] = distribution.arguments;
  if (element === null) return mean?.kind === "number" ? mean : null;
  const plate = statement.plates[plates.length]!;
  return mean === undefined ? null : elementOf(mean, element, plate, model.domains.labelsOf(plate)[element]!);
}

function isZero(expression: Expression | null): boolean {
  return expression?.kind === "number" && expression.value === 0;
}

/** Distributions whose location is their mean. */
const symmetric: ReadonlySet<string> = new Set(["normal", "student_t", "laplace", "logistic"]);

/** More products than this are not summed: rows times pairs of terms. */
const mostProducts = 2e8;

/** The role of the fixed part: over the rows, each counted as often as it was observed; null where that would take long. */
export function fixedPartOf(model: BoundModel, terms: readonly FixedTerm[]): FixedPart | null {
  const count = terms.length;
  if ((model.domains.rows.size * count * count) / 2 > mostProducts) return null;
  const means = terms.map(({ x }) => meanProduct(model, x, null));
  const counts = model.cells?.counts ?? null;
  const total = counts?.reduce((sum, one) => sum + one, 0) ?? model.domains.rows.size;
  const covariances = new Array<number>(count * count).fill(0);
  const weighted = new Float64Array(count === 0 ? 0 : terms[0]!.x.length);
  for (let k = 0; k < count; k++) {
    const { x } = terms[k]!;
    const mean = means[k]!;
    for (let row = 0; row < weighted.length; row++)
      weighted[row] = ((x[row]! - mean) * (counts === null ? 1 : (counts[row] ?? 1))) / total;
    for (let l = 0; l <= k; l++) {
      const covariance = dotCentred(weighted, terms[l]!.x, means[l]!);
      covariances[k * count + l] = covariance;
      covariances[l * count + k] = covariance;
    }
  }
  return { coefficients: terms.map(({ coefficient }) => coefficient), means, covariances };
}

/** Σ a_i (b_i - mean). */
function dotCentred(a: Float64Array, b: Float64Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * (b[i]! - mean);
  return sum;
}
