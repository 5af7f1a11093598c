/** What a model says of rows, as functions of its parameters: linear predictors, expected outcomes, and what outcomes are drawn from. */

import { add } from "../density/graph/arithmetic.ts";
import { applyFormula, call } from "../density/graph/call.ts";
import type { Node } from "../density/graph/node.ts";
import { type Joint, namesIn } from "../density/joint/joint.ts";
import { argumentNodes, translatorOver } from "../density/joint/predictions.ts";
import type { Translator } from "../density/joint/translate.ts";
import type { Wanted } from "../evaluation/compiled-outputs.ts";
import type { DistributionOf, Likelihood } from "../language/checked-model.ts";
import { baseOf, outcomeName } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import type { Outcome } from "../predictor/outcome.ts";
import type { Problem } from "../problems/problem.ts";
import { meanNotKnown } from "./problems-rows.ts";

/** What is predicted of each row. */
export type PredictionKind = "linear" | "expected" | "outcome";

/** A number that is predicted of each row. */
export interface PredictedQuantity {
  readonly outcome: string;
  /** Of an expected value that is the probability of a category, the category; null of others. */
  readonly category: string | null;
}

/** The expected outcome of each row, by nodes over the rows: one for a number, one for each category of a choice. */
export interface ExpectedNodes {
  readonly quantities: readonly PredictedQuantity[];
  readonly nodes: readonly Node[];
}

/** The rows of a bound model as seen by a joint of the same parameters. */
export class RowValues {
  readonly translator: Translator;
  private readonly joint: Joint;
  private readonly model: BoundModel;

  constructor(joint: Joint, model: BoundModel) {
    this.joint = joint;
    this.model = model;
    this.translator = translatorOver(joint, model);
  }

  /** The rows that values are of. */
  get rows(): Domain {
    return this.model.domains.rows;
  }

  /** The nodes for each row. */
  wanted(nodes: readonly Node[]): Wanted[] {
    const { rows } = this.model.domains;
    return nodes.map((node) => ({ node, domain: rows }));
  }

  /** The linear predictor of an outcome. */
  linear({ location }: Outcome): Node {
    return this.translator.translate(location, this.model.domains.rows);
  }

  /** Argument by argument what an outcome is drawn from. */
  arguments({ columns, distribution }: Likelihood): readonly (readonly Node[])[] {
    const { rows } = this.model.domains;
    if (distribution.kind !== "vector") return argumentNodes(this.translator, distribution, rows);
    return this.joint.columnArguments(distribution, columns.length, rows, this.translator);
  }

  /** The expected outcome; the problem says that it is not known. `values` stand for the arguments, where some are replaced. */
  expected(likelihood: Likelihood, values = this.arguments(likelihood)): ExpectedNodes | Problem {
    const { distribution, columns, span } = likelihood;
    const outcome = outcomeName(columns);
    const text = this.model.checked.source.slice(distribution.span.start, distribution.span.end);
    if (distribution.kind === "choice") return this.probabilities(likelihood, distribution, values);
    if (distribution.kind === "vector") {
      const shares = distribution.distribution.shares?.(this.joint.algebra(), values);
      if (shares !== undefined)
        return { quantities: columns.map((column) => ({ outcome, category: column })), nodes: shares };
      if (distribution.distribution.name !== "multi_normal") return meanNotKnown(outcome, text, span);
      const quantities = columns.map((column) => ({ outcome: column, category: null }));
      return { quantities, nodes: values[0]! };
    }
    const base = baseOf(distribution);
    if (distribution.kind !== "scalar" || base.kind !== "scalar" || base.distribution.mean === undefined)
      return meanNotKnown(outcome, text, span);
    const { graph } = this.joint;
    const names = namesIn(
      graph,
      base.distribution,
      graph.constant(0),
      values.map(([node]) => node!),
    );
    const node = applyFormula(graph, base.distribution.mean, names);
    return { quantities: [{ outcome, category: null }], nodes: [node] };
  }

  /** P(y = k) of each category. */
  private probabilities(
    { columns: [column] }: Likelihood,
    { distribution }: DistributionOf<"choice">,
    values: readonly (readonly Node[])[],
  ): ExpectedNodes {
    const { graph } = this.joint;
    const longest = Math.max(...values.map((one) => one.length));
    const count = distribution.categories === "items" ? longest : longest + 1;
    // Rows that are predicted have no outcome.
    const labels = this.joint.model.columns.get(column!)?.levels ?? null;
    const nodes = Array.from({ length: count }, (_, k) => {
      const terms = distribution.logDensity(this.joint.algebra(), graph.constant(k + 1), values);
      return call(graph, "exp", [add(graph, ...terms)]);
    });
    const quantities = nodes.map((_, k) => ({ outcome: column!, category: labels?.[k] ?? String(k + 1) }));
    return { quantities, nodes };
  }
}
