/** The reading order and the glossary of docs/architecture.md, held against the files and the identifiers of src/. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sources } from "./sources.ts";

const repository = join(import.meta.dirname, "../..");
const page = readFileSync(join(repository, "docs/architecture.md"), "utf8");
const section = (title: string): string => page.split(`## ${title}\n`)[1]!.split("\n## ")[0]!;
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word!);

const rows = section("Words")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim()));
/** Words with those that they stand in place of. */
const glossary = rows.map(([, words, , others]) => ({
  words: quoted(words!),
  others: quoted(others!),
}));

const identifiers = new Set(sources.flatMap(({ code }) => code.match(/[A-Za-z_$][\w$]*/g) ?? []));
/** `markovBlanket` is of `markov` and `blanket`. */
const partsOf = (identifier: string): string[] =>
  identifier.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((part) => part.toLowerCase());

it("the reading order is of about twelve files, all of which there are", () => {
  const files = [...section("How a draw comes about").matchAll(/^\d+\. `([^`]+)`/gm)].map(
    ([, path]) => path!,
  );
  expect(files.length).toBeGreaterThanOrEqual(10);
  expect(files.length).toBeLessThanOrEqual(14);
  expect(files.filter((path) => !existsSync(join(repository, path)))).toEqual([]);
});

it("each word of the glossary is a name in the code", () => {
  expect(glossary.length).toBeGreaterThan(20);
  const missing = glossary.flatMap(({ words }) => words).filter((word) => !identifiers.has(word));
  expect(missing).toEqual([]);
});

it("no name in the code has a word that the glossary has another for", () => {
  const found = glossary.flatMap(({ words, others }) =>
    [...identifiers].filter((identifier) => {
      const isOfNew = words.some((word) => identifier.toLowerCase().includes(word.toLowerCase()));
      return !isOfNew && partsOf(identifier).some((part) => others.includes(part));
    }),
  );
  expect(found).toEqual([]);
});
