/**
 * Groups of one row each: where each element of one domain belongs to the element of the same number of another (the trials
 * of a meta-analysis, an effect for each observation), the two domains are one. Values need not be carried between them
 * nor added up, and what was a loop over rows between two loops over groups becomes a single loop.
 *
 * This is done to the graph when it is complete, just before it is scheduled: that two domains match in number is
 * a fact of the data at hand, with which no rule of simplification should deal.
 */

import type { Domain, IndexMap } from "../../model/domains.ts";
import { unreachable } from "../../problems/unreachable.ts";
import type { Node } from "../graph/node.ts";
import { type Output, reachable } from "./schedule.ts";

/** The same outputs over as few domains as there can be; the nodes keep their numbers. */
export function unify(outputs: readonly Output[]): readonly Output[] {
  const nodes = reachable(outputs.map((output) => output.node));
  const domains = new UnitedDomains();
  for (const node of nodes) {
    if (isCarried(node) && isIdentity(node.map)) domains.unite(node.map.from, node.map.to);
  }
  if (domains.isEmpty) return outputs;
  const united = new Map<Node, Node>();
  const of = (node: Node): Node => united.get(node)!;
  // Arguments come before what uses them.
  for (const node of nodes) united.set(node, rewrite(node, domains, of));
  return outputs.map((one) => ({ ...one, node: of(one.node), domain: domains.find(one.domain) }));
}

/** For each domain, the one that stands for it. */
class UnitedDomains {
  private readonly parents = new Map<Domain, Domain>();

  get isEmpty(): boolean {
    return this.parents.size === 0;
  }

  find(domain: Domain): Domain {
    let found = domain;
    for (let next = this.parents.get(found); next !== undefined; next = this.parents.get(found)) found = next;
    return found;
  }

  unite(one: Domain, other: Domain): void {
    const [from, to] = [this.find(one), this.find(other)];
    if (from !== to) this.parents.set(from, to);
  }
}

/** A value that goes from the elements of one domain to those of another. */
type Carried = Extract<Node, { kind: "gather" | "total" }> & { readonly map: IndexMap };

function isCarried(node: Node): node is Carried {
  return (node.kind === "gather" || node.kind === "total") && node.map !== null;
}

function isIdentity({ from, to, indices }: IndexMap): boolean {
  return from.size === to.size && indices.every((index, i) => index === i);
}

function rewrite(node: Node, domains: UnitedDomains, of: (node: Node) => Node): Node {
  if (isCarried(node) && isIdentity(node.map)) return of(node.source);
  const domain = domains.find(node.domain);
  switch (node.kind) {
    case "constant":
    case "data":
    case "input":
      return { ...node, domain };
    case "linear": {
      const terms = node.terms.map((term) => ({ coefficient: term.coefficient, node: of(term.node) }));
      return { ...node, domain, terms };
    }
    case "product":
      return { ...node, domain, factors: node.factors.map(of) };
    case "call":
      return { ...node, domain, arguments: node.arguments.map(of) };
    case "stack": {
      const elements = domains.find(node.elements);
      return { ...node, domain, elements, components: node.components.map(of) };
    }
    case "gather":
    case "component":
    case "total":
    case "rank":
      return { ...node, domain, source: of(node.source) };
    default:
      return unreachable(node);
  }
}
