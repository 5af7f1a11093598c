/** A module of the build with all that it needs in one script, as a page's own bundler makes it: fails if anything of Node is imported. */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The text of a script that has the module `name` of `dist/browser` as `hyperprior`. */
export async function bundleOf(name: "index" | "with-report"): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(`../../dist/browser/${name}.js`, import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "hyperprior",
    platform: "browser",
    target: "es2022",
    // Such a script has no place from which the script of workers could be found: chains run in the thread that calls.
    logOverride: { "empty-import-meta": "silent" },
  });
  return result.outputFiles[0]!.text;
}
