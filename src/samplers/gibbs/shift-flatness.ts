/**
 * Whether outcomes notice that a constant goes from one parameter to another: the derivative of each likelihood along the shift is
 * zero at positions taken at random. For an analytic function that is zero everywhere. Where a likelihood has jumps or corners
 * what these look at must not move along the shift either.
 */

import { differentiate } from "../../density/graph/differentiate.ts";
import { Interpreter } from "../../density/graph/interpret.ts";
import { dependencies, type InputNode, type Node } from "../../density/graph/node.ts";
import { type Domain, type IndexMap, scalarDomain } from "../../model/domains.ts";
import { createRandomStream, type RandomStream } from "../../numeric/random-stream.ts";
import { analyze, type GibbsGraph, type Member } from "./gibbs-graph.ts";

/** A number of each element of a parameter. */
export interface Coordinate {
  readonly member: Member;
  readonly elements: Domain;
  readonly component: number;
  /** As `explain` names it. */
  readonly name: string;
}

type Gradient = ReadonlyMap<InputNode, Node>;

/** Positions that are looked at, and how flat a likelihood must be, relative to its parts. */
const looks = 3;
const flatness = 1e-9;

export class ShiftFlatness {
  private readonly graph: GibbsGraph;
  private readonly stream: RandomStream = createRandomStream(1, 0);
  private readonly interpreters: readonly Interpreter[];
  /** One of each likelihood by itself: what is small in one may be large in another. */
  private readonly gradients: readonly Gradient[];
  private readonly known = new Map<Node, readonly Float64Array[]>();

  constructor(graph: GibbsGraph) {
    this.graph = graph;
    this.interpreters = Array.from({ length: looks }, () => {
      const position = Float64Array.from({ length: graph.dimension }, () => 2 * this.stream.uniform() - 1);
      return new Interpreter(position);
    });
    const statements = new Set(graph.joint.terms.map(({ statement }) => statement));
    this.gradients = [...statements]
      .filter(({ kind }) => kind === "likelihood")
      .map((statement) => graph.gradient((one) => one === statement));
  }

  /** Whether every likelihood is the same for all shifts; `map` sends what is lowered to what is raised, null to the only one. */
  isFlat(raised: Coordinate, lowered: Coordinate, map: IndexMap | null): boolean {
    const isKnown = ({ member }: Coordinate): boolean => this.gradients.some((one) => one.has(member.input));
    if (!isKnown(raised) || !isKnown(lowered)) return false;
    const isFlatAlong = (gradient: Gradient): boolean => this.isZero(gradient, raised, lowered, map);
    return this.gradients.every(isFlatAlong) && this.breaks(raised, lowered).every(isFlatAlong);
  }

  /** Gradients of what jumps and corners of the likelihoods look at, each value with a weight of its own. */
  private breaks(raised: Coordinate, lowered: Coordinate): readonly Gradient[] {
    const { joint } = this.graph;
    const analysis = analyze([raised.member, lowered.member]);
    const terms = joint.terms.filter(({ statement }) => statement.kind === "likelihood");
    const seen = this.graph.breaks(terms, analysis, 2).flatMap(dependencies);
    return seen
      .filter((node) => !analysis.isFree(node))
      .map((node) => {
        const { domain } = node;
        const weights = Float64Array.from({ length: domain.size }, () => 1 + this.stream.uniform());
        const adjoint = domain === scalarDomain ? joint.graph.constant(1) : joint.graph.data(domain, weights);
        return differentiate(joint.graph, [{ node, adjoint, domain }]);
      });
  }

  private isZero(gradient: Gradient, raised: Coordinate, lowered: Coordinate, map: IndexMap | null): boolean {
    const [up, down] = [this.scores(gradient, raised), this.scores(gradient, lowered)];
    return up.every((scores, look) => {
      const sums = new Float64Array(scores.length);
      const sizes = scores.map(Math.abs);
      down[look]!.forEach((score, i) => {
        const j = map === null ? 0 : map.indices[i]!;
        sums[j]! += score;
        sizes[j]! += Math.abs(score);
      });
      return scores.every((score, j) => Math.abs(score - sums[j]!) <= flatness * sizes[j]!);
    });
  }

  /** The derivatives with respect to each element, look by look. */
  private scores(gradient: Gradient, { member, component, elements }: Coordinate): readonly Float64Array[] {
    const node = gradient.get(member.input);
    if (node === undefined) return this.interpreters.map(() => new Float64Array(elements.size));
    const known = this.known.get(node) ?? this.interpreters.map((one) => one.values(node).slice());
    this.known.set(node, known);
    const { size } = member.input.domain;
    return known.map((values) => {
      const whole = values.length === 1 && size > 1 ? new Float64Array(size).fill(values[0]!) : values;
      return whole.filter((_, i) => i % member.width === component);
    });
  }
}
