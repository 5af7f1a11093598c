/** Which format files are of, by their beginnings, or by what the user says. */

import type { Problem } from "../problems/problem.ts";
import type { DrawsFormat, FileHead, ReadOptions, ReadResult } from "./format.ts";
import { formats } from "./index.ts";
import type { InputFile } from "./input-file.ts";
import { drawsUnreadable, fileEmpty, formatNotKnown, formatsMixed } from "./problems.ts";
import { rDataRefused } from "./problems-tables.ts";
import { isRData } from "./r-data.ts";

const headSize = 1 << 16;

/** Reads files of one run, at least one; `formatName` is that of a format, or null to find it by what is in them. */
export async function readFiles(
  files: readonly InputFile[],
  formatName: string | null,
  options: ReadOptions,
): Promise<ReadResult> {
  const found: (readonly [InputFile, DrawsFormat])[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    try {
      const head = await headOf(file);
      const format = formats.find(({ name, recognizes }) =>
        formatName === null ? recognizes(head) : name === formatName,
      );
      if (format !== undefined) found.push([file, format]);
      else if (head.bytes.length === 0) problems.push(fileEmpty(file.name));
      else if (isRData(head)) problems.push(rDataRefused(file.name));
      else
        problems.push(
          formatNotKnown(
            file.name,
            formats.map(({ title }) => title),
          ),
        );
    } catch (error) {
      problems.push(drawsUnreadable(file.name, error instanceof Error ? error.message : String(error)));
    }
  }
  if (problems.length > 0) return { received: null, problems };
  const [, format] = found[0]!;
  if (found.some(([, other]) => other !== format))
    return { received: null, problems: [formatsMixed(found.map(([file, { title }]) => [file.name, title]))] };
  return format.read(files, options);
}

/** Throws what reading the file throws. */
async function headOf(file: InputFile): Promise<FileHead> {
  const bytes = await file.head(headSize);
  return { name: file.name, bytes, text: new TextDecoder().decode(bytes) };
}
