/**
 * The files of an export. They are written beside their places, piece by piece, and get these when all of them are whole, so that a full disk
 * or an interruption leaves what was there.
 */

import { lstat, open, realpath, rename, rm, stat } from "node:fs/promises";
import type { DrawsFormat, OutputFile } from "../formats/format.ts";
import { fileAt } from "../formats/input-file.ts";
import type { Problem } from "../problems/problem.ts";
import { partOf } from "../run/record/disk.ts";
import { exportNotWritten, exportOverInput, exportOverOther } from "./problems-export.ts";

/** A file of an export, and where it is to be. */
export interface PlacedFile extends OutputFile {
  readonly path: string;
}

/** The places: the file itself where there is one, and the suffixes behind its name without its ending where there are several. */
export function placeFiles(files: readonly OutputFile[], out: string, format: DrawsFormat): PlacedFile[] {
  const ending = format.extensions.find((one) => out.toLowerCase().endsWith(one)) ?? "";
  const stem = out.slice(0, out.length - ending.length);
  return files.map((file) => ({ ...file, path: file.suffix === "" ? out : `${stem}${file.suffix}` }));
}

/** What stands against the places, before anything is written. `inputs` are files that the draws were read from. */
export async function findExportObstacles(
  files: readonly PlacedFile[],
  format: Pick<DrawsFormat, "isOurs">,
  { inputs, isForced }: { readonly inputs: readonly string[]; readonly isForced: boolean },
): Promise<Problem[]> {
  const read = await Promise.all(inputs.map((file) => realpath(file).catch(() => null)));
  const found = await Promise.all(
    files.map(async ({ path }) => {
      const there = await lstat(path).catch(() => null);
      if (there === null) return null;
      const place = await realpath(path).catch(() => null);
      if (place !== null && read.includes(place)) return exportOverInput(path);
      if (isForced || (await isStream(path)) || (there.isFile() && (await isOurs(path, format)))) return null;
      return exportOverOther(path);
    }),
  );
  return found.filter((problem) => problem !== null);
}

/** Written here, or nothing yet. */
async function isOurs(path: string, format: Pick<DrawsFormat, "isOurs">): Promise<boolean> {
  try {
    const bytes = await (await fileAt(path)).head(1 << 16);
    const head = { name: path, bytes, text: new TextDecoder().decode(bytes) };
    return bytes.length === 0 || (format.isOurs?.(head) ?? false);
  } catch {
    return false;
  }
}

/** `/dev/stdout` and the like. */
async function isStream(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (found.isCharacterDevice() || found.isFIFO());
}

/** Writes the files; gives what went wrong, and then none of them has come to its place. */
export async function writeExport(files: readonly PlacedFile[]): Promise<Problem | null> {
  const parts: { readonly part: string; readonly path: string }[] = [];
  let current = files[0]?.path ?? "";
  try {
    for (const { path, pieces } of files) {
      current = path;
      const goesThrough = await isStream(path);
      const part = goesThrough ? path : partOf(path);
      if (!goesThrough) parts.push({ part, path });
      await writePieces(part, goesThrough ? "w" : "wx", pieces());
    }
    for (const { part, path } of parts) {
      current = path;
      await rename(part, path);
    }
    return null;
  } catch (error) {
    await Promise.all(parts.map(({ part }) => rm(part, { force: true }).catch(() => {})));
    return exportNotWritten(current, error);
  }
}

async function writePieces(
  path: string,
  flags: "w" | "wx",
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, flags);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
    if (flags === "wx") await file.sync();
  } finally {
    await file.close();
  }
}
