/** `format MODEL`: the model in canonical form, on standard output or in place. */

import { readFile, writeFile } from "node:fs/promises";
import { visible } from "../../text/visible.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

interface FormatFlags {
  readonly write?: boolean;
  readonly check?: boolean;
}

export const registerFormat: RegisterCommand = (program, { terminal, exit }) => {
  program
    .command("format")
    .description("print a model in canonical form, comments kept")
    .addHelpText("after", exampleHelp("format --write dyestuff.model"))
    .argument("<models...>", "model files")
    .option("--write", "change the files")
    .option("--check", "only say which files are not in canonical form, with exit code 1")
    .action(async (paths: string[], flags: FormatFlags) => {
      let code: ExitCode = exitCodes.good;
      for (const path of paths) {
        const one = await formatFile(terminal, path, flags);
        if (one !== exitCodes.good) code = one;
      }
      exit(code);
    });
};

async function formatFile(terminal: Terminal, path: string, flags: FormatFlags): Promise<ExitCode> {
  const { format, parse, renderProblem } = await import("../../language/index.ts");
  const { modelNotRead } = await import("../../run/problems.ts");
  let source: string;
  try {
    source = await readFile(path, "utf8");
  } catch (error) {
    terminal.warn(`${renderProblem(modelNotRead(path, error), "", path)}\n`);
    return exitCodes.usage;
  }
  const { problems } = parse(source);
  if (problems.some((problem) => problem.severity === "error")) {
    const { tableAsModel } = await import("../problems.ts");
    const { isTableText } = await import("../table-text.ts");
    const told = isTableText(path, source) ? [tableAsModel(path)] : problems;
    for (const problem of told) terminal.warn(`${renderProblem(problem, source, path)}\n\n`);
    return exitCodes.model;
  }
  const formatted = format(source);
  if (flags.check) {
    if (formatted === source) return exitCodes.good;
    terminal.print(`${visible(path)}\n`);
    return exitCodes.usage;
  }
  if (!flags.write) terminal.print(formatted, "source");
  else if (formatted !== source) await writeFile(path, formatted);
  return exitCodes.good;
}
