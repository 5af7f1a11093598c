/**
 * Every page of documentation, made anew: each block is run, what the program prints is put in, the reference parts are
 * generated, and the result is compared with the page as it stands. `npm run docs` writes the pages.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { repository } from "./docs/commands.ts";
import { findBrokenLinks } from "./docs/links.ts";
import { runPage } from "./docs/page.ts";
import { knownCodes, problemTexts } from "./docs/problem-sections.ts";

const pages = [
  join(repository, "README.md"),
  ...readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => join(repository, "docs", name)),
];

describe.each(pages.map((path) => relative(repository, path)))("%s", (name) => {
  const path = join(repository, name);
  const page = readFileSync(path, "utf8");

  test("does what it says, and is what `npm run docs` makes of it", async () => {
    const { text, faults, folder } = await runPage(name, page);
    await rm(folder, { recursive: true, force: true });
    expect.soft(faults).toEqual([]);
    await expect(text).toMatchFileSnapshot(path);
  });

  test("has no link that leads nowhere", () => {
    expect(findBrokenLinks(path, page)).toEqual([]);
  });
});

const modelPages = readdirSync(join(repository, "models"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md"))
  .map((name) => join("models", name));

test.each(modelPages)("%s has links that lead somewhere, and commands that name files", (name) => {
  const page = readFileSync(join(repository, name), "utf8");
  expect(findBrokenLinks(join(repository, name), page)).toEqual([]);
  const files = [...page.matchAll(/models\/[\w-]+\/[\w.-]+/g)].map((match) => match[0]);
  expect(files.filter((file) => !existsSync(join(repository, file)))).toEqual([]);
});

test("each problem that the program can report has its section in docs/problems.md, once", () => {
  const page = readFileSync(join(repository, "docs/problems.md"), "utf8");
  const sections = [...page.matchAll(/^### (HP\d{4}): /gm)].map((match) => match[1]);
  expect(sections).toEqual([...knownCodes()].sort());
});

test("no code of a problem stands for two", () => {
  const made = problemTexts().flatMap((text) => [...text.matchAll(/\bcode: "(HP\d{4})"/g)]);
  const codes = made.map((match) => match[1] ?? "");
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
});

test("the script in the README has fewer than 20 lines", () => {
  const page = readFileSync(join(repository, "README.md"), "utf8");
  const script = /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  expect(script.split("\n").length - 1).toBeGreaterThan(5);
  expect(script.split("\n").length - 1).toBeLessThan(20);
});
