/** Mean and variance of each observation of an outcome given the parameters, draw by draw: what a model expects of it, and how far it spreads. */

import { add } from "../density/graph/arithmetic.ts";
import { applyFormula } from "../density/graph/call.ts";
import type { Node } from "../density/graph/node.ts";
import { type Joint, namesIn } from "../density/joint/joint.ts";
import { argumentNodes } from "../density/joint/predictions.ts";
import { type CompiledOutputs, compileOutputs } from "../evaluation/compiled-outputs.ts";
import { DrawValues } from "../evaluation/draw-values.ts";
import { givenModel } from "../evaluation/parameter-inputs.ts";
import type { Likelihood } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { contextOf } from "../model/context.ts";
import type { Draws } from "../posterior/draws.ts";

/** Of a column; the variance is null where it has no closed form. */
interface Moments {
  readonly mean: Node;
  readonly variance: Node | null;
}

/** The moments of an outcome, over the rows of a model or the levels that its outcome is over. */
export class OutcomeMoments {
  /** Observations. */
  readonly size: number;
  readonly hasVariance: boolean;
  /** Parameters that draws do not hold, by name: without them nothing can be evaluated. */
  readonly absent: readonly string[];
  private readonly values: DrawValues;
  private readonly compiled: CompiledOutputs;
  private readonly given: Float64Array;
  private readonly target: Float64Array;

  /** Null where the mean is not known in closed form, or the outcome is a category and no number. */
  static of(model: BoundModel, draws: Draws, likelihood: Likelihood, column: string): OutcomeMoments | null {
    const { joint, inputs } = givenModel(model);
    const domain = contextOf(model, likelihood);
    const moments = momentsOf(joint, likelihood, likelihood.columns.indexOf(column), domain);
    if (moments === null) return null;
    const { mean, variance } = moments;
    const nodes = variance === null ? [mean] : [mean, variance];
    const compiled = compileOutputs(
      "moments",
      nodes.map((node) => ({ node, domain })),
    );
    return new OutcomeMoments(domain.size, variance !== null, new DrawValues(inputs, draws), compiled);
  }

  private constructor(size: number, hasVariance: boolean, values: DrawValues, compiled: CompiledOutputs) {
    this.size = size;
    this.hasVariance = hasVariance;
    this.absent = [...new Set(values.absent.map(({ input }) => input.statement.name))];
    this.values = values;
    this.compiled = compiled;
    this.given = new Float64Array(values.size);
    this.target = new Float64Array(compiled.size);
  }

  /** Writes the means at draw `draw`, counted through all chains, to `target`; and the variances, where they are known, to `variances`. */
  fill(draw: number, target: Float64Array, variances: Float64Array | null = null): void {
    this.values.fill(draw, this.given);
    this.compiled.fill(this.given, this.target);
    this.copy(0, target);
    if (variances !== null) this.copy(1, variances);
  }

  private copy(output: number, to: Float64Array): void {
    const { offset, count } = this.compiled.places[output]!;
    for (let i = 0; i < this.size; i++) to[i] = this.target[offset + (count === 1 ? 0 : i)]!;
  }
}

function momentsOf(
  joint: Joint,
  { distribution, columns }: Likelihood,
  place: number,
  domain: ReturnType<typeof contextOf>,
): Moments | null {
  const { graph, translator } = joint;
  if (distribution.kind === "vector") {
    if (distribution.distribution.name !== "multi_normal") return null;
    const [means, sds, factor] = joint.columnArguments(distribution, columns.length, domain);
    const square = (node: Node): Node => applyFormula(graph, "square(x)", { x: node });
    // The diagonal of LLᵀ: 1 of a correlation matrix.
    const row = factor!.slice(place * columns.length, place * columns.length + place + 1);
    const x = add(graph, ...row.map(square));
    const variance = applyFormula(graph, "square(sd) * x", { sd: sds![place]!, x });
    return { mean: means![place]!, variance };
  }
  if (distribution.kind !== "scalar" || distribution.distribution.mean === undefined) return null;
  const { mean, variance } = distribution.distribution;
  const values = argumentNodes(translator, distribution, domain).map(([node]) => node!);
  const names = namesIn(graph, distribution.distribution, graph.constant(0), values);
  return {
    mean: applyFormula(graph, mean, names),
    variance: variance === undefined ? null : applyFormula(graph, variance, names),
  };
}
