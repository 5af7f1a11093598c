/** The pages on diagnosing name rules, kinds of pictures and options: all that there are, and none that there is not. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { pictureKinds } from "../../src/pictures/kinds/index.ts";
import { ruleOrder } from "../../src/posterior/diagnosis-rules.ts";
import { collectingTerminal, repository } from "./commands.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");
const names = ["diagnose-draws", "diagnose-in-ci", "from-cmdstan", "from-arviz"];
const pages = names.map((name) => [name, read(`docs/how-to/${name}.md`)] as const);
const commands = ["diagnose", "summary", "compare-draws", "plot", "export"] as const;

const helpOf = new Map<string, string>();
beforeAll(async () => {
  for (const command of commands) {
    const { terminal, printed } = collectingTerminal();
    await runProgram([command, "--help"], terminal);
    helpOf.set(command, printed());
  }
});

/** What stands in backticks on one line, outside of blocks, which are run by other tests. */
const spansOf = (page: string): string[] =>
  [...page.replaceAll(/^```.*?^```$/gms, "").matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
const optionsIn = (text: string): string[] => text.match(/--[a-z][a-z-]+/g) ?? [];
const knownOptions = (help: string): Set<string> => new Set(optionsIn(help));

/** First cells of a table's rows, whose names stand in backticks, and last cells. */
function cellsOf(page: string, header: string): { readonly first: string[]; readonly last: string[] }[] {
  const table = page.slice(page.indexOf(header)).split("\n\n")[0]!;
  return table
    .split("\n")
    .slice(2)
    .map((row) => row.split(" | "))
    .map((cells) => ({ first: spansOf(cells[0]!), last: spansOf(cells.at(-1)!) }));
}

describe("the tables of rules and notes", () => {
  const [, page] = pages[0]!;
  const rules = cellsOf(page, "| rule |");
  const notes = cellsOf(page, "| note |");

  it("have all rules in their order", () => {
    expect(rules.map(({ first }) => first[0])).toEqual([...ruleOrder]);
  });

  it("have all notes", () => {
    const source = read("src/posterior/diagnosis.ts");
    const known = /readonly rule:\s*((?:\| "\w+"\s*)+);/.exec(source.slice(source.indexOf("DiagnosisNote")));
    const wanted = [...known![1]!.matchAll(/"(\w+)"/g)].map((match) => match[1]!);
    expect(notes.flatMap(({ first }) => first).sort()).toEqual(wanted.sort());
  });

  it("have pictures that there are", () => {
    const kinds = new Set(pictureKinds.map(({ name }) => name));
    const shown = [...rules, ...notes].flatMap(({ last }) => last);
    expect(shown.filter((kind) => !kinds.has(kind))).toEqual([]);
    expect(shown.length).toBeGreaterThan(20);
  });
});

describe.each(pages)("%s", (name, page) => {
  it("calls commands with options that they have, and pictures of kinds that there are", () => {
    const kinds = new Set(pictureKinds.map((kind) => kind.name));
    for (const span of spansOf(page)) {
      const [command = "", ...words] = span.replace(/^(npx )?hyperprior /, "").split(" ");
      const help = helpOf.get(command);
      if (help === undefined || words.length === 0) continue;
      const unknown = optionsIn(span).filter((option) => !knownOptions(help).has(option));
      expect(unknown, span).toEqual([]);
      if (command === "plot") expect(kinds.has(words[1]!), span).toBe(true);
    }
  });

  it("names options that a command for draws has, or one of the other program", () => {
    const ours = new Set([...helpOf.values()].flatMap(optionsIn));
    const others = ["--sig_figs", "--percentiles", "--include_param", "--csv_filename", "--autocorr"];
    const bare = spansOf(page).filter((span) => span.startsWith("--"));
    const unknown = bare.filter(
      (span) => !others.includes(span.split(" ")[0]!) && optionsIn(span).some((option) => !ours.has(option)),
    );
    expect(unknown, name).toEqual([]);
  });
});

it("every kind of picture that is no matter of one model's groups, and of no answer, is on one of the pages", () => {
  const ofGroups = ["caterpillar", "shrinkage", "pooling", "ranks", "variance", "icc"];
  const own = new Set([...ofGroups, "sensitivity", "predict", "contrast", "compare", "variance-change"]);
  const spans = new Set(pages.flatMap(([, page]) => spansOf(page).flatMap((span) => span.split(" "))));
  const missing = pictureKinds.map((kind) => kind.name).filter((kind) => !own.has(kind) && !spans.has(kind));
  expect(missing).toEqual([]);
});
