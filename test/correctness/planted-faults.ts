/** Faults, each of which a test of correctness must find: the proof that the tests can fail. `docs/algorithms/correctness.md` lists them. */

import type { InvarianceTest } from "../samplers/hamiltonian/invariance.ts";
import {
  errorsInPredictor,
  fewMeasurements,
  fewWithoutData,
  fewWithoutJacobian,
  slopes,
} from "./calibrated-models.ts";
import type { CalibratedModel } from "./calibration.ts";
import type { Replacement } from "./faulty-kernels.ts";
import { conjugateFaults, sweepFaults } from "./gibbs-faults.ts";
import { hamiltonianFaults, kernelFaults } from "./hamiltonian-faults.ts";
import { integratedFaults } from "./integrated-faults.ts";
import { crossed } from "./integrated-models.ts";
import type { SamplerUnderTest } from "./samplers.ts";

export interface FaultHead {
  /** What is wrong, in a few words. */
  readonly name: string;
  /** Where it is planted. */
  readonly place: string;
  /** Standard errors that the largest deviation has at least. */
  readonly least: number;
  /** Of the data and of what chains learned from others; 51 without it. */
  readonly seed?: number;
}

/** For the test of the joint distribution. */
export interface PlantedFault extends FaultHead {
  readonly model: CalibratedModel;
  /** With the fault. */
  readonly sampler: SamplerUnderTest;
  readonly simulations: number;
  readonly steps?: number;
}

/** For the rank test of a transition over a density. */
export interface KernelFault extends FaultHead {
  readonly test: InvarianceTest;
  readonly replacements: readonly Replacement[];
}

/** For calibration of the whole program: another model is fitted than the one that simulates. */
export interface ProgramFault extends FaultHead {
  readonly model: CalibratedModel;
  readonly fittedText: string;
  readonly simulations: number;
  /** What is found first. */
  readonly found: string;
}

export const jointFaults: readonly PlantedFault[] = [
  ...conjugateFaults,
  ...sweepFaults,
  ...integratedFaults,
  ...hamiltonianFaults,
];

/** Faults that are found within some two seconds; correlated slopes, crossed groups and jumps between modes take their time. */
export function isQuick({ model, simulations, place }: PlantedFault): boolean {
  const isLong = model === slopes || model === errorsInPredictor || model === crossed;
  return !isLong && simulations < 200 && !place.includes("jump");
}

export const programFaults: readonly ProgramFault[] = [
  {
    name: "a Jacobian left out of the whole program",
    place: "any sampler: the prior of σ divided by σ",
    model: fewMeasurements,
    fittedText: fewWithoutJacobian,
    simulations: 250,
    found: "σ",
    least: 5,
  },
  {
    name: "data that are never looked at",
    place: "any sampler: no likelihood",
    model: fewMeasurements,
    fittedText: fewWithoutData,
    simulations: 120,
    found: "log density",
    least: 15,
  },
  {
    name: "a residual sd that is fitted twice as large",
    place: "any sampler: 2σ for σ",
    model: crossed,
    fittedText: crossed.text.replace(", σ)", ", 2 * σ)"),
    simulations: 50,
    found: "σ",
    least: 10,
  },
];

/** The table of the documentation. */
export function renderFaultTable(): string {
  const row = ({ name, place, least }: FaultHead, test: string, count: number, title: string): string =>
    `| ${name} | ${place} | ${test}, ${title} | ${count.toLocaleString("en")} | ${least} |`;
  return [
    "| fault | where it is planted | found by | simulations | standard errors, at least |",
    "|---|---|---|---|---|",
    ...jointFaults.map((fault) => row(fault, "joint distribution", fault.simulations, fault.model.name)),
    ...kernelFaults.map((fault) => row(fault, "rank test", fault.test.repetitions, "a banana")),
    ...programFaults.map((fault) => row(fault, "calibration", fault.simulations, fault.model.name)),
  ].join("\n");
}
