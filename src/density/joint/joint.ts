/**
 * The joint log density of parameters and data on the unconstrained scale, as a graph: for each statement its terms, and what
 * the reverse pass starts from.
 */

import type { Algebra, ScalarDistribution } from "../../distributions/distribution.ts";
import type {
  CheckedStatement,
  Definition,
  DistributionOf,
  Likelihood,
} from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Domain } from "../../model/domains.ts";
import { add, multiply } from "../graph/arithmetic.ts";
import { applyFormula, bindWhere, call } from "../graph/call.ts";
import { differentiate, type Seed } from "../graph/differentiate.ts";
import { Graph } from "../graph/graph.ts";
import { robustCall } from "../graph/log-forms.ts";
import type { InputNode, Node } from "../graph/node.ts";
import type { Quantity } from "../graph/quantity.ts";
import { total } from "../graph/total.ts";
import type { AdjustableEffect, Centering } from "./centering.ts";
import { choiceArguments } from "./choice-arguments.ts";
import { hasLogForm, onLinkScale } from "./link-scale.ts";
import { cellData, normalCells } from "./normal-cells.ts";
import { Translator } from "./translate.ts";

/** A part of the log density, with where it comes from. */
export interface JointTerm {
  readonly statement: CheckedStatement;
  /** Elementwise over `domain`, before it is added up: to find the element that is not finite. */
  readonly node: Node;
  readonly domain: Domain;
}

/** A seed of the reverse pass, with where it comes from. */
export interface StatementSeed extends Seed {
  readonly statement: CheckedStatement;
}

/** The free numbers of a parameter: a stretch of the position. */
export interface ParameterInput {
  readonly name: string;
  readonly node: InputNode;
}

/** The name of the parameter that each number of the position belongs to. */
export function namesOf(inputs: readonly ParameterInput[]): string[] {
  return inputs.flatMap(({ name, node }) => new Array<string>(node.domain.size).fill(name));
}

/** The names in a distribution's formulas: the variate, the arguments, and what its table makes of these. */
export function namesIn(
  graph: Graph,
  { arguments: list, where }: ScalarDistribution,
  x: Node,
  values: readonly Node[],
): Readonly<Record<string, Node>> {
  const named = list.map(({ name }, i) => [name, values[i]!] as const);
  return bindWhere(graph, { ...Object.fromEntries(named), x }, where);
}

export class Joint {
  readonly model: BoundModel;
  readonly centering: Centering;
  /** Parameters that are integrated out elsewhere: nothing that is sampled may follow them. */
  readonly integrated: ReadonlySet<string>;
  readonly adjustable: AdjustableEffect[] = [];
  readonly inputs: ParameterInput[] = [];
  readonly graph: Graph;
  readonly translator: Translator;
  readonly terms: JointTerm[] = [];
  /** Terms that mention no parameter: what `droppedConstant` is the sum of. */
  readonly constantTerms: JointTerm[] = [];
  /** What is constant in the log density: terms that mention no parameter, which the compiled density leaves out. */
  droppedConstant = 0;
  private isSilent = false;
  /** Of the outcome that is being added: for how many rows each row stands; null where that is one. */
  private weight: Node | null = null;
  /** What the reverse pass starts from, with the statement that each belongs to. */
  readonly seeds: StatementSeed[] = [];
  private readonly sums: Node[] = [];
  private statement: CheckedStatement | null = null;

  constructor(
    model: BoundModel,
    centering: Centering = new Map(),
    integrated: ReadonlySet<string> = new Set(),
  ) {
    this.model = model;
    this.centering = centering;
    this.integrated = integrated;
    this.graph = new Graph(model.domains);
    this.translator = new Translator(this.graph, model);
  }

  get logDensity(): Node {
    return add(this.graph, ...this.sums);
  }

  gradient(): ReadonlyMap<InputNode, Node> {
    this.graph.currentLine = null;
    return differentiate(this.graph, this.seeds);
  }

