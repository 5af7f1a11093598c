/** Data that are large enough to lie in one memory for all threads: the draws are those of the calling thread. */

import { expect, it } from "vitest";
import { scattered } from "../density/harness.ts";
import { built } from "./built.ts";
import { largeModel } from "./large-model.ts";

const rows = 250_000;
const data = {
  event: scattered(rows, 1).map((one) => (one > 0.2 ? 1 : 0)),
  x: scattered(rows, 1, 1),
  z: scattered(rows, 1, 2),
};

it("large data in worker threads give the bits of the calling one", async () => {
  const draw = async (workers: number): Promise<readonly (readonly number[])[]> => {
    const nuts = { maxTreeDepth: 2 };
    const options = { data, method: "nuts", chains: 2, warmup: 5, draws: 3, seed: 1, nuts } as const;
    const { draws, record } = await built.fit(built.parseModel(largeModel), { ...options, workers });
    expect(record.plan.workers).toBe(workers);
    return draws.values.map((values) => Array.from(values));
  };
  expect(await draw(2)).toEqual(await draw(0));
});
