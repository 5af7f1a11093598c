/** The package as it is published: its version, what is in it, what it names. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { version } from "../../src/run/version.ts";
import { importSpecifiers, packageOf } from "./sources.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const manifest = JSON.parse(read("package.json"));

/** The paths that `npm pack` would put in. */
function packed(): string[] {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const report = JSON.parse(output);
  // An array of packages; newer releases of npm key them by name.
  const [one] = Array.isArray(report) ? report : Object.values(report);
  return one.files.map((file: { path: string }) => file.path);
}

/** Every path that an `exports` map ends in. */
function targetsOf(map: unknown): string[] {
  if (typeof map === "string") return [map];
  return Object.values(map as Record<string, unknown>).flatMap(targetsOf);
}

/** What the program asks for by `require`, and by what its entry imports for it. */
function askedFor(): string[] {
  const calls = read("dist/cli/program.cjs").matchAll(/\b(?:require\d*|importModule)\("([^"]+)"\)/g);
  return [...calls].map(([, name]) => name!);
}

describe("the package", () => {
  it("has one version", () => {
    expect(version).toBe(manifest.version);
    expect(JSON.parse(read("package-lock.json")).version).toBe(manifest.version);
  });

  it("has a program that can be run", () => {
    const program = manifest.bin.hyperprior;
    expect(read(program).startsWith("#!/usr/bin/env node\n")).toBe(true);
    expect(statSync(new URL(program, root)).mode & 0o111).toBe(0o111);
  });

  it("has every file that it names", () => {
    const targets = [
      ...targetsOf(manifest.exports),
      ...Object.values<string>(manifest.bin),
      ...manifest.sideEffects,
    ];
    expect(targets.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it("holds the build, the models, the docs and nothing else", () => {
    const files = packed();
    const isWanted = (path: string): boolean =>
      /^(dist|models|docs)\/|^(package\.json|README\.md|LICENSE)$/.test(path) &&
      !/\.test\.|\.run\//.test(path);
    expect(files.filter((path) => !isWanted(path))).toEqual([]);
    for (const path of [
      "README.md",
      "LICENSE",
      "dist/index.js",
      "dist/index.d.ts",
      "models/dyestuff/data.csv",
    ]) {
      expect(files).toContain(path);
    }
  });

  it("depends on exactly what the build imports", () => {
    const files = readdirSync(new URL("dist/", root), { recursive: true, encoding: "utf8" });
    const scripts = files.filter((path) => path.endsWith(".js")).map((path) => read(`dist/${path}`));
    const found = scripts.flatMap(importSpecifiers).filter((name) => !/^(node:|\.)/.test(name));
    const outside = [...found, ...askedFor().filter((name) => !isBuiltin(name) && !name.startsWith("."))];
    const packages = new Set(outside.map(packageOf));
    const named = { ...manifest.dependencies, ...manifest.optionalDependencies };
    expect([...packages].sort()).toEqual(Object.keys(named).sort());
  });

  it("has a command line of one file and its entry, one that draws SVG, one that makes MathML, and one for each kind of its worker threads", () => {
    const files = readdirSync(new URL("dist/cli/", root)).filter((path) => /js$/.test(path));
    expect(files.sort()).toEqual([
      ...["calibrate-worker.js", "chain-worker.js", "main.js", "measure-worker.js"],
      ...["picture-svg.cjs", "program.cjs", "report-mathematics.cjs", "section-worker.js"],
    ]);
    const imported = files.flatMap((path) => importSpecifiers(read(`dist/cli/${path}`)));
    const beside = [...imported, ...askedFor()].filter((name) => name.startsWith("."));
    expect([...new Set(beside)].sort()).toEqual(["./picture-svg.cjs", "./report-mathematics.cjs"]);
  });

  it("has a program of a byte for each character, as its entry reads it", () => {
    expect(read("dist/cli/program.cjs").search(/[^\0-\x7f]/)).toBe(-1);
  });

  it("has the packages behind its numbers built into it", () => {
    const files = readdirSync(new URL("dist/numeric/", root)).filter((path) => path.endsWith(".js"));
    const names = files.flatMap((path) => importSpecifiers(read(`dist/numeric/${path}`)));
    expect(names.filter((name) => !name.startsWith("."))).toEqual([]);
  });

  it("keeps the notices of the packages that are built into it", () => {
    const workers = ["cli/chain-worker.js", "cli/calibrate-worker.js"];
    for (const file of ["numeric/random-stream.js", "cli/program.cjs", ...workers]) {
      expect(read(`dist/${file}.LEGAL.txt`)).toMatch(/Sun Microsystems[\s\S]*Apache License/);
    }
    expect(read("dist/cli/program.cjs.LEGAL.txt")).toMatch(/The license of hyparquet/);
  });
});
