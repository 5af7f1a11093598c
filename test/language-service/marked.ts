/** Texts with a cursor, written `▮`, and the models that all functions are tried on. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goodModels } from "../language/good-models.ts";

const folder = fileURLToPath(new URL("../../models/", import.meta.url));

/** The models of `models/` and those that between them use all of the language, by name. */
export const allModels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".model"))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  ),
  ...goodModels,
};

/** The text without its cursor, and the cursor's offset. */
export function marked(written: string): { readonly text: string; readonly offset: number } {
  const offset = written.indexOf("▮");
  if (offset < 0) throw new Error(`a text without a cursor: ${written}`);
  return { text: written.replace("▮", ""), offset };
}
