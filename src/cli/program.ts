/** The command line as a program that can be run in a test as well as in a process. */

import { Command, CommanderError } from "commander";
import { version } from "../run/version.ts";
import { withoutPassword } from "../sources/source-name.ts";
import { asksForJson, JsonTerminal } from "./error-json.ts";
import { ReportTerminal, reportAskedFor } from "./error-report.ts";
import { exampleHelp, fitExamples } from "./example-help.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { isInterruption, warnOfInterruption } from "./interruption.ts";
import { wrongWords } from "./problems.ts";
import { isTableName } from "./table-text.ts";
import { guarded, type Terminal, usageError } from "./terminal.ts";

const exitCodeHelp = `${exampleHelp(...fitExamples)}

Exit codes:
  0    good
  1    usage, file or data problem
  2    model problem
  3    sampled, but the diagnosis failed (--lenient makes it 0)
  130  interrupted, the draws so far saved
`;

/** Runs the words after the program's name; gives the exit code. */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const form = reportAskedFor(words);
  if (form !== null) {
    const report = new ReportTerminal(terminal);
    const code = await runWords(words, report.terminal);
    report.finish(code, words[0]!, form);
    return code;
  }
  if (!asksForJson(words)) return runWords(words, terminal);
  const json = new JsonTerminal(terminal);
  const code = await runWords(words, json.terminal);
  json.finish(code);
  return code;
}

async function runWords(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const words = given.length === 0 && (await hasRunsToShow(terminal)) ? ["browse"] : given;
  let code: ExitCode = exitCodes.good;
  const program = buildProgram(guarded(terminal));
  try {
    if (!asksForVersion(words)) {
      await addCommands(program, guarded(terminal), (one) => {
        code = one;
      });
    }
    if (words.some((word) => /(^|=)-$/.test(word))) await watchInput(program);
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    if (isInterruption(error)) {
      warnOfInterruption(terminal);
      return exitCodes.interrupted;
    }
    if (error instanceof CommanderError) return codeOfParserError(terminal, words, error);
    const { ProblemError } = await import("../api/problem-error.ts");
    if (error instanceof ProblemError) {
      const { codeOfError, warnOf } = await import("./told-problems.ts");
      warnOf(guarded(terminal), error.told, error.source, error.file);
      return codeOfError(error);
    }
    throw error;
  }
}

/** Standard input is read by one option, or one argument. */
async function watchInput(program: Command): Promise<void> {
  const { requireOneInput } = await import("./standard-input.ts");
  program.hook("preAction", (_, command) => {
    const nameOf = (key: string): string =>
      command.options.find((option) => option.attributeName() === key)?.long ?? key;
    requireOneInput(command.opts(), command.args, nameOf);
  });
}

/** Without words there is help; but who sits before a terminal where there are runs is shown these. */
async function hasRunsToShow({ openScreen }: Terminal): Promise<boolean> {
  if (openScreen === undefined) return false;
  const { findRuns } = await import("./browse/find-runs.ts");
  return (await findRuns(".")).length > 0;
}

/** What the parser says is on standard error already. */
function codeOfParserError(terminal: Terminal, words: readonly string[], error: CommanderError): ExitCode {
  if (error.exitCode === 0) return exitCodes.good;
  const hint = error.code === "commander.excessArguments" ? hintOfExcess(words) : null;
  if (hint !== null) terminal.warn(`(${hint})\n`);
  terminal.collect?.([wrongWords(error.message, hint)], "");
  return exitCodes.usage;
}

/** What is meant where there are more words than arguments; null where that is not known. */
function hintOfExcess(words: readonly string[]): string | null {
  const loose = words.filter((_, i) => !takesPath.has(words[i - 1] ?? ""));
  // A shell puts the home folder in place of a `~` that stands alone.
  if (loose.some((word) => word === "~" || word === process.env.HOME))
    return 'a formula stands in quotes: `hyperprior fit "y ~ x + (1 | group)" --data FILE.csv`';
  const table = loose.find(isTableName);
  return table === undefined ? null : `the table is given as an option: \`--data ${table}\``;
}

const takesPath: ReadonlySet<string> = new Set(["--data", "--summary-data", "--out"]);

/** Then nothing of the engine is loaded. */
function asksForVersion([first]: readonly string[]): boolean {
  return first === "--version" || first === "-V";
}

/** The program without its commands. */
function buildProgram(terminal: Terminal): Command {
  return new Command("hyperprior")
    .description("Bayesian modeler for hierarchical (mixed-effects) models")
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError("(hyperprior COMMAND --help explains)")
    .configureOutput({
      writeOut: (text) => terminal.print(text),
      writeErr: terminal.warn,
      outputError: (text, write) => write(usageError(withoutPassword(text))),
    })
    .addHelpText("after", exitCodeHelp)
    .exitOverride();
}

/** `exit` gets the exit code of the command that is run. */
async function addCommands(
  program: Command,
  terminal: Terminal,
  exit: (code: ExitCode) => void,
): Promise<void> {
  const { commands } = await import("./commands/index.ts");
  for (const register of commands) register(program, { terminal, exit });
  // Commands made by .command() copy the settings that were there before; these must be theirs too.
  for (const command of program.commands) command.exitOverride().showHelpAfterError("(add --help for more)");
}
