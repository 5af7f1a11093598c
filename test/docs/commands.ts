/** The commands of `sh` blocks, run by the program itself in a folder that holds `models/`. */

import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { noPaint } from "../../src/report/table.ts";

export const repository = join(import.meta.dirname, "../..");

/** A folder as a reader has it after a fresh clone. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-docs-"));
  symlinkSync(join(repository, "models"), join(folder, "models"));
  return folder;
}

export interface CommandResult {
  /** Results and warnings in their order. */
  readonly output: string;
  /** Of the last command. */
  readonly code: number;
}

/** A terminal of 80 columns without colours, and what was printed on it so far, results and warnings in their order. */
export function collectingTerminal(): { readonly terminal: Terminal; readonly printed: () => string } {
  let text = "";
  const collect = (more: string): void => {
    text += more;
  };
  const terminal = { print: collect, warn: collect, paint: noPaint, hasProgress: false, width: 80 };
  return { terminal, printed: () => text };
}

/** Runs what the block says of `hyperprior`; `npm` is left to the reader, and other programs are refused. */
export async function runCommands(block: string, folder: string): Promise<CommandResult> {
  const { terminal, printed } = collectingTerminal();
  let code = 0;
  const before = process.cwd();
  process.chdir(folder);
  try {
    for (const words of hyperpriorCommands(block)) {
      // Threads would be loaded from the build, and give the same bits.
      const samples = ["fit", "resume", "calibrate", "design"].includes(words[0] ?? "");
      const threads = samples && !words.includes("--help") ? ["--workers", "0"] : [];
      code = await runProgram([...words, ...threads], terminal);
    }
  } finally {
    process.chdir(before);
  }
  return { output: printed(), code };
}

function hyperpriorCommands(block: string): string[][] {
  const lines = block.replaceAll("\\\n", " ").split("\n");
  return lines.flatMap((line) =>
    splitWords(line).flatMap(([program, ...words]) => {
      if (program === "npm") return [];
      if (program === "hyperprior") return [words];
      if (program === "npx" && words[0] === "hyperprior") return [words.slice(1)];
      throw new Error(`a block of commands may have npm and hyperprior only, found ${program}`);
    }),
  );
}

/** The commands of a line, as words; `&&` stands between two, `#` begins a comment. */
function splitWords(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [word, quoted] of line.matchAll(/"([^"]*)"|#.*|[^\s"]+/g)) {
    if (quoted === undefined && word.startsWith("#")) break;
    if (word === "&&") commands.push([]);
    else commands.at(-1)?.push(quoted ?? word);
  }
  return commands.filter((words) => words.length > 0);
}
