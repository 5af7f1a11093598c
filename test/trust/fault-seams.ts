/**
 * The program with places where a fault can be planted: functions that modules of the exploration and of its judgement export, each
 * replaced by what is made of the original, and methods of classes. Where nothing is planted it is the program as it is.
 */

import { vi } from "vitest";
import { plant } from "../correctness/faulty-kernels.ts";
import type { Planting } from "./plantings.ts";

type AnyFunction = (...values: never[]) => unknown;

const { state, seamed } = vi.hoisted(() => {
  const planted = { functions: {} as Readonly<Record<string, (original: AnyFunction) => AnyFunction>> };
  return {
    state: planted,
    seamed: async (load: () => Promise<object>, ...names: readonly string[]): Promise<object> => {
      const original = (await load()) as Record<string, AnyFunction>;
      const replaced = names.map((name) => {
        const sound = original[name];
        if (sound === undefined) throw new Error(`there is no function ${name}`);
        return [name, (...values: never[]) => (planted.functions[name]?.(sound) ?? sound)(...values)];
      });
      return { ...original, ...Object.fromEntries(replaced) };
    },
  };
});

vi.mock("../../src/samplers/exploration/modes.ts", (load) => seamed(load, "findModes"));
vi.mock("../../src/samplers/exploration/prior-range.ts", (load) => seamed(load, "findPriorRange"));
vi.mock("../../src/samplers/exploration/adapt-mixture.ts", (load) => seamed(load, "adaptMixture"));
vi.mock("../../src/samplers/exploration/proposal-choice.ts", (load) => seamed(load, "isFitting"));
vi.mock("../../src/samplers/exploration/weight-report.ts", (load) => seamed(load, "judgeWeights"));
vi.mock("../../src/samplers/exploration/reference-quantiles.ts", (load) =>
  seamed(load, "referenceQuantiles"),
);
vi.mock("../../src/samplers/exploration/scan-starts.ts", (load) => seamed(load, "scanStarts"));
vi.mock("../../src/posterior/exploration.ts", (load) => seamed(load, "findUnexplored", "findDepartures"));

/** Loaded after its parts were given their seams. */
export const program = await import("../../src/index.ts");

/** Runs with faults planted, and takes them out. */
export async function withPlanted<T>(
  { methods = [], ...functions }: Planting,
  run: () => Promise<T>,
): Promise<T> {
  const removals = methods.map(plant);
  state.functions = functions as unknown as typeof state.functions;
  try {
    return await run();
  } finally {
    state.functions = {};
    for (const remove of removals) remove();
  }
}
