/**
 * A derivative of the log density as a sum of powers, Σ c · xⁱ (1 - x)ʲ with coefficients that are free of x: what families of
 * distributions are recognized by. The derivative of a gamma density's logarithm, say, is (a - 1)/x - b, however the model is spelled.
 */

import { multiply, sumOf } from "../../density/graph/arithmetic.ts";
import { call } from "../../density/graph/call.ts";
import type { Graph } from "../../density/graph/graph.ts";
import { gather } from "../../density/graph/movement.ts";
import type { Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import type { DependenceAnalysis } from "./dependence.ts";

/** c · xⁱ (1 - x)ʲ; the coefficient is over the domain of what was expanded, or scalar. */
export interface PowerTerm {
  readonly power: number;
  readonly complementPower: number;
  readonly coefficient: Node;
}

/** Terms of a sum, each pair of powers once; null of what is no such sum. */
type Powers = readonly PowerTerm[] | null;

/** Expands values in one block of parameters `x`, of one number for each element. */
export class PowerExpansion {
  private readonly graph: Graph;
  private readonly analysis: DependenceAnalysis;
  private readonly x: Node;

  constructor(graph: Graph, analysis: DependenceAnalysis, x: Node) {
    this.graph = graph;
    this.analysis = analysis;
    this.x = x;
  }

  /** The terms, each power once; null where the node is no such sum. */
  expand(node: Node): Powers {
    const { graph } = this;
    const dependence = this.analysis.of(node);
    if (dependence.kind === "many") return null;
    if (dependence.kind === "none") return [plain(node)];
    if (node === this.x) return [{ power: 1, complementPower: 0, coefficient: graph.constant(1) }];
    switch (node.kind) {
      case "linear":
        return this.sum([
          [plain(graph.constant(node.constant))],
          ...node.terms.map((term) => this.scaled(this.expand(term.node), graph.constant(term.coefficient))),
        ]);
      case "product":
        return node.factors.reduce<Powers>(
          (terms, factor) => this.times(terms, this.expand(factor)),
          [plain(graph.constant(1))],
        );
      case "gather":
        return this.each(node.source, (coefficient) =>
          coefficient.domain === node.source.domain ? gather(graph, coefficient, node.map) : coefficient,
        );
      case "total":
        if (node.operation !== "sum") return null;
        return this.each(node.source, (coefficient) =>
          total(graph, coefficient, node.source.domain, node.map),
        );
      case "call":
        return this.expandCall(node);
      default:
        return null;
    }
  }

  private expandCall({ function: name, arguments: values }: Extract<Node, { kind: "call" }>) {
    const [a, b, c] = values;
    switch (name) {
      case "square": {
        const terms = this.expand(a!);
        return this.times(terms, terms);
      }
      case "divide":
        return this.times(this.expand(a!), this.reciprocal(b!));
      case "sqrt":
        return this.rooted(this.expand(a!));
      case "if": {
        if (!this.analysis.isFree(a!)) return null;
        const [yes, no] = [this.expand(b!), this.expand(c!)];
        const zero = this.graph.constant(0);
        const chosen = (coefficient: Node): Node => call(this.graph, "if", [a!, coefficient, zero]);
        const other = (coefficient: Node): Node => call(this.graph, "if", [a!, zero, coefficient]);
        return yes && no && this.sum([this.mapped(yes, chosen), this.mapped(no, other)]);
      }
      default:
        return null;
    }
  }

  /** 1 / (c · xⁱ (1 - x)ʲ); a sum is its own reciprocal's only if it is 1 - x. */
  private reciprocal(node: Node): Powers {
    const { graph } = this;
    const terms = this.expand(node);
    if (terms === null) return null;
    const [only] = terms;
    if (terms.length === 1) {
      const { power, complementPower, coefficient } = only!;
      const inverse = call(graph, "divide", [graph.constant(1), coefficient]);
      return [{ power: -power, complementPower: -complementPower, coefficient: inverse }];
    }
    const isOne = (coefficient: Node, value: number): boolean =>
      coefficient.kind === "constant" && coefficient.value === value;
    const isComplement =
      terms.length === 2 &&
      terms.every(
        ({ power, complementPower, coefficient }) =>
          complementPower === 0 &&
          (power === 0 ? isOne(coefficient, 1) : power === 1 && isOne(coefficient, -1)),
      );
    return isComplement ? [{ power: 0, complementPower: -1, coefficient: graph.constant(1) }] : null;
  }

  private rooted(terms: Powers): Powers {
    if (terms === null || terms.length !== 1) return null;
    const { power, complementPower, coefficient } = terms[0]!;
    return [
      {
        power: power / 2,
        complementPower: complementPower / 2,
        coefficient: call(this.graph, "sqrt", [coefficient]),
      },
    ];
  }

  private each(source: Node, change: (coefficient: Node) => Node): Powers {
    const terms = this.expand(source);
    return terms && this.mapped(terms, change);
  }

  private mapped(terms: readonly PowerTerm[], change: (coefficient: Node) => Node): readonly PowerTerm[] {
    return terms.map((term) => ({ ...term, coefficient: change(term.coefficient) }));
  }

  private scaled(terms: Powers, factor: Node): Powers {
    return terms && this.mapped(terms, (coefficient) => multiply(this.graph, factor, coefficient));
  }

  private times(left: Powers, right: Powers): Powers {
    if (left === null || right === null) return null;
    return this.sum(
      left.map((a) =>
        right.map((b) => ({
          power: a.power + b.power,
          complementPower: a.complementPower + b.complementPower,
          coefficient: multiply(this.graph, a.coefficient, b.coefficient),
        })),
      ),
    );
  }

  /** Like terms collected, those that are zero left out. */
  private sum(parts: readonly Powers[]): Powers {
    const byPowers = new Map<string, PowerTerm[]>();
    for (const part of parts) {
      if (part === null) return null;
      for (const term of part) {
        const key = `${term.power} ${term.complementPower}`;
        const like = byPowers.get(key);
        if (like === undefined) byPowers.set(key, [term]);
        else like.push(term);
      }
    }
    return [...byPowers.values()]
      .map((like) => {
        const coefficients = like.map(({ coefficient }) => coefficient);
        return { ...like[0]!, coefficient: sumOf(this.graph, coefficients) };
      })
      .filter(({ coefficient }) => coefficient.kind !== "constant" || coefficient.value !== 0);
  }
}

function plain(coefficient: Node): PowerTerm {
  return { power: 0, complementPower: 0, coefficient };
}
