/**
 * A linear predictor taken apart: data, plus coefficients times data.
 *
 * The mean of a coefficient's own distribution is moved into the sum, so that what is left of the coefficient is its
 * deviation, which has location 0: `a[g]` with a ~ normal(μ, τ) is μ + (a[g] - μ). That is a change of variables with
 * Jacobian 1. So all spellings of group effects give the same sum, but for the factor that a non-centered effect has in
 * front, a positive one, which is kept beside it.
 */

import type { Expression, ParameterStatement, QuantityReference } from "../../language/checked-model.ts";
import { printExpression } from "../../language/print-expression.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { isKnownIn } from "../../model/context.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { type ElementReader, readerOf } from "../../model/evaluate.ts";
import { labelled } from "../../model/labelled.ts";
import { declarationsOf } from "../../predictor/declarations.ts";
import { factorReader, productReader } from "../../predictor/factor-values.ts";
import { type PredictorTerm, TermReader } from "../../predictor/terms.ts";
import type { Argument, Arguments } from "./arguments.ts";

/** One element of a parameter for each element of the context, times data. */
export interface Block {
  readonly parameter: ParameterStatement;
  readonly domain: Domain;
  readonly elementAt: (i: number) => number;
  /** 0 where the parameter is not in the sum. */
  readonly valueAt: ElementReader;
  /** Positive factors with parameters: `τ` of `τ * z[g]`. */
  readonly scales: readonly Expression[];
  /** The arguments of the distributions whose means led here. */
  readonly through: readonly Argument[];
}

export interface LinearPredictor {
  readonly context: Domain;
  readonly blocks: readonly Block[];
  readonly offsetAt: ElementReader;
  /** Terms that are not linear in anything. */
  readonly others: readonly Expression[];
  /** Parameters that stand in it with their own mean inside, since that is not known. */
  readonly uncentered: ReadonlySet<string>;
}

/** A predictor with more terms than this is not taken apart. */
const mostBlocks = 1000;
/** Means of means further than this are not followed. */
const deepestMean = 50;

export class PredictorReader {
  private readonly model: BoundModel;
  private readonly arguments: Arguments;
  /** Of parameters, their means: each is read once. */
  private readonly means = new Map<ParameterStatement, LinearPredictor>();
  private depth = 0;

  constructor(model: BoundModel, all: Arguments) {
    this.model = model;
    this.arguments = all;
  }

  read(expression: Expression, context: Domain): LinearPredictor {
    const sum = new OpenPredictor(context);
    const reader = new TermReader({
      declarations: declarationsOf(this.model.checked),
      isWhole: (one) => readerOf(one, this.model, context) !== null,
      isFactor: (one) => isPositive(this.arguments, one),
      columnsOf: (design) => this.model.domains.labelsOf(design),
    });
    for (const term of reader.read(expression) ?? []) this.add(term, sum);
    return sum.close();
  }

  private add({ sign, factors, part }: PredictorTerm, sum: OpenPredictor): void {
    const values: ElementReader[] = [];
    const scales: Expression[] = [];
    for (const factor of factors) {
      const value = factorReader(this.model, factor, sum.context);
      if (value !== null) values.push(value);
      else if (factor.kind === "times") scales.push(factor.expression);
      else {
        // A design of other rows, or a division by a parameter.
        sum.others.push(part, ...expressionsIn(factors));
        return;
      }
    }
    const valueAt = productReader(sign, values);
    const data = readerOf(part, this.model, sum.context);
    if (data === null) this.addPart(part, { valueAt, scales, through: [] }, sum);
    else if (scales.length > 0 && !isZero(data, sum.context)) sum.others.push(part, ...scales);
    else sum.offsets.push((i) => valueAt(i) * data(i));
  }

  private addPart(part: Expression, factor: Factor, sum: OpenPredictor): void {
    const parameter = part.kind === "quantity" ? this.arguments.parameters.get(part.name) : undefined;
    const elementAt = parameter && this.elementReader(parameter, part as QuantityReference, sum.context);
    if (parameter === undefined || !elementAt) sum.others.push(part, ...factor.scales);
    else this.addParameter(parameter, elementAt, factor, sum);
  }

  /** Which element of the parameter each element of the context has: plates first, then levels by their labels. */
  private elementReader(
    { plates }: ParameterStatement,
    quantity: QuantityReference,
    context: Domain,
  ): ((i: number) => number) | null {
    if (quantity.indices.length !== plates.length) return null;
    const { leading, elements } = labelled(this.model, plates, quantity.indices);
    const base = this.leadTo(context, leading);
    return base && ((i) => elements[base(i)]!);
  }

  private leadTo(context: Domain, domain: Domain): ((i: number) => number) | null {
    if (domain === scalarDomain) return () => 0;
    if (domain === context) return (i) => i;
    const map = this.model.domains.mapBetween(context, domain);
    return map && ((i) => map.indices[i]!);
  }

