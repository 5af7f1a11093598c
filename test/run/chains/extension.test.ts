/** A run that falls a little short goes on by itself, the same way in any number of threads, and not if its draws are to be exact. */

import { expect, it } from "vitest";
import { built } from "../built.ts";
import { dataFile, modelFile } from "../bundled.ts";

const { fit, readModel } = built;
const short = { chains: 2, draws: 250, seed: 3, method: "nuts" } as const;

it("goes on until the verdict is good, and says so in its record, with the same bits in threads", async () => {
  const model = await readModel(modelFile("dyestuff"));
  const options = { ...short, data: dataFile("dyestuff") };
  const exact = await fit(model, { ...options, exactDraws: true, workers: 0 });
  expect(exact.record.extension).toBeNull();
  expect(exact.draws.drawCount).toBe(250);
  expect(exact.diagnose().verdict).toBe("failed");
  const [alone, inThreads] = await Promise.all([0, 2].map((workers) => fit(model, { ...options, workers })));
  expect(alone!.record.extension).toMatchObject({ asked: 250 });
  expect(alone!.draws.drawCount).toBeGreaterThan(250);
  expect(alone!.diagnose().verdict).toBe("good");
  expect(inThreads!.draws.values).toEqual(alone!.draws.values);
  expect(alone!.get("σ_b").slice(0, 250)).toEqual(exact.get("σ_b").slice(0, 250));
});
