/** Files by what the user names: a path, a pattern in the last part of one, a folder, or `-` for standard input. */

import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { drawsAmong } from "../formats/draws-among.ts";
import { formats } from "../formats/index.ts";
import { fileAt, fileOfStream, type InputFile } from "../formats/input-file.ts";
import { drawsNotFound, drawsUnreadable } from "../formats/problems.ts";
import type { Problem } from "../problems/problem.ts";

export interface NamedFiles {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
}

/** Standard input where it is asked for. */
export type StandardInput = () => AsyncIterable<Uint8Array>;

/** The files, in the order of the words; those of a pattern or a folder in the order of their names, numbers by size. */
export async function namedFiles(words: readonly string[], input: StandardInput): Promise<NamedFiles> {
  const files: InputFile[] = [];
  const problems: Problem[] = [];
  for (const word of words) {
    if (word === "-") {
      files.push(fileOfStream("-", input()));
      continue;
    }
    const paths = await pathsOf(word);
    if (paths.length === 0) problems.push(drawsNotFound(word));
    const found: InputFile[] = [];
    for (const path of paths) {
      try {
        found.push(await fileAt(path));
      } catch (error) {
        problems.push(drawsUnreadable(path, error instanceof Error ? error.message : String(error)));
      }
    }
    const isFolder = paths.length > 0 && resolve(dirname(paths[0]!)) === resolve(word);
    files.push(...(isFolder ? await drawsAmong(found) : found));
  }
  return { files, problems };
}

/** The paths that a word stands for now: itself, what fits a pattern, or the files of a folder that have the ending of a format. */
export async function pathsOf(word: string): Promise<string[]> {
  const found = await stat(word).catch(() => null);
  if (found?.isDirectory()) return entriesLike(word, (name) => hasKnownEnding(name));
  if (found !== null) return [word];
  if (!/[*?]/.test(basename(word))) return [];
  return entriesLike(dirname(word), matcherOf(basename(word)));
}

async function entriesLike(folder: string, isMeant: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries
    .filter((entry) => !entry.isDirectory() && isMeant(entry.name))
    .map(({ name }) => name);
  return names.sort(byNumbers).map((name) => join(folder, name));
}

const byNumbers = new Intl.Collator("en", { numeric: true }).compare;

function hasKnownEnding(name: string): boolean {
  return formats.some(({ extensions }) => extensions.some((ending) => name.toLowerCase().endsWith(ending)));
}

/** `*` for any letters, `?` for one. */
function matcherOf(pattern: string): (name: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "s");
  return (name) => expression.test(name);
}
