/** A model from its file. */

import { readFile } from "node:fs/promises";
import { modelNotRead } from "../run/problems.ts";
import { type Model, parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** Reads a model file. Throws a `ProblemError` if it cannot be read, or that lists every mistake in it. */
export async function readModel(path: string): Promise<Model> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new ProblemError([modelNotRead(path, error)], "", path);
  });
  return parseModel(text, path);
}