  /** What follows belongs to this statement. */
  begin(statement: CheckedStatement): void {
    this.statement = statement;
    this.graph.currentLine = statement.span.line;
  }

  /** What `add` adds to the density is left out; its inputs and quantities stay. */
  silently(add: () => void): void {
    this.isSilent = true;
    add();
    this.isSilent = false;
  }

  /** The next free numbers, one for each element of the domain, for the parameter `name`. */
  input(name: string, domain: Domain): InputNode {
    const node = this.graph.input(domain);
    this.inputs.push({ name, node });
    return node;
  }

  define(quantity: Quantity): void {
    this.translator.quantities.set(quantity.name, quantity);
    if (this.statement?.kind === "parameter") this.translator.parameters.add(quantity.node);
  }

  /** Adds Σ node over the domain to the log density; the reverse pass differentiates the node. */
  addTerm(node: Node, domain: Domain): void {
    this.addValue(node, domain);
    if (!node.isData) this.seed(node, this.graph.constant(1), domain);
  }

  /** Adds Σ node over the domain to the log density, whose derivative is given by seeds of its own. */
  addValue(node: Node, domain: Domain): void {
    if (this.isSilent) return;
    const weighted = this.weight === null ? node : multiply(this.graph, this.weight, node);
    const sum = total(this.graph, weighted, domain, null);
    if (sum.kind === "constant") {
      this.droppedConstant += sum.value;
      this.constantTerms.push({ statement: this.statement!, node: weighted, domain });
      return;
    }
    this.sums.push(sum);
    this.terms.push({ statement: this.statement!, node: weighted, domain });
  }

  seed(node: Node, adjoint: Node, domain: Domain): void {
    if (this.isSilent) return;
    const weighted = this.weight === null ? adjoint : multiply(this.graph, this.weight, adjoint);
    this.seeds.push({ node, adjoint: weighted, domain, statement: this.statement! });
  }

  /** Adds the log density of `x`, elementwise over the domain, with the derivatives that the distribution states. */
  addScalarDensity(distribution: ScalarDistribution, x: Node, values: readonly Node[], domain: Domain): void {
    const { graph } = this;
    const bound = namesIn(graph, distribution, x, values);
    for (const formula of distribution.logDensity) {
      const node = applyFormula(graph, formula, bound);
      if (distribution.derived === undefined) this.addValue(node, domain);
      else this.addTerm(node, domain);
    }
    for (const [name, formula] of Object.entries(distribution.partials)) {
      const node = bound[name]!;
      if (!node.isData) this.seed(node, applyFormula(graph, formula, bound), domain);
    }
    this.addSupportGuard(distribution, x, bound, domain);
  }

  /**
   * Adds the log density of counts so that it keeps its value where a probability or a mean underflows, or a probability is rounded to 1:
   * by the distribution that has the argument on the scale of its link, or by logarithms of what the argument is made of.
   */
  private addObserved(
    distribution: ScalarDistribution,
    x: Node,
    values: readonly Node[],
    domain: Domain,
  ): void {
    const { graph, translator } = this;
    const linked = onLinkScale(graph, distribution, values, translator.parameters);
    if (linked !== null) {
      this.addScalarDensity(linked.distribution, x, linked.values, domain);
      return;
    }
    if (!hasLogForm(graph, distribution, values, translator.parameters)) {
      this.addScalarDensity(distribution, x, values, domain);
      return;
    }
    const bound = namesIn(graph, distribution, x, values);
    for (const formula of distribution.logDensity)
      this.addTerm(
        applyFormula(graph, formula, bound, (_, name, nodes) =>
          robustCall(graph, name, nodes, translator.parameters),
        ),
        domain,
      );
  }

