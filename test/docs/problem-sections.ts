/** What a reader of docs/problems.md sees of each problem: a model that has it, and what is shown. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderProblem } from "../../src/problems/render-problem.ts";
import { repository } from "./commands.ts";
import { problemExamples } from "./problem-examples.ts";

/** The files of problems in `src/`, those that all messages are made in. */
export function problemTexts(): readonly string[] {
  const folder = join(repository, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /problems[a-z-]*\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Every code that a problem can have. */
export function knownCodes(): ReadonlySet<string> {
  const matches = problemTexts().flatMap((text) => [...text.matchAll(/"(HP\d{4})"/g)]);
  return new Set(matches.map((match) => match[1] ?? ""));
}

/** The example of a code, as fences. */
export function problemExample(code: string): string {
  const golden = join(repository, "test/problems/language", `${code}.txt`);
  if (existsSync(golden)) return languageExample(readFileSync(golden, "utf8"));
  const problem = problemExamples().find((one) => one.code === code);
  if (problem === undefined) throw new Error(`there is no example of ${code}`);
  return `\`\`\`text\n${renderProblem(problem, "", "example.model")}\n\`\`\``;
}

/** The first case of a golden file. What is too long to be read is left out. */
function languageExample(text: string): string {
  const first = text.split(/^={8}\n/m)[0] ?? "";
  const [model = "", shown = ""] = first.split(/^-{8}\n/m);
  const fences = [`\`\`\`model\n${model}\`\`\``, "", `\`\`\`text\n${shown.trimEnd()}\n\`\`\``];
  if (model.length > 300) return `\`\`\`text\n${shown.trimEnd().split("\n\n").at(-1)}\n\`\`\``;
  const code = /HP\d{4}/.exec(shown)?.[0] ?? "";
  return [`<!-- problem: ${code} -->`, ...fences].join("\n");
}
