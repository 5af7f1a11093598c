/** A model whose readme names a formula is what that formula stands for with the model's data. */

import { join } from "node:path";
import { expect, it } from "vitest";
import { formula } from "../../src/index.ts";
import { modelNames, readExpandCommand, readModelFile } from "./bundled-models.ts";

const commands = new Map(modelNames.map((name) => [name, readExpandCommand(name)]));
const ofFormulas = modelNames.filter((name) => commands.get(name) !== null);

it("there are models of formulas", () => {
  expect(ofFormulas.length).toBeGreaterThan(5);
});

it.each(ofFormulas)("%s", async (name) => {
  const [source, ...options] = commands.get(name)!;
  const given = new Map<string, string>();
  for (let i = 0; i < options.length; i += 2) given.set(options[i]!, options[i + 1]!);
  const table = `models/${name}/data.csv`;
  expect(given.get("--data")).toBe(table);
  const family = given.get("--family");
  expect([...given.keys()].filter((key) => key !== "--data" && key !== "--family")).toEqual([]);
  const data = join(import.meta.dirname, "../..", table);
  const model = await formula(source!, family === undefined ? { data } : { data, family });
  const [comment, heading, ...rest] = readModelFile(name, `${name}.model`).split("\n");
  expect(comment!.endsWith(`: ${source}`)).toBe(true);
  expect(heading).toBe(`model ${name.replaceAll("-", "_")}`);
  expect(rest.join("\n").trim()).toBe(model.source.split("\n").slice(1).join("\n").trim());
});
