/** InferenceData in JSON as received draws. What a text that is cut off has whole is read. */

import type { Problem } from "../../problems/problem.ts";
import type { ReadOptions, ReadResult } from "../format.ts";
import type { InputFile } from "../input-file.ts";
import { readJson } from "../json/read.ts";
import { isObject } from "../json/value.ts";
import { drawsUnreadable, noDraws } from "../problems.ts";
import { jsonCut, jsonFaulty, noPosterior } from "../problems-arviz.ts";
import type { GroupsOfFile } from "./arrays.ts";
import { readJsonGroups } from "./json-groups.ts";
import { receiveGroups } from "./receive.ts";

/** The contract of formats. */
export async function readArvizJson(files: readonly InputFile[], options: ReadOptions): Promise<ReadResult> {
  const problems: Problem[] = [];
  const read: GroupsOfFile[] = [];
  for (const file of files) {
    try {
      const groups = await groupsOf(file, options, problems);
      if (groups !== null) read.push({ name: file.name, groups });
    } catch (error) {
      problems.push(drawsUnreadable(file.name, error instanceof Error ? error.message : String(error)));
    }
  }
  if (problems.some(({ severity }) => severity === "error")) return { received: null, problems };
  const { received, problems: others } = receiveGroups(read, "json", options);
  return { received, problems: [...problems, ...others] };
}

async function groupsOf(file: InputFile, { onProgress }: ReadOptions, problems: Problem[]) {
  const { value, fault } = await readJson(file.pieces(), (bytes) => onProgress?.(bytes, file.size));
  if (value === undefined && fault?.found === null) problems.push(noDraws(file.name));
  else if (!isObject(value))
    problems.push(fault === null ? noPosterior(file.name, []) : jsonFaulty(file.name, fault));
  else {
    const groups = readJsonGroups(value);
    const whole = (groups.get("posterior")?.arrays ?? []).length;
    if (fault !== null && whole === 0) problems.push(jsonFaulty(file.name, fault));
    else if (fault !== null)
      problems.push(
        jsonCut(
          file.name,
          fault.line,
          `of what stands before, ${whole === 1 ? "1 variable is" : `${whole} variables are`} read`,
        ),
      );
    if (fault === null || whole > 0) return groups;
  }
  return null;
}
