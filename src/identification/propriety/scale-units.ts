/**
 * What a positive scale is made of: the parameters that make it small or large, each as a power.
 *
 *   log σ_i = Σ w_i u + (what does not move),   u = log x of a positive parameter x, or u itself in exp(u)
 *
 * A unit is one such parameter with its weights. What a unit's own prior is scaled by is a unit, too: with σ[g] ~
 * half_normal(s), a small s makes all of σ small; with σ[g] ~ lognormal(λ, ω) a low λ does.
 */

import type { Expression, ParameterStatement, QuantityReference } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Domain } from "../../model/domains.ts";
import type { ElementReader } from "../../model/evaluate.ts";
import type { Argument, Arguments } from "./arguments.ts";
import { type Block, PredictorReader } from "./linear-predictor.ts";
import { numberIn, type Power, type Tails, tailsOf } from "./tails.ts";

export interface ScaleUnit {
  readonly parameter: ParameterStatement;
  readonly kind: Tails["kind"];
  readonly elementAt: (i: number) => number;
  readonly weightAt: ElementReader;
  /** The arguments through which it is reached, this scale's own first. */
  readonly through: readonly Argument[];
}

/** The units of the scale that `argument` is, for each element of `context`, and the parameters that it has otherwise. */
export interface Scale {
  readonly units: readonly ScaleUnit[];
  readonly held: ReadonlySet<string>;
}

/** The argument of a distribution that its variate is proportional to. */
const proportionalTo: Readonly<Record<string, string>> = {
  half_normal: "sd",
  half_cauchy: "scale",
  half_student_t: "scale",
  inverse_gamma: "scale",
};

export class ScaleReader {
  private readonly model: BoundModel;
  private readonly arguments: Arguments;
  private readonly predictors: PredictorReader;

  constructor(model: BoundModel, all: Arguments) {
    this.model = model;
    this.arguments = all;
    this.predictors = new PredictorReader(model, all);
  }

  read(argument: Argument, context: Domain): Scale {
    const units: ScaleUnit[] = [];
    const held = new Set<string>();
    const sum = { units, held, through: [argument] };
    this.add(argument.expression, 1, context, sum);
    return { units, held };
  }

  private add(expression: Expression, weight: number, context: Domain, sum: OpenScale): void {
    if (expression.kind === "call") {
      const [left, right] = expression.arguments as [Expression, Expression];
      switch (expression.function) {
        case "multiply":
        case "divide":
          this.add(left, weight, context, sum);
          this.add(right, expression.function === "divide" ? -weight : weight, context, sum);
          return;
        case "sqrt":
          this.add(left, weight / 2, context, sum);
          return;
        case "square":
          this.add(left, 2 * weight, context, sum);
          return;
        case "power": {
          const exponent = numberIn(this.model, right);
          if (exponent === null || exponent === 0) break;
          this.add(left, weight * exponent, context, sum);
          return;
        }
        case "exp":
          this.addExponent(left, weight, context, sum);
          return;
      }
    }
    if (expression.kind === "quantity") this.addQuantity(expression, weight, context, sum);
    else this.hold(expression, sum);
  }

  private hold(expression: Expression, { held }: OpenScale): void {
    for (const name of this.arguments.parametersIn(expression)) held.add(name);
  }

  private addExponent(expression: Expression, weight: number, context: Domain, sum: OpenScale): void {
    const { blocks, others } = this.predictors.read(expression, context);
    for (const other of others) this.hold(other, sum);
    for (const block of blocks) this.addBlock(block, weight, "real", sum);
  }

  private addBlock(block: Block, weight: number, kind: Tails["kind"], sum: OpenScale): void {
    const { parameter, elementAt, valueAt, scales, through } = block;
    if (scales.length > 0) {
      sum.held.add(parameter.name);
      for (const scale of scales) this.hold(scale, sum);
      return;
    }
    sum.units.push({
      parameter,
      kind,
      elementAt,
      weightAt: (i) => weight * valueAt(i),
      through: [...sum.through, ...through],
    });
  }

  private addQuantity(expression: QuantityReference, weight: number, context: Domain, sum: OpenScale): void {
    const [block] = this.predictors.read(expression, context).blocks;
    const isPositive = block !== undefined && tailsOf(this.model, block.parameter).kind === "positive";
    if (!isPositive) {
      this.hold(expression, sum);
      return;
    }
    this.addBlock(block, weight, "positive", sum);
    this.addHyper(block, weight, sum);
  }

  /** What the parameter's own distribution stretches it by. */
  private addHyper({ parameter, domain, elementAt }: Block, weight: number, sum: OpenScale): void {
    const { distribution } = parameter;
    if (distribution.kind !== "scalar") return;
    const { name } = distribution.distribution;
    const argument = this.arguments.find(
      parameter,
      name === "lognormal" ? "log_mean" : (proportionalTo[name] ?? ""),
    );
    if (argument === null) return;
    const inner: OpenScale = { ...sum, units: [], through: [...sum.through, argument] };
    if (name === "lognormal") this.addExponent(argument.expression, weight, domain, inner);
    else this.add(argument.expression, weight, domain, inner);
    for (const unit of inner.units) {
      sum.units.push({
        ...unit,
        elementAt: (i) => unit.elementAt(elementAt(i)),
        weightAt: (i) => unit.weightAt(elementAt(i)),
      });
    }
  }
}

interface OpenScale {
  readonly units: ScaleUnit[];
  readonly held: Set<string>;
  readonly through: readonly Argument[];
}

/** How much mass the scale has near 0 (of order ε^κ where it is of order ε), or far out (of order T^κ where it is of order T). */
export function massTowards(
  end: "zero" | "infinity",
  model: BoundModel,
  { parameter, kind }: Pick<ScaleUnit, "parameter" | "kind">,
  weight: number,
): Power | null {
  const tails = tailsOf(model, parameter);
  // exp(u) of a positive u is at least 1; it is as large as u is far out, which a power of u does not tell.
  if (tails.kind !== kind) return null;
  const one = tails[weight > 0 === (end === "zero") ? "low" : "high"];
  // x^w ≍ ε where x ≍ ε^(1/w): the mass ε^κ of x becomes ε^(κ/w).
  return one === null || weight === 0 ? null : { value: one.value / weight, isShort: one.isShort };
}
