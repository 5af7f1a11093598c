/** The tests of pairs of sampler and model: what is expected, and what is said of a deviation that is large for chance. */

import { expect } from "vitest";
import { calibrate } from "./calibration.ts";
import { alert, type Deviations, failure, findDeviations } from "./deviations.ts";
import { testJointDistribution } from "./joint-distribution.ts";
import type { CalibrationPair, JointPair } from "./pairs.ts";
import type { FaultHead, PlantedFault } from "./planted-faults.ts";

/** A chain that stays more often tells little. */
const leastMoved = 0.2;

export function expectNone(title: string, deviations: Deviations): void {
  for (const one of findDeviations(deviations, alert)) console.warn(`alert: ${title}: ${one}`);
  expect(findDeviations(deviations, failure)).toEqual([]);
}

export function expectInvariance({ sampler, model }: JointPair, simulations: number, seed: number): void {
  const { deviations, moved } = testJointDistribution({ sampler, model, simulations, seed });
  expect(moved).toBeGreaterThan(leastMoved);
  expectNone(`${model.name}, ${sampler.name}`, deviations);
}

export async function expectCalibration(
  { sampler, model, fitting }: CalibrationPair,
  simulations: number,
  seed: number,
): Promise<void> {
  expectNone(`${model.name}, ${sampler}`, await calibrate(model, { simulations, seed, fitting }));
}

/** The deviation of a fault must be as large as the documentation says, and so large that it fails. */
export function expectFound({ least, seed = 51, ...test }: PlantedFault): void {
  const { deviations } = testJointDistribution({ ...test, seed });
  expect(least).toBeGreaterThanOrEqual(failure);
  expect(findDeviations(deviations, least)).not.toEqual([]);
}

/** Titles of tests that find faults. */
export function titledFaults<Fault extends FaultHead>(
  faults: readonly Fault[],
): readonly (readonly [string, Fault])[] {
  return faults.map((fault) => [`${fault.name} (${fault.place})`, fault]);
}

/** Titles of tests. */
export function titled<
  Pair extends {
    readonly sampler: string | { readonly name: string };
    readonly model: { readonly name: string };
  },
>(pairs: readonly Pair[]): readonly (readonly [string, Pair])[] {
  return pairs.map((pair) => {
    const { sampler, model } = pair;
    return [`${model.name} by ${typeof sampler === "string" ? sampler : sampler.name}`, pair];
  });
}
