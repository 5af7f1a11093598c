/** Marginal likelihoods of models that are fitted for it. */

import { expect } from "vitest";
import { bindRun } from "../../src/api/bound-run.ts";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { JointDensity, NoDensity } from "../../src/evaluation/joint-density.ts";
import { bridgeSampling } from "../../src/posterior/bridge.ts";

const calm = { workers: 0, chains: 4, draws: 250, seed: 3, keep: "all" } as const;

/** Fits, and bridges to the marginal likelihood. */
export async function evidence(text: string, data: ColumnData | undefined, options: object = {}) {
  const fitted = await fit(parseModel(text), { ...(data && { data }), ...calm, ...options });
  const model = (await bindRun(fitted, {}, { readFile: readCsv, isPath: true })).data.bound;
  const joint = JointDensity.of(model, fitted.draws);
  if (joint instanceof NoDensity) return { fitted, model, reason: joint.reason };
  return { fitted, model, joint, found: bridgeSampling(joint, fitted.draws, 1)! };
}

/** Within four of its errors, which are no more than `most`. */
export function expectNear(
  found: { logEvidence: number; error: number },
  wanted: number,
  most: number,
): void {
  expect(found.error).toBeLessThan(most);
  expect(Math.abs(found.logEvidence - wanted), `${found.logEvidence} ± ${found.error}`).toBeLessThan(
    Math.max(4 * found.error, 1e-9),
  );
}

/** Of the vignette of bridgesampling, made and integrated by `test/reference/bridge.R`; published are -37.53 and -37.80. */
export const y = [
  1.1936533222328567, 1.9574533144792619, -0.7216175442484425, -1.8738083318341385, -1.1692823880357055,
  0.5196085261489649, -0.0361004054183593, 0.4250881476377333, 0.4111922107682586, -0.8123697989615779,
  0.7296735663842985, 3.4818672159827693, 2.3112638135196795, 2.0002942243024204, -0.2764350699960085,
  1.0688236953477657, -0.9508359925638927, -1.8965110061965056, 2.5601973666300664, 0.2370306021008423,
];
/** A group each. */
export const g = y.map((_, i) => `g${i}`);
/** The head of its model, with the variance v of the groups. */
export const head = "data { y: real\n g: factor }\nv ~ inverse_gamma(1, 1)\n";
