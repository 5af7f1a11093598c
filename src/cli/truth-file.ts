/** What `--truth` names: values in words, or files that an earlier simulation wrote. */

import { readFile } from "node:fs/promises";
import { ProblemError } from "../api/problem-error.ts";
import type { GivenValues } from "../prediction/fixed-values.ts";
import { describeError } from "../run/record/file-errors.ts";
import { wordsNotRead } from "../simulation/problems.ts";
import { parseTruth } from "../simulation/truth-words.ts";
import { composed } from "../text/composed.ts";

/** All of them; those that stand later count. Throws a `ProblemError`. */
export async function readTruths(texts: readonly string[]): Promise<GivenValues> {
  const all: Record<string, number | ArrayLike<number>> = {};
  for (const text of texts) Object.assign(all, await readTruth(text));
  return all;
}

async function readTruth(text: string): Promise<GivenValues> {
  if (/\.json$/i.test(text)) return readTruthFile(text);
  const { given, problems } = parseTruth(composed(text));
  if (problems.length > 0) throw new ProblemError(problems, "", text);
  return given;
}

/** `parameters` of the file, or all of it. */
async function readTruthFile(path: string): Promise<GivenValues> {
  const fail = (reason: string): never => {
    throw new ProblemError([wordsNotRead("--truth", path, reason, "σ_b = 2, β[x] = 1")], "", path);
  };
  const text = await readFile(path, "utf8").catch((error: unknown) =>
    fail(`the file cannot be read: ${describeError(error)}`),
  );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("the file is no JSON");
  }
  const given = isRecord(value) && isRecord(value.parameters) ? value.parameters : value;
  const isNumber = (one: unknown): boolean => typeof one === "number";
  const isValue = (one: unknown): boolean => isNumber(one) || (Array.isArray(one) && one.every(isNumber));
  if (!isRecord(given) || !Object.values(given).every(isValue))
    return fail("the file has no numbers by name, or no `parameters` with them");
  // Each value was looked at.
  return Object.fromEntries(Object.entries(given).map(([name, one]) => [composed(name), one])) as GivenValues;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