  /** Where the support has bounds that are parameters, x beyond them has density zero. */
  private addSupportGuard(
    distribution: ScalarDistribution,
    x: Node,
    names: Readonly<Record<string, Node>>,
    domain: Domain,
  ): void {
    if (!x.isData) return;
    const { graph } = this;
    for (const end of ["lower", "upper"] as const) {
      const bound = distribution.support[end];
      const node = typeof bound === "number" ? graph.constant(bound) : applyFormula(graph, bound, names);
      this.guard(x, end, node, domain);
    }
  }

  /** Data beyond a bound that is a parameter: density zero. (A bound that is data was checked in binding.) */
  private guard(x: Node, end: "lower" | "upper", bound: Node, domain: Domain): void {
    if (bound.isData) return;
    const { graph } = this;
    const isOutside = call(graph, end === "lower" ? "less" : "greater", [x, bound]);
    this.addValue(call(graph, "if", [isOutside, graph.constant(-Infinity), graph.constant(0)]), domain);
  }

  /** `name[plates] = value`. */
  addDefinition(definition: Definition): void {
    this.begin(definition);
    const { domains } = this.model;
    const domain = definition.variesByRow ? domains.rows : domains.ofPlates(definition.plates);
    const node = this.translator.translate(definition.value, domain);
    this.define({ name: definition.name, plates: definition.plates, domain, node, factor: null });
  }

  addLikelihood(likelihood: Likelihood): void {
    this.begin(likelihood);
    const { node, domain } = this.translator.dataOf(likelihood.column);
    this.weight = likelihood.weight && this.translator.translate(likelihood.weight, domain);
    if (likelihood.distribution.kind === "vector")
      this.addColumns(likelihood, likelihood.distribution, domain);
    else this.addOutcome(likelihood, node, domain);
    this.weight = null;
  }

  /** Several columns, each row of which is a vector. */
  private addColumns({ columns }: Likelihood, checked: DistributionOf<"vector">, domain: Domain): void {
    const x = columns.map((column) => this.translator.dataOf(column).node);
    const values = this.columnArguments(checked, x.length, domain);
    const terms = checked.distribution.logDensity(this.algebra(), x, values);
    for (const term of terms) this.addTerm(term, domain);
  }

  /**
   * The arguments of a distribution of several columns over a domain, as many numbers as there are columns, or those of the factor of a
   * matrix. What has one number for an element of the domain has it for each column.
   */
  columnArguments(
    checked: DistributionOf<"vector">,
    size: number,
    domain: Domain,
    translator = this.translator,
  ): readonly (readonly Node[])[] {
    return checked.arguments.map((one, k) => {
      if (checked.distribution.arguments[k]!.shape === "matrix")
        return translator.translateFactor(one, domain);
      const isVector =
        one.kind === "list" ||
        (one.kind === "quantity" && one.indices.length < translator.quantities.get(one.name)!.plates.length);
      if (isVector) return translator.translateVector(one, domain, size, domain);
      return new Array<Node>(size).fill(translator.translate(one, domain));
    });
  }

  private addOutcome(likelihood: Likelihood, node: Node, domain: Domain): void {
    const { distribution } = likelihood;
    switch (distribution.kind) {
      case "scalar": {
        const values = this.translator.translateAll(distribution.arguments, domain);
        // A row that stands for several is not a cell of several: its terms have a weight.
        const cells = this.weight === null ? this.model.cells : null;
        if (cells !== null) values.push(...cellData(this.graph, this.model, cells));
        if (cells === null) this.addObserved(distribution.distribution, node, values, domain);
        else this.addScalarDensity(normalCells, node, values, domain);
        return;
      }
      case "truncated": {
        const { base } = distribution;
        const values = this.translator.translateAll(base.arguments, domain);
        this.addObserved(base.distribution, node, values, domain);
        const lower = distribution.lower && this.translator.translate(distribution.lower, domain);
        const upper = distribution.upper && this.translator.translate(distribution.upper, domain);
        this.addTruncation(base.distribution, values, lower, upper, domain);
        if (lower !== null) this.guard(node, "lower", lower, domain);
        if (upper !== null) this.guard(node, "upper", upper, domain);
        return;
      }
      case "choice": {
        const values = choiceArguments(this.translator, distribution, domain);
        const terms = distribution.distribution.logDensity(this.algebra(), node, values);
        for (const term of terms) this.addTerm(term, domain);
        return;
      }
      default:
        throw new Error(`a column cannot have a ${distribution.kind} distribution`);
    }
  }

