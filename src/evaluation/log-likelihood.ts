/**
 * The log likelihood of each observation as a function of the parameters, with all constants of its distribution: log p(y_i | θ), what
 * leave-one-out cross-validation, WAIC and power-scaling of the likelihood are made of. An observation is a row of the table, or an
 * element of the plate that a likelihood is over; several outcomes of one row are one observation.
 */

import { add } from "../density/graph/arithmetic.ts";
import type { Node } from "../density/graph/node.ts";
import type { JointTerm } from "../density/joint/joint.ts";
import type { Likelihood } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { contextOf } from "../model/context.ts";
import type { Domain } from "../model/domains.ts";
import type { Draws } from "../posterior/draws.ts";
import { type CompiledOutputs, compileOutputs } from "./compiled-outputs.ts";
import { DrawValues } from "./draw-values.ts";
import { givenModel } from "./parameter-inputs.ts";

/** Observations that belong together: all rows, or all levels of the plate of an outcome of groups. */
export interface ObservationGroup {
  readonly domain: Domain;
  /** The outcomes that are observed in each. */
  readonly outcomes: readonly string[];
  /** Where its first observation stands among all. */
  readonly offset: number;
}

/** The log likelihoods of all observations at the draws of a run. */
export class LogLikelihood {
  readonly groups: readonly ObservationGroup[];
  /** Observations. */
  readonly size: number;
  /** Parameters that draws do not hold, by name: without them nothing can be evaluated. */
  readonly absent: readonly string[];
  private readonly values: DrawValues;
  private readonly compiled: CompiledOutputs;
  private readonly given: Float64Array;
  private readonly target: Float64Array;

  constructor(model: BoundModel, draws: Draws) {
    const { joint, inputs } = givenModel(model);
    const likelihoods = model.checked.statements.filter((one) => one.kind === "likelihood");
    for (const one of likelihoods) joint.addLikelihood(one);
    const byDomain = new Map<Domain, Likelihood[]>();
    for (const one of likelihoods) {
      const domain = contextOf(model, one);
      byDomain.set(domain, [...(byDomain.get(domain) ?? []), one]);
    }
    const terms = [...joint.constantTerms, ...joint.terms];
    const wanted = [...byDomain].map(([domain, own]) => ({
      node: add(joint.graph, ...termsOf(terms, own)),
      domain,
    }));
    let offset = 0;
    this.groups = [...byDomain].map(([domain, own]) => {
      const group = { domain, outcomes: own.flatMap(({ columns }) => columns), offset };
      offset += domain.size;
      return group;
    });
    this.size = offset;
    this.values = new DrawValues(inputs, draws);
    this.absent = [...new Set(this.values.absent.map(({ input }) => input.statement.name))];
    this.compiled = compileOutputs("logLikelihood", wanted);
    this.given = new Float64Array(this.values.size);
    this.target = new Float64Array(this.compiled.size);
  }

  /** Writes log p(y_i | θ) of all observations at draw `draw`, counted through all chains, to `target` (`size` numbers). */
  fill(draw: number, target: Float64Array): void {
    const { given, compiled, groups } = this;
    this.values.fill(draw, given);
    compiled.fill(given, this.target);
    groups.forEach(({ domain, offset }, k) => {
      const place = compiled.places[k]!;
      for (let i = 0; i < domain.size; i++)
        target[offset + i] = this.target[place.offset + (place.count === 1 ? 0 : i)]!;
    });
  }
}

function termsOf(terms: readonly JointTerm[], likelihoods: readonly Likelihood[]): Node[] {
  return terms.flatMap(({ statement, node }) => (likelihoods.some((one) => one === statement) ? [node] : []));
}
