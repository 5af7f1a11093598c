/**
 * Every message of the room: what can be wrong with files of draws. HP0820–HP0829 are of finding and telling them apart; each format has ten
 * of its own (`problems-cmdstan.ts` and so on).
 */

import { counted, inFile, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { visible } from "../text/visible.ts";

const quote = (word: string): string => `\`${visible(word)}\``;

export const drawsNotFound = (path: string): Problem =>
  problem("HP0820", inFile(path), [
    `expected a run folder or a file of draws in ${quote(path)}, but there is no such file`,
    'check the path, which is relative to the current folder; several chains are several files, or a pattern in quotes: "fit_*.csv"',
  ]);

export const drawsUnreadable = (path: string, reason: string): Problem =>
  problem("HP0821", inFile(path), [
    `${quote(path)} could not be read: ${visible(reason)}`,
    "see whether the file is whole, and whether you may read it",
  ]);

export const formatNotKnown = (path: string, titles: readonly string[]): Problem =>
  problem("HP0822", inFile(path), [
    `${quote(path)} is of no format of draws that is known here`,
    `what can be read: a run folder, ${titles.join(", ")}; name the format with --format if it is one of these`,
  ]);

/** Of a file without a byte. */
export const fileEmpty = (path: string): Problem =>
  problem("HP0839", inFile(path), [
    `${path === "-" ? "standard input" : quote(path)} is empty`,
    "see whether what was to write it has begun, or has failed, and read it again when there is something in it",
  ]);

export const formatsMixed = (files: readonly (readonly [path: string, title: string])[]): Problem =>
  problem("HP0823", inFile(files[0]![0]), [
    `the files are not of one format: ${files.map(([path, title]) => `${quote(path)} is ${title}`).join(", ")}`,
    "name files of one run, a file for each chain",
  ]);

export const noDraws = (path: string): Problem =>
  problem("HP0824", inFile(path), [
    `${quote(path)} holds no draws`,
    "the sampler may not have come so far: see what it printed, and read the files again when they have rows",
  ]);

/** Of chains that have not all as many. */
export const chainsCut = (
  chains: readonly { readonly name: string; readonly drawCount: number }[],
  drawCount: number,
): Problem =>
  warning("HP0825", nowhere, [
    `the chains are of different lengths (${chains.map(({ name, drawCount: count }) => `${visible(name)}: ${counted(count)}`).join(", ")}), ` +
      `so the first ${counted(drawCount)} draws of each are taken`,
    "if a chain is still being sampled or was stopped, judge the others alone, or read again when it is done",
  ]);

export const variablesDiffer = (
  path: string,
  missing: readonly string[],
  added: readonly string[],
): Problem =>
  problem("HP0826", inFile(path), [
    `${quote(path)} does not have the variables of the first file: ` +
      [
        missing.length > 0 ? `it lacks ${listed(missing.map(visible), 3)}` : "",
        added.length > 0 ? `it has ${listed(added.map(visible), 3)} besides` : "",
      ]
        .filter((part) => part !== "")
        .join("; "),
    "name files of one run, a file for each chain",
  ]);

/** `rows` were in each chain. */
export const warmupTooLong = (warmup: number, rows: number): Problem =>
  problem("HP0827", nowhere, [
    `--warmup ${warmup} leaves no draw: the chains have ${counted(rows)} rows`,
    "name fewer rows, or leave the option out where the files have no warm-up in them",
  ]);
