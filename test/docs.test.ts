/**
 * Every page of documentation, made anew: each block is run, what the program prints is put in, the reference parts are
 * generated, and the result is compared with the page as it stands. `npm run docs` writes the pages. Those of `docs/how-to`, which
 * take as long as all others, are tested in `docs/how-to-pages.test.ts`.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "./docs/commands.ts";
import { findBrokenLinks } from "./docs/links.ts";
import { knownCodes, problemTexts } from "./docs/problem-sections.ts";
import { howToPages, pagesIn, testPages } from "./docs/test-pages.ts";
import { textmateGrammar } from "./docs/textmate-grammar.ts";

testPages(["README.md", ...pagesIn("docs").filter((page) => !howToPages.includes(page))]);

test.each(pagesIn("models"))("%s has links that lead somewhere, and commands that name files", (name) => {
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

test("the grammar for editors is made of the words of the language", async () => {
  const path = join(repository, "docs/editors/hyperprior.tmLanguage.json");
  await expect(textmateGrammar()).toMatchFileSnapshot(path);
});
