/** Problems of tables of known matrices: HP0436 to HP0439, HP0565 and HP0566. */

import { inFile, inModel, listed, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

export const matrixNotGiven = (name: string, plate: string, span: Span) =>
  problem("HP0436", inModel(span), [
    `no table was given for the matrix \`${name}\``,
    `give a CSV file with the labels of \`${plate}\` as its first column and as its header, \`--data ${name}=FILE\`, or in a script \`groups: { ${name}: … }\``,
  ]);

export const matrixLabelsDiffer = (
  name: string,
  rowless: readonly string[],
  columnless: readonly string[],
  file: string,
) =>
  problem("HP0437", inFile(file), [
    `the rows and columns of the matrix \`${name}\` are not of the same labels: ${[
      ...(rowless.length > 0 ? [`${listed(rowless, 4)} have no row`] : []),
      ...(columnless.length > 0 ? [`${listed(columnless, 4)} have no column`] : []),
    ].join(", and ")}`,
    "let the header have the labels of the first column, each once, whatever stands above that column",
  ]);

export const matrixNotSymmetric = (
  name: string,
  [row, column]: readonly [string, string],
  [value, other]: readonly [number, number],
  file: string,
) =>
  problem("HP0438", inFile(file, null, column), [
    `the matrix \`${name}\` is not symmetric: \`${row}\` and \`${column}\` have ${value}, \`${column}\` and \`${row}\` have ${other}`,
    "give both elements across the diagonal the same number",
  ]);

/** `diagonal` is an element of the diagonal that is not above 0; null where the levels together make it so. */
export const matrixNotDefinite = (name: string, label: string, diagonal: number | null, file: string) =>
  problem("HP0439", inFile(file, null, label), [
    diagonal === null
      ? `the matrix \`${name}\` is not positive definite: the levels before \`${label}\` leave nothing of its variance`
      : `the matrix \`${name}\` is not positive definite: \`${label}\` has ${diagonal} on the diagonal`,
    diagonal === null
      ? "if two levels are the same, as clones are, give them one label; or add a little to each element of the diagonal, as 0.001"
      : "give each element of the diagonal a number above 0",
  ]);

export const labelsNotInMatrix = (
  name: string,
  plate: string,
  lacking: readonly string[],
  known: readonly string[],
  file: string,
) =>
  problem("HP0565", inFile(file), [
    `the matrix \`${name}\` has no row for ${listed(lacking, 4)} of \`${plate}\`, which the data have; it has ${listed(known, 4)}`,
    "add a row and a column for each label of the data, and correct those that are spelled in two ways",
  ]);

export const labelTwiceInMatrix = (name: string, label: string, file: string) =>
  problem("HP0566", inFile(file), [
    `the matrix \`${name}\` has two rows for \`${label}\``,
    "leave one of them out",
  ]);
