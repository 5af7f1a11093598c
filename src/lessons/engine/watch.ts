/** Chains that are watched a transition at a time. They stay in the worker, and the page knows them by a number. */

import { parseModel } from "../../api/model.ts";
import type { WatchedChain, WatchedCoordinate, WatchedTransition } from "../../api/watch.ts";
import { watch } from "../../browser/index.ts";
import type { LeapfrogState } from "../../samplers/chain.ts";
import type { HmcOptions } from "../../samplers/hmc/options.ts";
import type { Method } from "../../samplers/index.ts";
import type { LessonData } from "./fit.ts";

export interface OpenRequest {
  readonly model: string;
  readonly data: LessonData;
  readonly method: Method;
  readonly seed: number;
  /** Counted from 1. */
  readonly chain?: number;
  readonly warmup: number;
  /** Whether warm-up is over before the first step. */
  readonly isWarm: boolean;
  /** Of Hamiltonian chains, as of `fit`. */
  readonly hmc?: Partial<HmcOptions>;
}

/** The chain at its start. */
export interface OpenAnswer {
  readonly id: number;
  readonly kernel: string;
  readonly variables: readonly string[];
  readonly coordinates: readonly WatchedCoordinate[];
}

export interface StepsRequest {
  readonly id: number;
  readonly count: number;
  /** Two variables whose values along trajectories, or after each update of Gibbs, are told; none if not given. */
  readonly path?: readonly [string, string];
}

/** A transition with the way that it took. */
export interface WatchedStep extends WatchedTransition {
  /** Of the two variables at each state that was computed, x and y in turn, along the trajectory; empty where nobody asked. */
  readonly path: readonly number[];
}

interface OpenChain {
  readonly chain: WatchedChain;
  /** Places of the transition that is being made. */
  readonly positions: Place[];
}

/** A position, and where on a trajectory it is: steps forward or backward in time; 0 of a Gibbs update. */
interface Place {
  readonly position: Float64Array;
  readonly offset: number;
}

const open = new Map<number, OpenChain>();
let opened = 0;

/** Starts a chain. Rejects with what `watch` throws. */
export async function openOperation(request: OpenRequest): Promise<OpenAnswer> {
  const { model, data, method, seed, chain: number = 1, warmup, isWarm, hmc = {} } = request;
  const positions: Place[] = [];
  const keep = ({
    position,
    offset = 0,
  }: Pick<LeapfrogState, "position"> & { readonly offset?: number }): void =>
    void positions.push({ position: position.slice(), offset });
  const observer = { onLeapfrog: keep, onUpdate: keep };
  const options = { data, method, seed, chain: number, warmup, observer, hmc };
  const chain = await watch(parseModel(model), options);
  if (isWarm) chain.finishWarmup();
  positions.length = 0;
  opened++;
  open.set(opened, { chain, positions });
  const { kernel, variables, coordinates } = chain;
  return { id: opened, kernel, variables, coordinates };
}

/** Makes transitions of an open chain. Rejects with a RangeError if there is none of that number. */
export async function stepsOperation({ id, count, path }: StepsRequest): Promise<readonly WatchedStep[]> {
  const found = open.get(id);
  if (found === undefined) throw new RangeError(`no chain ${id} is open`);
  const { chain, positions } = found;
  return Array.from({ length: count }, () => {
    positions.length = 0;
    const transition = chain.step();
    // NUTS goes forward and backward by turns.
    const inTime = positions.toSorted((a, b) => a.offset - b.offset);
    const along = path === undefined ? [] : inTime.flatMap(({ position }) => valuesOf(chain, position, path));
    return { ...transition, path: along };
  });
}

/** Forgets a chain. */
export async function closeOperation({ id }: { readonly id: number }): Promise<void> {
  open.delete(id);
}

function valuesOf(chain: WatchedChain, position: Float64Array, names: readonly string[]): number[] {
  const values = chain.valuesAt(position);
  return names.map((name) => values[name]!);
}
