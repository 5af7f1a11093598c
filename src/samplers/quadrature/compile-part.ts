/** Functions of parts of a density, with what a call of each costs. */

import { type EmittedFunction, emit } from "../../density/code/emit.ts";
import { type Output, schedule } from "../../density/code/schedule.ts";
import { unify } from "../../density/code/unify.ts";
import { differentiate, type Seed } from "../../density/graph/differentiate.ts";
import type { Graph } from "../../density/graph/graph.ts";
import type { Node } from "../../density/graph/node.ts";

/** A function and the operations of one call, counting a function as one. */
export interface Compiled {
  readonly emitted: EmittedFunction;
  readonly operations: number;
}

/** A function that gives these outputs. */
export function compileTo(name: string, outputs: readonly Output[]): Compiled {
  const united = unify(outputs);
  const scheduled = schedule(united);
  const operations = scheduled.levels
    .flatMap(({ loops }) => loops)
    .reduce((sum, { domain, nodes, outputs: own }) => sum + domain.size * (nodes.length + own.length), 0);
  return { emitted: emit(name, scheduled, united, null), operations };
}

/** The gradient that seeds give, into the places of the inputs; of `apart` from it no input has one. */
export function gradientOutputs(graph: Graph, seeds: readonly Seed[], apart: ReadonlySet<Node>): Output[] {
  return [...differentiate(graph, seeds)]
    .filter(([input]) => !apart.has(input))
    .map(([input, node]) => ({ node, domain: input.domain, offset: input.offset }));
}