  /** The deviation of the parameter from its mean, and the mean. */
  private addParameter(
    parameter: ParameterStatement,
    elementAt: (i: number) => number,
    factor: Factor,
    sum: OpenPredictor,
  ): void {
    const domain = this.model.domains.ofPlates(parameter.plates);
    const isFactorKnown = factor.scales.every((one) => isKnownIn(this.model, one, parameter.plates));
    if (!isFactorKnown || sum.blocks.length >= mostBlocks) {
      const { name, span } = parameter;
      sum.others.push({ kind: "quantity", name, indices: [], span }, ...factor.scales);
      return;
    }
    sum.blocks.push({ parameter, domain, elementAt, ...factor });
    const mean = this.meanOf(parameter);
    if (mean === null) return;
    const inner = mean === "unknown" ? null : this.meanRead(parameter, mean.expression, domain);
    if (mean === "unknown" || inner === null || sum.blocks.length + inner.blocks.length > mostBlocks) {
      sum.uncentered.add(parameter.name);
      return;
    }
    sum.others.push(...inner.others);
    for (const name of inner.uncentered) sum.uncentered.add(name);
    if (factor.scales.length > 0 && !isZero(inner.offsetAt, domain)) {
      sum.others.push(mean.expression, ...factor.scales);
    }
    sum.offsets.push((i) => factor.valueAt(i) * inner.offsetAt(elementAt(i)));
    for (const block of inner.blocks) {
      sum.blocks.push({
        ...block,
        elementAt: (i) => block.elementAt(elementAt(i)),
        valueAt: (i) => factor.valueAt(i) * block.valueAt(elementAt(i)),
        scales: [...factor.scales, ...block.scales],
        through: [...factor.through, mean, ...block.through],
      });
    }
  }

  /** The mean of a parameter; null at the end of a chain of means that is too long. */
  private meanRead(
    parameter: ParameterStatement,
    expression: Expression,
    domain: Domain,
  ): LinearPredictor | null {
    const known = this.means.get(parameter);
    if (known !== undefined) return known;
    if (this.depth >= deepestMean) return null;
    this.depth++;
    const read = this.read(expression, domain);
    this.depth--;
    this.means.set(parameter, read);
    return read;
  }

  /** Where the distribution is centered; null where it has no such argument. */
  private meanOf(parameter: ParameterStatement): Argument | "unknown" | null {
    const { distribution } = parameter;
    if (distribution.kind === "vector" && distribution.distribution.name === "multi_normal") {
      const mean = this.arguments.find(parameter, "mean");
      if (mean === null) return "unknown";
      const expression = this.arguments.withPlate(mean.expression, parameter.plates.at(-1)!);
      if (expression !== mean.expression) return { ...mean, expression };
      return expression.kind === "quantity" ? "unknown" : mean;
    }
    if (distribution.kind !== "scalar" || distribution.distribution.locationScale === undefined) return null;
    return this.arguments.find(parameter, distribution.distribution.locationScale.location) ?? "unknown";
  }
}

/** What a parameter is multiplied by: data, and what is positive. */
interface Factor {
  readonly valueAt: ElementReader;
  readonly scales: readonly Expression[];
  readonly through: readonly Argument[];
}

/** A predictor in the making. */
class OpenPredictor {
  readonly blocks: Block[] = [];
  readonly offsets: ElementReader[] = [];
  readonly others: Expression[] = [];
  readonly uncentered = new Set<string>();
  readonly context: Domain;

  constructor(context: Domain) {
    this.context = context;
  }

  close(): LinearPredictor {
    const { blocks, offsets, others, uncentered, context } = this;
    const offsetAt = (i: number): number => offsets.reduce((total, offset) => total + offset(i), 0);
    return { context, blocks, offsetAt, others, uncentered };
  }
}

function expressionsIn(factors: PredictorTerm["factors"]): Expression[] {
  return factors.flatMap((factor) => (factor.kind === "column" ? [] : [factor.expression]));
}

function isZero(reader: ElementReader, { size }: Domain): boolean {
  for (let i = 0; i < size; i++) if (reader(i) !== 0) return false;
  return true;
}

/** Whether an expression is positive almost everywhere, whatever its parameters are. */
function isPositive(all: Arguments, expression: Expression): boolean {
  switch (expression.kind) {
    case "number":
      return expression.value > 0;
    case "quantity": {
      const distribution = all.parameters.get(expression.name)?.distribution;
      const base = distribution?.kind === "truncated" ? distribution.base : distribution;
      if (base?.kind !== "scalar") return false;
      const ends = [base.distribution.support.lower];
      if (base.distribution.name === "flat" || base.distribution.name === "uniform") {
        const [lower] = base.arguments;
        if (lower?.kind === "number") ends.push(lower.value);
      }
      if (distribution?.kind === "truncated" && distribution.lower?.kind === "number") {
        ends.push(distribution.lower.value);
      }
      return ends.some((end) => typeof end === "number" && end >= 0);
    }
    case "call":
      if (expression.function === "exp") return true;
      return (
        ["sqrt", "multiply", "divide", "add"].includes(expression.function) &&
        expression.arguments.every((one) => isPositive(all, one))
      );
    default:
      return false;
  }
}

/** Texts that are equal where the factors of two blocks are the same. */
export function scaleText({ scales }: Block): string {
  return scales.map(printExpression).sort().join(" * ");
}
