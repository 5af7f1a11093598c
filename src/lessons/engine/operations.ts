/** What a page may ask the engine's thread for, by name. Each takes and gives plain data. A page loads the smallest engine that has what it asks. */

import { experimentsOperation, judgeExperimentsOperation, openExperimentsOperation } from "./calibration.ts";
import { compareOperation } from "./compare.ts";
import { exactOperation } from "./exact.ts";
import { fitOperation } from "./fit.ts";
import { judgeOperation } from "./judge.ts";
import { normalsOperation } from "./normals.ts";
import { pairsOperation } from "./pairs.ts";
import { reliabilityOperation } from "./reliability.ts";
import { closeOperation, openOperation, stepsOperation } from "./watch.ts";

/** Of every lesson's engine. */
export const operations = {
  fit: fitOperation,
  open: openOperation,
  steps: stepsOperation,
  close: closeOperation,
  normals: normalsOperation,
  judge: judgeOperation,
  pairs: pairsOperation,
  reliability: reliabilityOperation,
} as const;

/** Also of the engine that compares models by what they leave out. */
export const comparing = { ...operations, compare: compareOperation } as const;

/** Also of the engine that makes experiments, and exact curves. */
export const experimenting = {
  ...operations,
  exact: exactOperation,
  openExperiments: openExperimentsOperation,
  experiments: experimentsOperation,
  judgeExperiments: judgeExperimentsOperation,
} as const;

/** What a lesson may ask of the engine that its page loads (`site/scripts.ts`). */
export type Operations = typeof comparing & typeof experimenting;

/** Operations of a thread by name. */
export type OperationTable = Readonly<Record<string, (request: never) => Promise<unknown>>>;
/** What is asked with a name. */
export type RequestOf<Table extends OperationTable, Name extends keyof Table> = Parameters<Table[Name]>[0];
/** What is answered. */
export type AnswerOf<Table extends OperationTable, Name extends keyof Table> = Awaited<
  ReturnType<Table[Name]>
>;

/** What is sent to the thread. */
export interface Question {
  readonly number: number;
  readonly name: string;
  readonly request: unknown;
}

/** What comes back: a value, or why there is none. */
export type Reply =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly error: string };
