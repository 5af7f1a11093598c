/** `diagnose RUN|FILE…`: the verdict on draws, as words and as exit code. */

import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags, drawsArgument } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict, type ExitCode, exitCodes } from "../exit-codes.ts";
import { positive, wholeNumber } from "../option-parsers.ts";
import { addJsonOption, addLenientOption } from "../shared-options.ts";
import type { Terminal } from "../terminal.ts";
import { addVerdictOptions, type VerdictFlags } from "../verdict-options.ts";

interface DiagnoseFlags extends DrawsFlags, VerdictFlags {
  readonly lenient?: boolean;
  readonly watch?: boolean;
  readonly every?: number;
  readonly chains?: number;
}

export const registerDiagnose: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("diagnose")
    .description("whether draws can be trusted, of a run or of another program, and what to do if not")
    .addHelpText(
      "after",
      exampleHelp(
        "diagnose dyestuff.run",
        "diagnose fit_*.csv --max-rhat 1.05 --output junit",
        "diagnose --watch results",
      ),
    )
    .argument("<run...>", drawsArgument)
    .option(
      "--watch",
      "follow chains while they are made (CmdStan CSV, run folders); the verdict at their end",
    )
    .option("--every <s>", "with --watch: seconds between two looks (default: 1)", positive)
    .option("--chains <n>", "with --watch: end when so many chains have ended", wholeNumber(1));
  addJsonOption(addLenientOption(addVerdictOptions(addDrawsOptions(command)))).action(
    async (words: readonly string[], flags: DiagnoseFlags) =>
      exit(await diagnoseDraws(terminal, words, flags)),
  );
};

async function diagnoseDraws(
  terminal: Terminal,
  words: readonly string[],
  flags: DiagnoseFlags,
): Promise<ExitCode> {
  const ended = flags.watch ? await watched(terminal, words, flags) : await unwatched(words, flags);
  if (ended === null) {
    terminal.warn("no longer watched; the chains go on\n");
    return exitCodes.interrupted;
  }
  const { readDrawsOf } = await import("../read-run.ts");
  const { judgeAsAsked } = await import("../verdict-options.ts");
  const { showJudgedDiagnosis } = await import("../show-judged.ts");
  const asked = await judgeAsAsked(await readDrawsOf(terminal, ended, flags), flags);
  showJudgedDiagnosis(terminal, words, asked, flags);
  return codeOfVerdict(asked.judged.diagnosis.verdict, flags.lenient);
}

async function watched(terminal: Terminal, words: readonly string[], flags: DiagnoseFlags) {
  const { watchDraws } = await import("../watch/watch-draws.ts");
  return watchDraws(terminal, words, flags);
}

/** Throws a `ProblemError` for flags of `--watch`. */
async function unwatched(words: readonly string[], { every, chains }: DiagnoseFlags) {
  const flag = every !== undefined ? "--every" : chains !== undefined ? "--chains" : null;
  if (flag === null) return words;
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { onlyWhenWatching } = await import("../problems-live.ts");
  throw new ProblemError([onlyWhenWatching(flag)], "", "");
}
