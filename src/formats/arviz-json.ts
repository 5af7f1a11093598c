/** InferenceData of ArviZ in JSON, as `idata.to_json` writes it and `az.from_json` reads it, and what other programs write like it. */

import { hasGroups } from "./arviz/json-groups.ts";
import { readArvizJson } from "./arviz/json-read.ts";
import { writeArvizJson } from "./arviz/json-write.ts";
import type { DrawsFormat } from "./format.ts";
import { readJsonBytes } from "./json/read.ts";

export const arvizJson: DrawsFormat = {
  name: "json",
  title: "InferenceData JSON",
  extensions: [".json", ".json.gz"],
  recognizes: ({ bytes, text }) => /^\ufeff?\s*\{/.test(text) && hasGroups(readJsonBytes(bytes).value),
  read: readArvizJson,
  write: writeArvizJson,
  holdsGroups: true,
};
