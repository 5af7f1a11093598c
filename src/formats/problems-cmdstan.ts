/** What can be wrong with CmdStan CSV: HP0830–HP0839. */

import { counted, inFile, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { visible } from "../text/visible.ts";
import type { RowFault } from "./cmdstan/sections.ts";

export const notSampled = (path: string, method: string): Problem =>
  problem("HP0830", inFile(path), [
    `\`${visible(path)}\` is of the method \`${visible(method)}\` of CmdStan, whose rows are no draws of chains`,
    "judge the output of `sample`; an approximation is judged by what Stan prints of it",
  ]);

export const rowsLeftOut = (
  path: string,
  faults: readonly RowFault[],
  count: number,
  columns: number,
): Problem => {
  const [first] = faults;
  const many =
    count === 1
      ? "a row is left out that does not fit the header"
      : `${counted(count)} rows are left out that do not fit the header`;
  return warning("HP0831", inFile(path, first!.line), [
    `${many}: line ${first!.line} has ${counted(first!.fields)} of ${counted(columns)} fields`,
    "two programs may have written to the file at once, or a disk was full: sample this chain again",
  ]);
};

export const fieldsNotNumbers = (path: string, fault: RowFault, name: string, count: number): Problem =>
  warning("HP0832", inFile(path, fault.line, name), [
    `${count === 1 ? "a row has a field that is" : `${counted(count)} rows have fields that are`} no number: the first is \`${visible(name)}\` in line ${fault.line}; ` +
      "it counts as a draw that is not finite",
    "see whether the file was edited, or written by two programs at once",
  ]);

export const fileCut = (path: string, rows: number, expected: number | null): Problem =>
  warning("HP0833", inFile(path), [
    `the file ends in the middle of a row: ${counted(rows)} whole rows are read` +
      (expected === null ? "" : ` of the ${counted(expected)} that were asked for`),
    "the run was stopped, or is going on: read it again when it is done, or watch it by `diagnose --watch`",
  ]);

export const runNotEnded = (path: string, rows: number, expected: number): Problem =>
  warning("HP0834", inFile(path), [
    `the run has not ended: ${counted(rows)} of ${counted(expected)} draws are there`,
    "judge what is there, or read it again when it is done",
  ]);

export const onlyWarmup = (path: string, rows: number): Problem =>
  problem("HP0835", inFile(path), [
    `\`${visible(path)}\` holds ${counted(rows)} rows of warm-up and no draws after it`,
    "the run was stopped before its warm-up ended: let it go on, or sample again with a shorter warm-up",
  ]);

export const fileBroken = (path: string, rows: number, reason: string): Problem =>
  warning("HP0837", inFile(path), [
    `the file breaks off: ${visible(reason)}; ${counted(rows)} rows before that are read`,
    "it may not have been copied whole: copy it again, and read it then",
  ]);
