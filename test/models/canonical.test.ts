/** The bundled models are written as `hyperprior format` writes them, so that they are also its examples. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { format } from "../../src/language/index.ts";

const root = join(import.meta.dirname, "../../models");
const names = readdirSync(root).filter((name) => existsSync(join(root, name, `${name}.model`)));

it("there are models to look at", () => {
  expect(names).toContain("replicates");
});

it.each(names)("%s is in canonical form", (name) => {
  const source = readFileSync(join(root, name, `${name}.model`), "utf8");
  expect(format(source)).toBe(source);
});