  /**
   * -log P(lower ≤ X ≤ upper), once for each element. Where nothing in it is a parameter it is a constant, which a
   * distribution without a distribution function leaves out.
   */
  addTruncation(
    distribution: ScalarDistribution,
    values: readonly Node[],
    lower: Node | null,
    upper: Node | null,
    domain: Domain,
  ): void {
    const { graph } = this;
    const from = this.withinSupport(distribution, "lower", lower);
    const to = this.withinSupport(distribution, "upper", upper);
    if (from === null && to === null) return;
    const isConstant = [...values, from, to].every((node) => node === null || node.isData);
    if (isConstant && (distribution.logCdf === undefined || distribution.logSurvival === undefined)) return;
    const at = (formula: string | undefined, x: Node): Node => {
      if (formula === undefined) throw new Error(`${distribution.name} has no distribution function`);
      return applyFormula(graph, formula, namesIn(graph, distribution, x, values));
    };
    const below = from !== null && distribution.support.isInteger === true ? this.wholeBelow(from) : from;
    let logMass: Node;
    if (below === null) logMass = at(distribution.logCdf, to!);
    else if (to === null) logMass = at(distribution.logSurvival, below);
    else {
      const [cdf, survival] = [distribution.logCdf, distribution.logSurvival];
      logMass = this.logMassBetween([at(cdf, below), at(cdf, to)], [at(survival, below), at(survival, to)]);
    }
    this.addTerm(call(graph, "negate", [logMass]), domain);
  }

  /** The largest whole number below a bound: P(X ≥ from) of a whole number is P(X > that). */
  private wholeBelow(from: Node): Node {
    const { graph } = this;
    const ceiling = call(graph, "negate", [call(graph, "floor", [call(graph, "negate", [from])])]);
    return call(graph, "subtract", [ceiling, graph.constant(1)]);
  }

  /**
   * log P of an interval from log F and log S at its ends, as F(to) - F(below) or S(below) - S(to): by the smaller numbers of
   * the two, since beyond the other tail all would be 1.
   */
  private logMassBetween(cdf: readonly [Node, Node], survival: readonly [Node, Node]): Node {
    const { graph } = this;
    const isAbove = call(graph, "less", [survival[0], cdf[1]]);
    const larger = call(graph, "if", [isAbove, survival[0], cdf[1]]);
    const smaller = call(graph, "if", [isAbove, survival[1], cdf[0]]);
    return call(graph, "log_diff_exp", [larger, smaller]);
  }

  /** An end of a truncation, moved to the support's own end where it lies beyond it; null if it cuts nothing off. */
  private withinSupport(
    distribution: ScalarDistribution,
    end: "lower" | "upper",
    cut: Node | null,
  ): Node | null {
    const bound = distribution.support[end];
    if (cut === null || typeof bound !== "number" || !Number.isFinite(bound)) return cut;
    if (cut.kind === "constant") {
      return (end === "lower" ? cut.value <= bound : cut.value >= bound) ? null : cut;
    }
    return call(this.graph, end === "lower" ? "max" : "min", [cut, this.graph.constant(bound)]);
  }

  /** What vector distributions build their terms with. */
  algebra(): Algebra<Node> {
    const { graph } = this;
    return {
      constant: (value) => graph.constant(value),
      formula: (text, names) => applyFormula(graph, text, names),
    };
  }
}
