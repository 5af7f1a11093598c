/**
 * `hyperprior.json`, the settings of a project: found in the current folder or the nearest one above it. They are thresholds of verdicts so far;
 * what is not known there is an error, as a misspelt threshold would let pass what it was to stop.
 */

import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { ProblemError } from "../api/problem-error.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import { describeError, errorCode } from "../run/record/file-errors.ts";
import { settingsUnreadable, settingUnknown, settingWrong } from "./problems-verdict.ts";
import { type GivenThresholds, thresholdTable } from "./thresholds.ts";

const settingsName = "hyperprior.json";

/** What a project sets, and where. */
export interface ProjectSettings {
  /** As a user would name it from where they are. */
  readonly path: string;
  readonly thresholds: GivenThresholds;
}

/** Null where there is no such file. Throws a `ProblemError` for one that cannot be read. */
export async function readProjectSettings(folder: string): Promise<ProjectSettings | null> {
  for (let place = folder; ; place = dirname(place)) {
    const path = join(place, settingsName);
    const named = relative(folder, path);
    try {
      return readSettings(await readFile(path, "utf8"), named);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (errorCode(error) !== "ENOENT")
        throw new ProblemError([settingsUnreadable(named, describeError(error))], "", named);
    }
    if (dirname(place) === place) return null;
  }
}

function readSettings(text: string, path: string): ProjectSettings {
  const settings = parsed(text, path);
  const problems: Problem[] = [];
  const root = entriesOf(settings, "the file", path, problems);
  const thresholds: Record<string, number> = {};
  for (const [key, value] of root) {
    if (key !== "thresholds") {
      problems.push(settingUnknown(path, key, nearestName(key, ["thresholds"]), ["thresholds"]));
      continue;
    }
    for (const [name, given] of entriesOf(value, key, path, problems)) {
      const known = thresholdTable.find((one) => one.key === name);
      const names = thresholdTable.map((one) => one.key);
      if (known === undefined) problems.push(settingUnknown(path, name, nearestName(name, names), names));
      else if (typeof given === "number" && known.isFine(given)) thresholds[known.name] = given;
      else problems.push(settingWrong(path, name, known.expected, JSON.stringify(given)));
    }
  }
  if (problems.length > 0) throw new ProblemError(problems, "", path);
  return { path, thresholds };
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ProblemError([settingsUnreadable(path, describeError(error))], "", path);
  }
}

function entriesOf(value: unknown, name: string, path: string, problems: Problem[]): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  problems.push(settingWrong(path, name, "an object, `{ … }`,", JSON.stringify(value)));
  return [];
}
