/** One page, run from its first block to its last; what it should look like, and what in it is not so. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readModelText } from "../../src/language/model-text.ts";
import { renderProblem } from "../../src/problems/render-problem.ts";
import { makeFolder, runCommands } from "./commands.ts";
import { renderShape } from "./json-shape.ts";
import { type Block, readBlocks, replaceBlocks, replaceRegions } from "./markdown.ts";
import { generateRegion } from "./regions.ts";
import { checkTypes, prepareProject, runScript, type Script } from "./scripts.ts";

export interface PageResult {
  /** The page with its generated parts and outputs as they are now. */
  readonly text: string;
  /** What the page claims and is not so; empty if all is well. */
  readonly faults: readonly string[];
  /** Where it was run; the caller removes it. */
  readonly folder: string;
}

export async function runPage(name: string, page: string): Promise<PageResult> {
  const generated = replaceRegions(page, generateRegion);
  const blocks = readBlocks(generated);
  const run = new PageRun(name, makeFolder());
  await run.checkScripts(blocks.filter(({ language }) => language === "ts"));
  const outputs = new Map<Block, string>();
  for (const block of blocks) {
    if (block.directives.has("output")) outputs.set(block, keepTimes(block.text, run.lastOutput));
    else if (block.directives.has("shape")) outputs.set(block, renderShape(run.lastOutput));
    else await run.runBlock(block);
  }
  return { text: replaceBlocks(generated, outputs), faults: run.faults, folder: run.folder };
}

/** The output of before if the new one differs by nothing but times, which are another in each run. */
function keepTimes(before: string, output: string): string {
  const timeless = (text: string): string => text.replace(/\d+(\.\d+)? (ms|s|min)\b/g, "…");
  return timeless(before) === timeless(output) ? before : output;
}

class PageRun {
  readonly faults: string[] = [];
  readonly folder: string;
  /** What the block before printed, ends with a newline. */
  lastOutput = "";
  private readonly name: string;

  constructor(name: string, folder: string) {
    this.name = name;
    this.folder = folder;
  }

  async runBlock(block: Block): Promise<void> {
    if (block.directives.has("not run")) return;
    const file = block.directives.get("file");
    if (file !== undefined && block.language !== "ts") writeFileSync(join(this.folder, file), block.text);
    if (block.language === "model") this.checkModel(block, file ?? "fragment.model");
    if (block.language === "sh") await this.runShell(block);
    if (block.language === "ts" && !isOfSources(block)) {
      this.lastOutput = await runScript(this.folder, scriptOf(block));
    }
  }

  /** All scripts of the page at once, since the compiler takes its time. */
  async checkScripts(blocks: readonly Block[]): Promise<void> {
    const scripts = blocks.filter(({ directives }) => !directives.has("not run")).map(scriptOf);
    if (scripts.length === 0) return;
    await prepareProject(this.folder);
    const said = await checkTypes(this.folder, scripts);
    if (said !== "") this.faults.push(`${this.name}: ${said}`);
  }

  private checkModel(block: Block, file: string): void {
    const expected = block.directives.get("problem");
    const source = `${block.text}${block.directives.get("around") ?? ""}\n`;
    const { problems } = readModelText(source, file);
    const found = problems.map((problem) => renderProblem(problem, source, file)).join("\n\n");
    this.lastOutput = `${found}\n`;
    const codes = [...new Set(problems.map(({ code }) => code))].join(" ");
    if (codes !== (expected ?? ""))
      this.fault(block, `expected ${expected ?? "no problem"}, found\n${found}`);
  }

  private async runShell(block: Block): Promise<void> {
    const { output, code } = await runCommands(block.text, this.folder);
    // A block that is left to the reader prints nothing.
    if (output === "") return;
    this.lastOutput = output;
    const expected = Number(block.directives.get("exit") ?? 0);
    if (code !== expected) this.fault(block, `expected exit code ${expected}, found ${code}:\n${output}`);
  }

  private fault(block: Block, what: string): void {
    this.faults.push(`${this.name}:${block.line}: ${what}`);
  }
}

/** A file of `src/`, which is checked and not run by itself. */
function isOfSources(block: Block): boolean {
  return block.directives.get("file")?.startsWith("src/") === true;
}

function scriptOf(block: Block): Script {
  const name = block.directives.get("file") ?? `script-${block.line}.ts`;
  return { name, text: `${block.directives.get("around") ?? ""}\n${block.text}` };
}
