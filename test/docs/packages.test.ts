/** The packages that the changelog names are those of `package.json`, with their versions. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "./commands.ts";

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
const page = readFileSync(join(repository, "docs/changelog.md"), "utf8");
const about = /### Dependencies\n(.*?)\n### /s.exec(page)?.[1] ?? "";
const [installed = "", builtIn = "", others = ""] = [
  /Installed with the package(.*?)Built into/s,
  /Built into(.*?)Written by hand/s,
  /For development:(.*)/s,
].map((part) => part.exec(about)?.[1]);

/** In the first column of a table, name and version. */
function named(table: string): Record<string, string> {
  const cells = table.split("\n").flatMap((line) => /^\| (`[^|]*) \|/.exec(line)?.[1] ?? []);
  const found = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)` ([\d.]+)/g)]);
  return Object.fromEntries(found.map(([, name, version]) => [name!, version!]));
}

describe("the packages of the changelog", () => {
  it("that are installed are the dependencies", () => {
    expect(named(installed)).toEqual(manifest.dependencies);
  });

  it("that are built in and those for development are what is installed for development", () => {
    const inside = named(builtIn);
    const tools = [...others.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const typeless = Object.keys(manifest.devDependencies).filter((name) => !name.startsWith("@types/"));
    expect([...Object.keys(inside), ...tools].sort()).toEqual(typeless.sort());
    for (const [name, version] of Object.entries(inside)) {
      expect(manifest.devDependencies[name], name).toBe(version);
    }
  });
});
