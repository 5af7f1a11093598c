/** What a page may ask the engine's thread for, by name. Each takes and gives plain data. */

import { experimentsOperation, judgeExperimentsOperation, openExperimentsOperation } from "./calibration.ts";
import { compareOperation } from "./compare.ts";
import { exactOperation } from "./exact.ts";
import { fitOperation } from "./fit.ts";
import { judgeOperation } from "./judge.ts";
import { normalsOperation } from "./normals.ts";
import { pairsOperation } from "./pairs.ts";
import { reliabilityOperation } from "./reliability.ts";
import { closeOperation, openOperation, stepsOperation } from "./watch.ts";

export const operations = {
  fit: fitOperation,
  compare: compareOperation,
  exact: exactOperation,
  openExperiments: openExperimentsOperation,
  experiments: experimentsOperation,
  judgeExperiments: judgeExperimentsOperation,
  open: openOperation,
  steps: stepsOperation,
  close: closeOperation,
  normals: normalsOperation,
  judge: judgeOperation,
  pairs: pairsOperation,
  reliability: reliabilityOperation,
} as const;

export type Operations = typeof operations;

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
