/** The file of a picture. An earlier picture is replaced; a file that was read is never, any other only where that is asked for. */

import { lstat, open, realpath, stat, writeFile } from "node:fs/promises";
import type { Problem } from "../problems/problem.ts";
import { replaceFile } from "../run/record/disk.ts";
import { pictureNotWritten, pictureOverInput, pictureOverOther } from "./problems.ts";

/** Where a picture goes, and the option that another place is named by: `--out trace.svg`. */
export interface PlotPlace {
  readonly path: string;
  readonly option: string;
}

/** What stands against a picture there, before it is made; null if nothing does. `inputs` are the files that are read for it. */
export async function findPlotObstacle(
  { path, option }: PlotPlace,
  inputs: readonly string[],
  isForced: boolean,
): Promise<Problem | null> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return null;
  const place = await realpath(path).catch(() => null);
  const read = await Promise.all(inputs.map((file) => realpath(file).catch(() => null)));
  if (place !== null && read.includes(place)) return pictureOverInput(path, option);
  if (isForced || (found.isFile() && (await isPicture(path))) || (await isStream(path))) return null;
  return pictureOverOther(path, option);
}

/** Writes a picture; gives what went wrong. */
export async function writePlot(
  { path, option }: PlotPlace,
  content: string | Uint8Array,
): Promise<Problem | null> {
  try {
    await ((await isStream(path)) ? writeFile(path, content) : replaceFile(path, content));
    return null;
  } catch (error) {
    return pictureNotWritten(path, error, option);
  }
}

/** `/dev/stdout` and the like. */
async function isStream(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (found.isCharacterDevice() || found.isFIFO());
}

const headLength = 1000;

/** How pictures of ours begin: those of calibration, those of `plot` by how they are written; or nothing yet. */
const beginnings: readonly RegExp[] = [
  /^$/,
  /^<svg .*<title id="title">Calibration of /s,
  /^<svg [^>]*data-maker="hyperprior"/,
  /^<!doctype html>.*<meta name="generator" content="hyperprior">/s,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a PNG has them.
  /^\x89PNG\r\n\x1a\n.*tEXtSoftware\0hyperprior/s,
];

async function isPicture(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headLength), 0, headLength, 0);
    const head = buffer.toString("latin1", 0, bytesRead);
    return beginnings.some((beginning) => beginning.test(head));
  } finally {
    await file.close();
  }
}
