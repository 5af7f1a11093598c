/** `variance RUN`: variance components, intraclass correlations, reliability, R², changes between runs. */

import type { Command } from "commander";
import type { BayesianRSquaredOptions } from "../../api/bayesian-r2.ts";
import type { Fitted } from "../../api/fitted.ts";
import type { BayesianRSquaredResult } from "../../posterior/bayesian-r2.ts";
import type { VarianceAnswers } from "../../report/variance-answers.ts";
import type { AnswerPictureFlags } from "../answer-picture.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { statedValue, wholeNumber } from "../option-parsers.ts";
import { addPictureOptions } from "../picture-options.ts";
import { addRunDataOption, type RunDataFlags, runDataOf } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption, type OutputFlags } from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface VarianceFlags extends OutputFlags, AnswerPictureFlags, RunDataFlags {
  readonly reliability?: boolean;
  readonly meanOf?: number;
  readonly at?: Readonly<Record<string, string | number>>;
  readonly observed?: boolean;
  readonly classical?: boolean;
  readonly r2?: boolean;
  readonly versus?: string;
}

export const registerVariance: RegisterCommand = (program, { terminal, exit }) => {
  const command = addAnswerOptions(program.command("variance"))
    .description("variance components as sd and variance with their shares, and each intraclass correlation")
    .addHelpText(
      "after",
      exampleHelp(
        "variance dyestuff.run",
        "variance ratings.run --reliability --mean-of 3",
        "variance trial.run --versus null.run --plot",
      ),
    )
    .argument("<run>", "a run folder");
  addRunDataOption(addPictureOptions(addIntervalOptions(addLenientOption(command)))).action(
    async (folder: string, flags: VarianceFlags) => {
      const { readGivenRun } = await import("../read-run.ts");
      const picture = await import("../variance-picture.ts");
      await requireUsedOptions(flags, folder);
      await picture.requireVariancePicture(flags, folder);
      const fitted = await readGivenRun(folder);
      const diagnosis = fitted.diagnose();
      const answers = await answersOf(terminal, fitted, folder, flags);
      const drawn = picture.drawVariance(fitted, answers, flags);
      if (flags.json) {
        const { printJson } = await import("../json-text.ts");
        const { diagnosticsJson } = await import("../../report/json.ts");
        const { varianceAnswersJson } = await import("../../report/variance-answers.ts");
        printJson(terminal, { ...varianceAnswersJson(answers), diagnostics: diagnosticsJson(diagnosis) });
      } else {
        const { noneOf, showFailure } = await import("../show-run.ts");
        const { renderVarianceAnswers } = await import("../../report/variance-answers.ts");
        const { outcome, remarks } = fitted.record.roles;
        const none = [noneOf("variance components", fitted), ...(outcome === null ? [] : remarks)].join("\n");
        const text = renderVarianceAnswers(answers, `${none}\n`, { ...flags, ...lineOf(terminal) });
        showFailure(terminal, fitted, folder);
        terminal.print(text);
      }
      if (drawn !== null) await picture.showVariancePicture(terminal, drawn, flags);
      exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
    },
  );
};

function addAnswerOptions(command: Command): Command {
  return command
    .option("--reliability", "agreement and consistency of values, with their errors of measurement")
    .option("--mean-of <k>", "reliability of the mean of k values, too", wholeNumber(1))
    .option(
      "--at <name=value>",
      "reliability at a value of a column that variances depend on (repeatable)",
      statedValue,
    )
    .option(
      "--observed",
      "correlations of binary outcomes and counts on the scale on which they are observed",
    )
    .option("--classical", "estimates of analyses of variance and of REML, beside the posterior")
    .option("--r2", "R²: marginal and conditional, and Bayesian, of the data and of values left out")
    .option("--versus <run>", "the change of each variance from that of another run");
}

async function requireUsedOptions({ runData, r2 }: VarianceFlags, folder: string): Promise<void> {
  if (runData === undefined || r2 === true) return;
  const { ProblemError } = await import("../../api/problem-error.ts");
  const { runDataWithoutR2 } = await import("../problems.ts");
  throw new ProblemError([runDataWithoutR2()], "", folder);
}

/** Of each outcome. */
async function answersOf(
  terminal: Terminal,
  fitted: Fitted,
  folder: string,
  flags: VarianceFlags,
): Promise<VarianceAnswers[]> {
  const before = flags.versus === undefined ? null : await runBefore(terminal, fitted, folder, flags.versus);
  const outcomes = fitted.outcomes.length === 0 ? [undefined] : fitted.outcomes;
  const answers: VarianceAnswers[] = [];
  for (const outcome of outcomes) {
    const options = { prob: flags.prob, ...(outcome === undefined ? {} : { outcome }) };
    const bayesian = flags.r2 === true ? await bayesianOf(terminal, fitted, options, flags) : null;
    answers.push({ ...answersOfOutcome(fitted, outcome, before, flags), bayesian });
  }
  return answers;
}

/** R² that needs the data of the run; where these are gone, that is the reason why there is none. */
async function bayesianOf(
  terminal: Terminal,
  fitted: Fitted,
  options: BayesianRSquaredOptions,
  flags: VarianceFlags,
): Promise<BayesianRSquaredResult> {
  const { bayesianRSquaredOf } = await import("../../api/bayesian-r2.ts");
  const { answeringFor } = await import("../drawn-again.ts");
  const { ProblemError } = await import("../../api/problem-error.ts");
  const told = { ...options, ...runDataOf(flags) };
  return bayesianRSquaredOf(fitted, told, answeringFor(terminal, flags)).catch((error: unknown) => {
    if (!(error instanceof ProblemError) || flags.runData !== undefined) throw error;
    const [first] = error.told;
    return { bayesian: null, reason: `${first!.message}; ${first!.hint}` };
  });
}

function answersOfOutcome(
  fitted: Fitted,
  outcome: string | undefined,
  before: Fitted | null,
  flags: VarianceFlags,
): Omit<VarianceAnswers, "bayesian"> {
  const { prob, meanOf, at } = flags;
  const asksReliability =
    flags.reliability === true || meanOf !== undefined || (at !== undefined && flags.observed !== true);
  const options = { prob, ...(outcome === undefined ? {} : { outcome }) };
  const stated = at === undefined ? {} : { at };
  const means = { ...options, ...(meanOf === undefined ? {} : { meanOf }) };
  return {
    outcome: outcome ?? null,
    variance: fitted.variance(options),
    reliability: asksReliability ? fitted.reliability({ ...means, ...stated }) : null,
    observed: flags.observed === true ? fitted.observedScale({ ...options, ...stated }) : null,
    classical:
      flags.classical === true ? { table: fitted.classical(means), beside: fitted.reliability(means) } : null,
    rSquared: flags.r2 === true ? fitted.rSquared(options) : null,
    change: before === null ? null : fitted.varianceChange(before, options),
  };
}

/** The run that is compared with, which should be of the same data. */
async function runBefore(terminal: Terminal, fitted: Fitted, folder: string, other: string): Promise<Fitted> {
  const { readGivenRun } = await import("../read-run.ts");
  const { areOfSameData } = await import("../../posterior/variance-change.ts");
  const before = await readGivenRun(other);
  if (!areOfSameData(fitted.record, before.record)) {
    const { otherData } = await import("../../api/problems-answers.ts");
    const { warnOf } = await import("../told-problems.ts");
    warnOf(terminal, [otherData(folder, other)], "", folder);
  }
  return before;
}
