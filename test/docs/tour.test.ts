/**
 * The formulas of `docs/tour.md`: that each of them meets its table, and that the lines below it are of the model that it stands for. What
 * is claimed to be the same in lme4 or brms, and can be read here, is the same model, too.
 */

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { makeFolder, repository, runCommands } from "./commands.ts";
import { type Block, readBlocks } from "./markdown.ts";

const page = readFileSync(join(repository, "docs/tour.md"), "utf8");
const blocks = readBlocks(page);
const folder = makeFolder();
for (const { directives, text } of blocks) {
  const file = directives.get("file");
  if (file !== undefined) writeFileSync(join(folder, file), text);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Task {
  readonly title: string;
  readonly command: string;
  readonly claimed: readonly string[];
  /** The formulas of the table above it, as they stand there. */
  readonly others: readonly string[];
}

const withoutAlignment = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim())
    .filter((line) => line !== "");

function taskOf(block: Block, next: Block | undefined): Task {
  const before = page.split("\n").slice(0, block.line - 1);
  const start = before.findLastIndex((line) => line.startsWith("### "));
  const rows = before.slice(start).filter((line) => /^\| (lme4 and others|brms) \|/.test(line));
  const others = rows.map((row) => /`([^`]*)`/.exec(row)?.[1]?.replaceAll("\\|", "|") ?? "");
  if (next?.language !== "text") throw new Error(`no lines of a model below line ${block.line}`);
  const title = before[start]!.replace("### ", "");
  return { title, command: block.text.trim(), claimed: withoutAlignment(next.text), others };
}

const tasks = blocks.flatMap((block, i) =>
  block.language === "sh" && block.directives.has("not run") ? [taskOf(block, blocks[i + 1])] : [],
);

const instead = (command: string, words: string): string =>
  command.replace("hyperprior fit", `hyperprior ${words}`);

let readOfOthers = 0;

describe.each(tasks)("$title", ({ command, claimed, others }) => {
  test("its lines are of the model that the formula stands for", async () => {
    const { output, code } = await runCommands(instead(command, "expand"), folder);
    expect(code, output).toBe(0);
    expect(withoutAlignment(output)).toEqual(expect.arrayContaining([...claimed]));
  });

  test("the model meets its table", async () => {
    const { output, code } = await runCommands(instead(command, "check"), folder);
    expect(code, output).toBe(0);
  });

  test("what can be read of the others' formulas is the same model", async () => {
    for (const other of others) {
      const own = instead(command, "expand").replace(/"[^"]*"/, () => `"${other}"`);
      const { output, code } = await runCommands(own, folder);
      if (code !== 0) continue;
      readOfOthers++;
      expect(withoutAlignment(output), other).toEqual(expect.arrayContaining([...claimed]));
    }
  });
});

test("there is a formula for each of many tasks", () => {
  expect(tasks.length).toBeGreaterThan(25);
  expect(readOfOthers).toBeGreaterThan(30);
});
