/** Groups that lie on one side of the effects' location by far more than their widths: a half of the line holds nothing of them. */

import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fit, readModel } from "../../../src/index.ts";
import { dataFile, modelFile } from "../../run/bundled.ts";

/** Simulated for the herds and periods of the bundled data, with an sd between herds of 2.6. */
const cases = [
  2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 1, 0, 1, 1, 1, 3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 16, 19, 12,
  18, 20, 25, 17, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0,
];

it("have finite draws", async () => {
  const [header, ...lines] = readFileSync(dataFile("cbpp"), "utf8").trim().replaceAll('"', "").split("\n");
  const names = header!.split(",");
  const data = lines.map((line, i) => {
    const row = Object.fromEntries(line.split(",").map((cell, k) => [names[k]!, cell]));
    return { incidence: cases[i]!, size: Number(row.size), period: row.period!, herd: `h${row.herd}` };
  });
  const options = { data, method: "marginal", seed: 58, chains: 2, draws: 250, warmup: 300 } as const;
  const fitted = await fit(await readModel(modelFile("cbpp")), options);
  expect(fitted.draws.values.every((values) => values.every(Number.isFinite))).toBe(true);
});
