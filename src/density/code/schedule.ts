/**
 * Ordering the work of a graph into loops: every node of a domain is computed in a loop over that domain, and nodes
 * whose arguments are ready at the same time share one loop.
 *
 * Levels alternate: the scalars of level 0, the loops of level 0, the scalars of level 1 (which may use totals of the
 * loops before), and so on. A node that only its own domain uses is computed in the loop of its first user, and lives in a
 * local variable; one that other domains or later loops read is stored in an array.
 */

import { type Domain, scalarDomain } from "../../model/domains.ts";
import { dependencies, isLeaf, type Node } from "../graph/node.ts";

/** A number or an array that the compiled function gives. */
export interface Output {
  readonly node: Node;
  /** One number for each element of it. */
  readonly domain: Domain;
  /** Where the first element goes in the target array; null for the function's return value (scalar). */
  readonly offset: number | null;
}

/** One loop over a domain; `nodes` in an order in which arguments come first. */
export interface Loop {
  readonly domain: Domain;
  readonly nodes: Node[];
  readonly outputs: Output[];
}

export interface Level {
  /** Scalars to compute before the loops. */
  readonly scalars: Node[];
  readonly loops: Loop[];
}

export interface Schedule {
  readonly levels: readonly Level[];
  /** Nodes whose values are kept in arrays of their domain's size. */
  readonly stored: ReadonlySet<Node>;
}

export function schedule(outputs: readonly Output[]): Schedule {
  const nodes = reachable(outputs.map((output) => output.node));
  const levelOf = assignLevels(nodes, outputs);
  const levels: Level[] = [];
  const levelAt = (index: number): Level => {
    while (levels.length <= index) levels.push({ scalars: [], loops: [] });
    return levels[index]!;
  };
  const loopAt = (index: number, domain: Domain): Loop => {
    const level = levelAt(index);
    let loop = level.loops.find((one) => one.domain === domain);
    if (loop === undefined) {
      loop = { domain, nodes: [], outputs: [] };
      level.loops.push(loop);
    }
    return loop;
  };
  for (const node of nodes) {
    if (isRead(node)) continue;
    const domain = loopDomain(node);
    const level = levelOf.get(node)!;
    if (domain === scalarDomain) levelAt(level).scalars.push(node);
    else loopAt(level, domain).nodes.push(node);
  }
  for (const output of outputs) {
    if (output.offset === null) continue;
    if (output.domain === scalarDomain) levelAt(ready(output.node, levelOf));
    else loopAt(outputLevel(output, levelOf), output.domain).outputs.push(output);
  }
  return { levels, stored: findStored(nodes, levelOf, outputs) };
}

/** Nodes that are only read where they are used: leaves, and what picks an element of another node. */
export function isRead(node: Node): boolean {
  return isLeaf(node) || sourceOf(node) !== node;
}

/** The node whose values are read for a node: it itself, or what it picks elements of. */
function sourceOf(node: Node): Node {
  return node.kind === "gather" || node.kind === "component" ? sourceOf(node.source) : node;
}

/** The domain of the loop that computes a node: a total is computed in a loop over what it adds up. */
export function loopDomain(node: Node): Domain {
  if (node.kind === "total") return node.source.domain;
  if (node.kind === "stack") return node.elements;
  if (node.kind === "rank") return scalarDomain;
  return node.domain;
}

/** The nodes that the roots are computed from and they themselves, arguments before what uses them. */
export function reachable(roots: readonly Node[]): Node[] {
  const seen = new Set<Node>();
  const waiting = [...roots];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    waiting.push(...dependencies(node));
  }
  return [...seen].sort((a, b) => a.id - b.id);
}

type Levels = ReadonlyMap<Node, number>;

/** The level from which a node's value can be read from outside the loop that computes it. */
function ready(node: Node, levelOf: Levels): number {
  const source = sourceOf(node);
  if (isLeaf(source)) return 0;
  const level = levelOf.get(source)!;
  return loopDomain(source) === scalarDomain && source.kind !== "rank" ? level : level + 1;
}

/** The least level at which a node's argument can be used in a loop over `domain`. */
function usable(argument: Node, domain: Domain, levelOf: Levels): number {
  const isLocal = !isRead(argument) && isElementwise(argument) && argument.domain === domain;
  return isLocal ? levelOf.get(argument)! : ready(argument, levelOf);
}

function isElementwise(node: Node): boolean {
  return node.kind === "linear" || node.kind === "product" || node.kind === "call";
}

function outputLevel(output: Output, levelOf: Levels): number {
  return usable(output.node, output.domain, levelOf);
}

function assignLevels(nodes: readonly Node[], outputs: readonly Output[]): Levels {
  const levelOf = new Map<Node, number>();
  for (const node of nodes) {
    if (isRead(node)) continue;
    const domain = loopDomain(node);
    levelOf.set(node, Math.max(0, ...dependencies(node).map((one) => usable(one, domain, levelOf))));
  }
  delayLocals(nodes, outputs, levelOf);
  return levelOf;
}

/** Moves nodes that only their own domain uses to the loop of their first user, where they need no array. */
function delayLocals(nodes: readonly Node[], outputs: readonly Output[], levelOf: Map<Node, number>): void {
  const firstUse = new Map<Node, number>();
  const pinned = new Set<Node>();
  const use = (node: Node, level: number, domain: Domain): void => {
    const source = sourceOf(node);
    if (source !== node || node.domain !== domain) pinned.add(source);
    firstUse.set(node, Math.min(level, firstUse.get(node) ?? Infinity));
  };
  for (const output of outputs) use(output.node, outputLevel(output, levelOf), output.domain);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]!;
    if (isRead(node)) continue;
    const first = firstUse.get(node);
    const isLocal = isElementwise(node) && node.domain !== scalarDomain && !pinned.has(node);
    if (isLocal && first !== undefined) levelOf.set(node, Math.max(first, levelOf.get(node)!));
    const level = levelOf.get(node)!;
    for (const dependency of dependencies(node)) use(dependency, level, loopDomain(node));
  }
}

function findStored(nodes: readonly Node[], levelOf: Levels, outputs: readonly Output[]): Set<Node> {
  const stored = new Set<Node>();
  const read = (node: Node, level: number, domain: Domain): void => {
    const source = sourceOf(node);
    if (source.domain === scalarDomain || isLeaf(source)) return;
    const isHere = source === node && node.domain === domain && levelOf.get(node) === level;
    if (!(isHere && isElementwise(node))) stored.add(source);
  };
  for (const node of nodes) {
    if (isRead(node)) continue;
    const isArray =
      node.kind === "stack" || node.kind === "rank" || (node.kind === "total" && node.map !== null);
    if (isArray) stored.add(node);
    for (const one of dependencies(node)) read(one, levelOf.get(node)!, loopDomain(node));
  }
  for (const output of outputs) {
    if (output.offset !== null) read(output.node, outputLevel(output, levelOf), output.domain);
  }
  return stored;
}
