/** Problems of running: HP06xx. */

import type { Problem, Span } from "../language/problem.ts";
import type { RefusedOffer } from "../samplers/offer.ts";

export const termNotFinite = (text: string, value: number, where: string | null, span: Span): Problem => ({
  code: "HP0601",
  severity: "error",
  place: { kind: "model", span },
  message: `no starting point was found at which the density is finite: the term of \`${text}\` is ${value}${where === null ? "" : ` in ${where}`} when all parameters are in the middle of their ranges`,
  hint: "look for overflow (very large numbers: rescale the column), a logarithm or root of a negative number, or data that the distribution cannot give",
});

export const gradientNotFinite = (): Problem => ({
  code: "HP0602",
  severity: "error",
  place: { kind: "none" },
  message: "no starting point was found at which the gradient of the density is finite",
  hint: "rescale columns with very large or very small numbers, and bound what stands in a logarithm, root or quotient away from 0",
});

export const methodRefused = ({ method, reason }: RefusedOffer): Problem => ({
  code: "HP0608",
  severity: "error",
  place: { kind: "none" },
  message: `the method \`${method}\` cannot sample this model: ${reason}`,
  hint: "leave `--method` out, or write `--method nuts`",
});

export const badOption = (fault: string): Problem => ({
  code: "HP0603",
  severity: "error",
  place: { kind: "none" },
  message: fault,
  hint: "correct the option",
});

export const notARun = (folder: string, reason: string): Problem => ({
  code: "HP0604",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `this is no run folder that can be read: ${reason}`,
  hint: "name a folder that `hyperprior fit` made, with its `run.json` and `draws.parquet`",
});

export const cannotWriteRun = (folder: string, reason: string): Problem => ({
  code: "HP0605",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `the run could not be saved: ${reason}`,
  hint: "free some space or name another folder with `--out`; the results above are complete, but the draws are not kept",
});

export const occupiedFolder = (folder: string): Problem => ({
  code: "HP0606",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: "the folder for the run has other files in it and no `run.json`, so nothing was written there",
  hint: "name another folder with `--out`",
});

export const unusableFolder = (folder: string, reason: string): Problem => ({
  code: "HP0607",
  severity: "error",
  place: { kind: "data", file: folder, line: null, column: null },
  message: `the run cannot be saved there: ${reason}`,
  hint: "name a folder that can be made or written with `--out`",
});
