/**
 * One memory for the data of threads that draw from one model. Its first bytes count how much of it is taken; behind them are data and maps, and behind these
 * each thread takes room for what it computes.
 */

import { remembered } from "../../model/remembered.ts";
import { mostSharedPages } from "../../webassembly/module.ts";
import type { EmittedFunction } from "../code/emit.ts";

/** Of WebAssembly. */
export const pageSize = 65_536;
/** Where the first array is. */
const headSize = 16;
/** Below it copies cost nothing that counts. */
const worthwhileBytes = 4_000_000;

type Numbers = Float64Array | Int32Array;

/** Takes the next bytes of a memory from `shareArrays`, a multiple of 16, for the calling thread. */
export function takeShared(memory: WebAssembly.Memory, size: number): number {
  return Atomics.add(new Uint32Array(memory.buffer, 0, 1), 0, size);
}

/**
 * The same recipe, plain data that functions are anywhere in, with the data and maps of those that have WebAssembly in a memory that threads share when they are
 * sent it. The recipe itself where they are small or the engine has no such memory.
 */
export function shareArrays<Recipe>(recipe: Recipe): Recipe {
  const functions = [...findFunctions(recipe)];
  const arrays = new Set<Numbers>(functions.flatMap(({ data, maps }) => [...data, ...maps]));
  const size = [...arrays].reduce((sum, { byteLength }) => sum + roomOf(byteLength), headSize);
  if (size < worthwhileBytes) return recipe;
  const pages = Math.ceil(size / pageSize) + 1;
  if (pages > mostSharedPages) return recipe;
  const shared = sharedMemory(pages);
  if (shared === null) return recipe;
  takeShared(shared, headSize);
  const views = new Map([...arrays].map((array) => [array, copyInto(shared, array)]));
  const changed = new Map<object, object>(
    functions.map((emitted) => {
      const data = emitted.data.map((one) => views.get(one)!);
      const maps = emitted.maps.map((one) => views.get(one)!);
      return [emitted, { ...emitted, data, maps, shared }];
    }),
  );
  // The same shape with some objects in place of others.
  return replaced(recipe, changed) as Recipe;
}

/** Null where the machine has no room for it. */
function sharedMemory(initial: number): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ initial, maximum: mostSharedPages, shared: true });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const roomOf = (byteLength: number): number => 16 * Math.ceil(byteLength / 16);

function copyInto(memory: WebAssembly.Memory, array: Numbers): Numbers {
  const at = takeShared(memory, roomOf(array.byteLength));
  const View = array.constructor as new (buffer: ArrayBufferLike, at: number, length: number) => Numbers;
  const view = new View(memory.buffer, at, array.length);
  view.set(array);
  return view;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> | readonly unknown[] {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Emitted functions that have WebAssembly, each once. */
function findFunctions(value: unknown, found = new Set<EmittedFunction>(), seen = new Set<unknown>()) {
  if (!isPlain(value) || seen.has(value)) return found;
  seen.add(value);
  if (isFunction(value)) found.add(value);
  else for (const one of Object.values(value)) findFunctions(one, found, seen);
  return found;
}

/** Nothing else in a recipe has an assembly. */
function isFunction(value: object): value is EmittedFunction {
  return "assembly" in value && value.assembly !== null;
}

/** What is the same object before is the same afterwards. */
function replaced(value: unknown, changed: Map<object, object>): unknown {
  if (!isPlain(value)) return value;
  return remembered(changed, value, () => {
    if (Array.isArray(value)) return value.map((one) => replaced(one, changed));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, changed)]));
  });
}
