/** Pairs of conditions that two values may have: both the same, or one of each. */

import type { Condition } from "./conditions.ts";
import type { Pairs, RowSet } from "./pairs.ts";
import { type Partition, refine } from "./partition.ts";

export interface ConditionPair {
  /** "both of cond a", "one of cond a and one of cond b". */
  readonly words: string;
  readonly first: RowSet;
  readonly second: RowSet;
  /** Pairs of each set of factors. */
  readonly counts: Float64Array;
}

/** With more states than this only pairs of one state are looked at, and with more than the second number none. */
const mostMixedStates = 3;
const mostStates = 12;

/** Every pair of states of the conditions together, of many states each with itself; none where there is one state, or too many. */
export function conditionPairs(pairs: Pairs, conditions: readonly Condition[]): ConditionPair[] {
  const [head, ...rest] = conditions.map(({ partition }) => partition);
  if (head === undefined) return [];
  const states = rest.reduce(refine, head);
  if (states.size > mostStates) return [];
  const rows = Array.from({ length: states.size }, (_, state) => states.parts.indexOf(state));
  const marked = rows
    .sort((a, b) => compare(conditions, a, b))
    .map((row) => stateOf(states, row, conditions));
  return marked.flatMap((first, i) =>
    marked.slice(i, states.size > mostMixedStates ? i + 1 : undefined).map((second) => ({
      words: pairWords(first.words, second.words),
      first: first.rows,
      second: second.rows,
      counts: pairs.countAll(first.rows, second.rows),
    })),
  );
}

/** "both of cond a", "one of cond a and one of cond b". */
export function pairWords(first: string, second: string): string {
  return first === second ? `both ${first}` : `one ${first} and one ${second}`;
}

/** By their values, the first condition first. */
function compare(conditions: readonly Condition[], a: number, b: number): number {
  return conditions.map(({ values }) => values[a]! - values[b]!).find((difference) => difference !== 0) ?? 0;
}

/** The state that a row is in. */
function stateOf({ parts }: Partition, row: number, conditions: readonly Condition[]) {
  return {
    words: conditions.map(({ inWords }) => inWords(row)).join(", "),
    rows: Uint8Array.from(parts, (part) => (part === parts[row] ? 1 : 0)),
  };
}
