/** Files of draws among others: data, settings and notes may lie in a folder beside them, with the same endings. */

import { formats } from "./index.ts";
import type { InputFile } from "./input-file.ts";

const headSize = 1 << 16;

/** Those that a format knows as its own; all, if there is none, so that what is wrong with them is told. */
export async function drawsAmong(files: readonly InputFile[]): Promise<readonly InputFile[]> {
  const known: InputFile[] = [];
  for (const file of files) if (await isOfDraws(file)) known.push(file);
  return known.length > 0 ? known : files;
}

async function isOfDraws(file: InputFile): Promise<boolean> {
  try {
    const bytes = await file.head(headSize);
    // A chain of which nothing is there is told.
    if (bytes.length === 0) return true;
    const head = { name: file.name, bytes, text: new TextDecoder().decode(bytes) };
    return formats.some(({ recognizes }) => recognizes(head));
  } catch {
    // What cannot be read is told when it is read.
    return true;
  }
}
