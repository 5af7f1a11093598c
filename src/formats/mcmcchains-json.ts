/** Chains of Turing and others in JSON, as MCMCChains writes them (`write_json`, or `JSON.json` of its newer versions). */

import type { DrawsFormat } from "./format.ts";
import { readJsonBytes } from "./json/read.ts";
import { isObject } from "./json/value.ts";
import { mcmcChainsKeys, readMcmcChains } from "./mcmcchains/read.ts";

export const mcmcChainsJson: DrawsFormat = {
  name: "mcmcchains",
  title: "MCMCChains JSON",
  extensions: [".json", ".json.gz"],
  recognizes: ({ bytes, text }) => {
    if (!/^\ufeff?\s*\{/.test(text)) return false;
    const root = readJsonBytes(bytes).value;
    if (!isObject(root)) return false;
    const known = mcmcChainsKeys.filter((key) => root.has(key));
    return known.length === root.size && (root.has("value_flat") || known.length >= 3);
  },
  read: readMcmcChains,
};
