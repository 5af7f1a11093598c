/** Benchmarks are run by hand: that what they import is there is tested with everything else. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const folder = new URL("../bench/", import.meta.url);
const scripts = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".mjs"),
);

/** `import { names } from "path"`, of relative paths. */
function importsOf(script: string): { readonly names: readonly string[]; readonly from: URL }[] {
  const at = new URL(script, folder);
  const text = readFileSync(at, "utf8");
  return [...text.matchAll(/^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]*)"/gm)].map(([, names, path]) => ({
    names: names!
      .split(",")
      .map((name) => name.trim().split(" as ")[0]!)
      .filter((name) => name !== ""),
    from: new URL(path!, at),
  }));
}

/** The source of a file of the build. */
function sourceOf(built: URL): URL {
  return new URL(built.href.replace("/dist/", "/src/").replace(/\.js$/, ".ts"));
}

describe("benchmarks", () => {
  it.each(scripts)("%s imports what there is", async (script) => {
    for (const { names, from } of importsOf(script)) {
      if (!from.href.includes("/dist/")) {
        expect(existsSync(from), from.pathname).toBe(true);
        continue;
      }
      const source = sourceOf(from);
      expect(existsSync(source), source.pathname).toBe(true);
      expect(Object.keys(await import(source.href))).toEqual(expect.arrayContaining([...names]));
    }
  });
});
