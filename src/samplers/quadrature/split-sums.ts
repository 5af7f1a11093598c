/**
 * What of a density depends on a group alone, drawn out of functions of sums, so that passes over rows at each node of a quadrature do less:
 *
 *     exp(a + b) = exp(a) · exp(b)       log(1 + exp(a + b)) = log(1 + exp(a) · exp(b))       y · (a + b) = y · a + y · b
 *
 * where a is of a row and depends on no effect, and b of its group. Of counts with a logarithmic link no pass over rows is left: Σ exp(a) is
 * one number of each group.
 */

import { linear, multiply } from "../../density/graph/arithmetic.ts";
import { call } from "../../density/graph/call.ts";
import { component, gather, stack } from "../../density/graph/movement.ts";
import type { CallNode, LinearNode, LinearTerm, Node, ProductNode } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { InnerRewriter } from "./inner-rewriter.ts";

/** The same value by that road. */
export class SumSplitter extends InnerRewriter {
  protected rewrite(node: Node): Node {
    const { graph } = this;
    switch (node.kind) {
      case "linear":
        if (node.isWhole) return node;
        return linear(
          graph,
          node.constant,
          node.terms.map((term) => ({ ...term, node: this.of(term.node) })),
        );
      case "product":
        return this.distribute(node) ?? multiply(graph, ...node.factors.map((factor) => this.of(factor)));
      case "call":
        return this.rewriteCall(node);
      case "gather":
        return gather(graph, this.of(node.source), node.map);
      case "component":
        return component(graph, this.of(node.source), node.index, node.width, node.domain);
      case "stack":
        return stack(
          graph,
          node.components.map((part) => this.of(part)),
          node.elements,
          node.domain,
        );
      case "total":
        return node.operation === "sum"
          ? total(graph, this.of(node.source), node.source.domain, node.map)
          : node;
      default:
        return node;
    }
  }

  private rewriteCall(node: CallNode): Node {
    const { graph } = this;
    const [x] = node.arguments;
    switch (node.function) {
      case "exp":
        return this.exponential(x!, 1) ?? node;
      case "log1p_exp": {
        const power = this.exponential(x!, 1);
        return power === null ? node : call(graph, "log1p", [power]);
      }
      case "log_inv_logit": {
        const power = this.exponential(x!, -1);
        return power === null ? node : call(graph, "negate", [call(graph, "log1p", [power])]);
      }
      default:
        return call(
          graph,
          node.function,
          node.arguments.map((one) => this.of(one)),
        );
    }
  }

  /** exp(sign · x) as a product of what is of rows and what is of groups; null where x is no such sum. */
  private exponential(x: Node, sign: number): Node | null {
    const { graph } = this;
    const parts = this.partsOf(x);
    if (parts === null) return null;
    const signed = (terms: readonly LinearTerm[]): LinearTerm[] =>
      terms.map((term) => ({ ...term, coefficient: sign * term.coefficient }));
    const own = linear(graph, sign * (x as LinearNode).constant, signed(parts.own));
    const powers = signed(parts.ofGroups).map((term) => call(graph, "exp", [linear(graph, 0, [term])]));
    return multiply(graph, call(graph, "exp", [own]), ...powers);
  }

  /** y · (a + b), with y that depends on no effect. */
  private distribute({ factors }: ProductNode): Node | null {
    const inner = factors.filter((factor) => this.isInner(factor));
    const parts = inner.length === 1 ? this.partsOf(inner[0]!) : null;
    if (parts === null) return null;
    const { graph } = this;
    const others = factors.filter((factor) => factor !== inner[0]);
    const times = ({ coefficient, node }: LinearTerm): LinearTerm => ({
      coefficient,
      node: multiply(graph, node, ...others),
    });
    const { constant } = inner[0] as LinearNode;
    const ofConstant = constant === 0 ? [] : [{ coefficient: constant, node: multiply(graph, ...others) }];
    return linear(graph, 0, [...ofConstant, ...[...parts.own, ...parts.ofGroups].map(times)]);
  }

  /** The terms of a sum that depend on no effect, and those that come from groups; null where there are others. */
  private partsOf(x: Node): { readonly own: LinearTerm[]; readonly ofGroups: LinearTerm[] } | null {
    if (x.kind !== "linear" || x.isWhole) return null;
    const ofGroups = x.terms.filter(({ node }) => this.isInner(node));
    const own = x.terms.filter((term) => !ofGroups.includes(term));
    if (own.length === 0 || ofGroups.some(({ node }) => node.kind !== "gather")) return null;
    return { own, ofGroups };
  }
}
