/** Files of statistics as a command writes them: whole or not at all, and never over a file that is something else. */

import { open, rename, rm, writeFile } from "node:fs/promises";
import { ProblemError } from "../api/problem-error.ts";
import { statisticsNotWritten, statisticsThere } from "../api/problems-statistics.ts";
import type { Statistics } from "../api/statistics.ts";
import { isStatisticsText } from "../reduction/statistics-file.ts";

/** Bytes at the beginning of a file that say what it is. */
const headLength = 64;
/** Characters that are written at a time, about. */
const pieceLength = 1 << 20;

/** Writes statistics to a file. Throws a `ProblemError` where something else is there that is not to be replaced, or where nothing can be written. */
export async function writeStatistics(
  path: string,
  statistics: Statistics,
  isForced: boolean,
): Promise<void> {
  const head = await readHead(path);
  if (head !== null && !isForced && !isStatisticsText(head))
    throw new ProblemError([statisticsThere(path)], "", path);
  const unfinished = `${path}.part`;
  try {
    await writeFile(unfinished, inPieces(statistics.lines()));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new ProblemError([statisticsNotWritten(path, reason)], "", path);
  }
}

/** Many lines at a time. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** The beginning of a file; null where there is none, or what is there cannot be read, which writing then tells. */
async function readHead(path: string): Promise<string | null> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headLength), 0, headLength, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
