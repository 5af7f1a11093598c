/** What Hamiltonian chains are made of, and whether it keeps its contract. */

import type { LogDensity } from "../density/log-density.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import type { ChainObserver } from "./chain.ts";
import { findFaults, type OptionGroup } from "./options/option-group.ts";

export interface HamiltonianChainInput<Options> {
  /** Of dimension 1 or more. */
  readonly density: LogDensity;
  /** The chain's own: all its chance comes from here. */
  readonly stream: RandomStream;
  /** Number of transitions that adapt. */
  readonly warmup: number;
  /** Where log density and gradient are finite (`findInitialPosition`); copied. */
  readonly initialPosition: ArrayLike<number>;
  readonly options: Options;
  readonly observer?: ChainObserver | undefined;
}

/** What a chain goes on with from a position. */
export type ResumedChainInput<Options> = Omit<HamiltonianChainInput<Options>, "warmup" | "initialPosition">;

/** Throws a RangeError for the first fault; `table` is that of the options. */
export function requireValid<Options extends object>(
  { density: { dimension }, warmup, initialPosition: { length }, options }: HamiltonianChainInput<Options>,
  table: OptionGroup<string, Options>,
): void {
  const expectations: readonly (readonly [boolean, string])[] = [
    [dimension >= 1, `expected dimension of at least 1, not ${dimension}`],
    [length === dimension, `expected initial position of length ${dimension}, not ${length}`],
    [Number.isInteger(warmup) && warmup >= 0, `expected warmup of 0 or more transitions, not ${warmup}`],
  ];
  const faults = expectations.flatMap(([isMet, expected]) => (isMet ? [] : [expected]));
  const [fault] = [...faults, ...findFaults(table, options)];
  if (fault !== undefined) throw new RangeError(fault);
}
