/** The index of the folder lists what is in the folder. */

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { distributions, findDistribution } from "../../src/distributions/index.ts";

const folder = new URL("../../src/distributions/", import.meta.url);

/** The distributions that the files of the folder export, as [file, name]. */
async function exported(): Promise<(readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  for (const file of files.filter((name) => name !== "index.ts")) {
    const contents: Readonly<Record<string, unknown>> = await import(new URL(file, folder).href);
    for (const value of Object.values(contents)) {
      if (typeof value === "object" && value !== null && "logDensity" in value && "name" in value) {
        found.push([file, String(value.name)]);
      }
    }
  }
  return found;
}

describe("the index of distributions", () => {
  it("lists exactly the distributions that the files of its folder export", async () => {
    const names = (await exported()).map(([, name]) => name);
    expect(distributions.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it("finds each in the file of its name", async () => {
    for (const [file, name] of await exported()) {
      expect(file).toBe(`${name.replaceAll("_", "-")}.ts`);
    }
  });

  it("finds a distribution by its name, and nothing for another word", () => {
    expect(findDistribution("student_t")?.name).toBe("student_t");
    expect(findDistribution("students_t")).toBeUndefined();
    expect(findDistribution("constructor")).toBeUndefined();
  });

  it("has no two of the same name, and no two arguments of the same name in one", () => {
    const names = distributions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const distribution of distributions) {
      const argumentNames = distribution.arguments.map(({ name }) => name);
      expect(new Set(argumentNames).size, distribution.name).toBe(argumentNames.length);
      expect(argumentNames).not.toContain("x");
    }
  });
});
