/** The files that a path stands for: itself, those that fit a pattern, or the tables in a folder and in the folders in it. */

import type { Dirent } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { filesMixed, noFiles } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";

/** What a file of a table is, by its ending. */
export type FileKind = "csv" | "parquet" | "arrow";

/** By ending; `.gz` may follow those of texts. */
const kindsByEnding: Readonly<Record<string, FileKind>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".csv.gz": "csv",
  ".tsv.gz": "csv",
  ".parquet": "parquet",
  ".pq": "parquet",
  ".arrow": "arrow",
  ".feather": "arrow",
  ".ipc": "arrow",
};

export interface ListedFiles {
  readonly kind: FileKind;
  /** In the order of their names, numbers by size. */
  readonly paths: readonly string[];
}

/** Null for a path that stands for a single file of texts, or for nothing. Throws a `SourceFailure` where kinds are mixed, or there is nothing. */
export async function listedFiles(path: string): Promise<ListedFiles | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) {
    const kind = kindOf(path) === "csv" ? "csv" : ((await kindOfContent(path)) ?? kindOf(path));
    const isPlain = kind === null || (kind === "csv" && !path.toLowerCase().endsWith(".gz"));
    return isPlain ? null : { kind, paths: [path] };
  }
  const isPattern = found === null && /[*?]/.test(path);
  if (!found?.isDirectory() && !isPattern) return null;
  const paths = isPattern ? await pathsLike(path) : await pathsWithin(path);
  const known = paths.filter((one) => kindOf(one) !== null);
  if (known.length === 0) throw new SourceFailure(noFiles(path, Object.keys(kindsByEnding)));
  return { kind: oneKind(path, known), paths: known.sort(byNumbers) };
}

function kindOf(path: string): FileKind | null {
  const name = path.toLowerCase();
  return Object.entries(kindsByEnding).find(([ending]) => name.endsWith(ending))?.[1] ?? null;
}

/** What a file says it is by its first bytes. */
async function kindOfContent(path: string): Promise<FileKind | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(6), 0, 6, 0);
    const head = buffer.toString("latin1", 0, bytesRead);
    return head.startsWith("PAR1") ? "parquet" : head === "ARROW1" ? "arrow" : null;
  } finally {
    await file.close();
  }
}

function oneKind(path: string, paths: readonly string[]): FileKind {
  const counts = new Map<FileKind, number>();
  for (const one of paths) counts.set(kindOf(one)!, (counts.get(kindOf(one)!) ?? 0) + 1);
  if (counts.size > 1) throw new SourceFailure(filesMixed(path, counts));
  return kindOf(paths[0]!)!;
}

/** Files of a folder and of those in it; what begins with a dot or a line, as `_SUCCESS` does, is none. */
async function pathsWithin(folder: string): Promise<string[]> {
  const entries = await entriesOf(folder);
  const found = await Promise.all(
    entries
      .filter(({ name }) => !/^[._]/.test(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        return isFolder(entry) ? pathsWithin(path) : [path];
      }),
  );
  return found.flat();
}

/** Each part of the path may have `*` for any letters and `?` for one; `**` stands for any folders. */
async function pathsLike(pattern: string): Promise<string[]> {
  const parts = pattern.split("/");
  let places = [parts[0] === "" ? "/" : "."];
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (part === "" || part === ".") continue;
    const next = await Promise.all(
      places.map(async (place) => {
        if (part === "**") return isLast ? pathsWithin(place) : [place, ...(await foldersWithin(place))];
        if (!/[*?]/.test(part)) return [join(place, part)];
        const entries = await entriesOf(place);
        const fits = matcherOf(part);
        return entries
          .filter((entry) => fits(entry.name) && isFolder(entry) !== isLast)
          .map(({ name }) => join(place, name));
      }),
    );
    places = next.flat();
  }
  const found = await Promise.all(
    places.map(async (path) => ((await stat(path).catch(() => null))?.isFile() ? [path] : [])),
  );
  return found.flat();
}

async function foldersWithin(folder: string): Promise<string[]> {
  const folders = (await entriesOf(folder)).filter((entry) => isFolder(entry) && !entry.name.startsWith("."));
  const paths = folders.map(({ name }) => join(folder, name));
  return [...paths, ...(await Promise.all(paths.map(foldersWithin))).flat()];
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function isFolder(entry: Dirent): boolean {
  return entry.isDirectory();
}

const byNumbers = new Intl.Collator("en", { numeric: true }).compare;

function matcherOf(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "s");
  return (name) => expression.test(name) && !name.startsWith(".");
}
