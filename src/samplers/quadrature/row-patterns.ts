/**
 * Rows that are alike, added up once: in a sum over rows for each group, rows of one group with the same covariates have the same term, which
 * counts as often as there are such rows. What is alike is found in each sum by itself, after what is linear in the outcome has left it
 * (`split-sums.ts`): of yes or no answers, rows are alike whatever the answer is.
 */

import { linear, multiply } from "../../density/graph/arithmetic.ts";
import { call } from "../../density/graph/call.ts";
import { gather } from "../../density/graph/movement.ts";
import { dependencies, type Node, type TotalNode } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import type { Domain } from "../../model/domains.ts";
import { InnerRewriter } from "./inner-rewriter.ts";

/** Rows of a sum, and how many distinct ones stand for them. */
export interface RowCounts {
  readonly rows: number;
  readonly patterns: number;
}

/** With more distinct rows, as parts of all, nothing is gained. */
const mostDistinct = 0.8;

/** Classes of elements: one that stands for each, and how many there are. */
interface Selection {
  readonly domain: Domain;
  readonly first: Int32Array;
  readonly counts: Float64Array;
}

/** The same value over groups, its sums over rows taken over distinct ones. */
export class RowPatterns extends InnerRewriter {
  /** Of the sums over most rows. */
  counts: RowCounts = { rows: 0, patterns: 0 };
  private readonly selections = new Map<string, Selection | null>();

  protected rewrite(node: Node): Node {
    const made = node.kind === "total" ? this.compress(node) : this.rebuild(node, (one) => this.of(one));
    return made ?? node;
  }

  private rebuild(node: Node, of: (node: Node) => Node): Node | null {
    const { graph } = this;
    switch (node.kind) {
      case "linear":
        return linear(
          graph,
          node.constant,
          node.terms.map((term) => ({ ...term, node: of(term.node) })),
        );
      case "product":
        return multiply(graph, ...node.factors.map(of));
      case "call":
        return call(graph, node.function, node.arguments.map(of));
      default:
        return null;
    }
  }

  private compress(node: TotalNode): Node | null {
    const { source, map, operation } = node;
    if (operation !== "sum" || map === null) return null;
    const parts = this.partsOver(source);
    if (parts === null) return null;
    const selection = this.selectionOf(source.domain, [...parts, map.indices]);
    const rows = source.domain.size;
    const patterns = selection?.first.length ?? rows;
    if (rows >= this.counts.rows) this.counts = { rows, patterns };
    if (selection === null) return null;
    const { graph } = this;
    const weights = graph.data(selection.domain, selection.counts);
    const onward = graph.domains.mapBetween(selection.domain, map.to);
    if (onward === null) return null;
    const chosen = this.choose(source, source.domain, selection, new Map());
    return total(graph, multiply(graph, weights, chosen), selection.domain, onward);
  }

  /** What tells the elements of a node apart: its data and where its values come from; null where each has a number of its own. */
  private partsOver(source: Node): (Float64Array | Int32Array)[] | null {
    const parts: (Float64Array | Int32Array)[] = [];
    const seen = new Set<Node>();
    const waiting = [source];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (seen.has(node) || node.domain !== source.domain) continue;
      seen.add(node);
      switch (node.kind) {
        case "data":
          parts.push(node.values);
          break;
        case "gather":
          parts.push(node.map.indices);
          break;
        case "linear":
        case "product":
        case "call":
          waiting.push(...dependencies(node));
          break;
        default:
          return null;
      }
    }
    return parts;
  }

  private selectionOf(parent: Domain, parts: readonly (Float64Array | Int32Array)[]): Selection | null {
    const classOf = classesOf(parent.size, parts);
    const first: number[] = [];
    const counts: number[] = [];
    classOf.forEach((one, i) => {
      if (one === first.length) {
        first.push(i);
        counts.push(0);
      }
      counts[one]!++;
    });
    if (first.length > mostDistinct * parent.size) return null;
    const key = `${parent.id} ${first.join(",")}`;
    const known = this.selections.get(key);
    if (known !== undefined) return known;
    const chosen = Int32Array.from(first);
    const selection = {
      domain: this.graph.domains.addSelection(parent, chosen),
      first: chosen,
      counts: Float64Array.from(counts),
    };
    this.selections.set(key, selection);
    return selection;
  }

  /** A node over the chosen elements. */
  private choose(node: Node, from: Domain, selection: Selection, known: Map<Node, Node>): Node {
    if (node.domain !== from) return node;
    const found = known.get(node);
    if (found !== undefined) return found;
    const { graph } = this;
    let made: Node;
    if (node.kind === "data")
      made = graph.data(
        selection.domain,
        Float64Array.from(selection.first, (i) => node.values[i]!),
      );
    else if (node.kind === "gather")
      made = gather(graph, node.source, graph.domains.mapBetween(selection.domain, node.map.to)!);
    else made = this.rebuild(node, (one) => this.choose(one, from, selection, known))!;
    known.set(node, made);
    return made;
  }
}

/** Numbers of classes of equal elements, in the order of their first. */
function classesOf(size: number, parts: readonly (Float64Array | Int32Array)[]): Int32Array {
  let classes = new Int32Array(size);
  let count = 1;
  for (const part of parts) {
    const found = new Map<number, Map<number, number>>();
    const next = new Int32Array(size);
    count = 0;
    for (let i = 0; i < size; i++) {
      let own = found.get(classes[i]!);
      if (own === undefined) {
        own = new Map();
        found.set(classes[i]!, own);
      }
      const known = own.get(part[i]!);
      next[i] = known ?? count;
      if (known === undefined) own.set(part[i]!, count++);
    }
    classes = next;
  }
  return classes;
}
