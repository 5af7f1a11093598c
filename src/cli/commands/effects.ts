/** `effects RUN [FACTOR]`: group effects with raw means and shrinkage. */

import type { Command } from "commander";
import type { Fitted } from "../../api/fitted.ts";
import type { Problem } from "../../problems/problem.ts";
import type { EffectAnswers } from "../../report/effect-answers.ts";
import { composed } from "../../text/composed.ts";
import type { AnswerPictureFlags } from "../answer-picture.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { realNumber, wholeNumber } from "../option-parsers.ts";
import { addPictureOptions } from "../picture-options.ts";
import { addDrawAgainOption, type DrawAgainFlags } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption, type OutputFlags } from "../shared-options.ts";
import { lineOf, type Terminal } from "../terminal.ts";

interface EffectsFlags extends OutputFlags, DrawAgainFlags, AnswerPictureFlags {
  readonly ranks?: boolean;
  readonly top?: number;
  readonly lowestFirst?: boolean;
  readonly pairwise?: boolean;
  readonly against?: string;
  readonly threshold?: number;
}

export const registerEffects: RegisterCommand = (program, { terminal, exit }) => {
  const command = addRankingOptions(program.command("effects"))
    .description(
      "group effects with raw mean, n and shrinkage; ranks, differences, and which are above a value",
    )
    .addHelpText(
      "after",
      exampleHelp(
        "effects dyestuff.run batch",
        "effects schools.run --ranks --top 3 --threshold 10",
        "effects schools.run --ranks --plot",
      ),
    )
    .argument("<run>", "a run folder")
    .argument("[factor]", "one grouping factor; all if left out");
  addPictureOptions(addIntervalOptions(addLenientOption(addDrawAgainOption(command)))).action(
    async (folder: string, factor: string | undefined, flags: EffectsFlags) => {
      const { readWithAll } = await import("../drawn-again.ts");
      const { ProblemError } = await import("../../api/problem-error.ts");
      const { warnOf } = await import("../told-problems.ts");
      const picture = await import("../effects-picture.ts");
      await picture.requireEffectsPicture(flags, folder);
      const fitted = await readWithAll(terminal, folder, flags);
      const group = factor === undefined ? undefined : fitted.groupNamed(factor);
      const problem = await findMissing(fitted, group);
      if (problem?.severity === "error") throw new ProblemError([problem], "", folder);
      if (problem !== null) warnOf(terminal, [problem], "", folder);
      const diagnosis = fitted.diagnose();
      const answers = answersOf(fitted, group, flags);
      const drawn = picture.drawEffects(fitted, group, flags);
      await printAnswers(terminal, fitted, answers, folder, flags);
      if (drawn !== null) await picture.showEffectsPicture(terminal, drawn, flags);
      exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
    },
  );
};

async function printAnswers(
  terminal: Terminal,
  fitted: Fitted,
  answers: EffectAnswers,
  folder: string,
  flags: EffectsFlags,
): Promise<void> {
  if (flags.json) {
    const { printJson } = await import("../json-text.ts");
    const { diagnosticsJson } = await import("../../report/json.ts");
    const { effectAnswersJson } = await import("../../report/effect-answers.ts");
    printJson(terminal, { ...effectAnswersJson(answers), diagnostics: diagnosticsJson(fitted.diagnose()) });
  } else {
    const { noneOf, showFailure } = await import("../show-run.ts");
    const { renderEffectAnswers } = await import("../../report/effect-answers.ts");
    const text = renderEffectAnswers(answers, { ...flags, ...lineOf(terminal) });
    showFailure(terminal, fitted, folder);
    terminal.print(text === "" ? `${noneOf("group effects", fitted)}\n` : text);
  }
}

function addRankingOptions(command: Command): Command {
  return command
    .option("--ranks", "ranks of the levels, each with its probability to be the best")
    .option("--top <k>", "with the ranks, the probability to be among the first k", wholeNumber(1))
    .option("--lowest-first", "the level with the lowest effect has rank 1")
    .option("--pairwise", "differences of all pairs of levels")
    .option("--against <level>", "differences of all levels from this one", composed)
    .option("--threshold <x>", "which levels are above x, and how many", realNumber);
}

function answersOf(fitted: Fitted, group: string | undefined, flags: EffectsFlags): EffectAnswers {
  const { prob, top, lowestFirst, against, threshold } = flags;
  const options = { prob, ...(group === undefined ? {} : { group }) };
  const asksRanks = flags.ranks === true || top !== undefined || lowestFirst === true;
  const asksPairs = flags.pairwise === true || against !== undefined;
  return {
    effects: fitted.effects(options),
    ranks: asksRanks
      ? fitted.ranks({
          ...options,
          ...(top === undefined ? {} : { top }),
          ...(lowestFirst === undefined ? {} : { lowestFirst }),
        })
      : null,
    differences: asksPairs
      ? fitted.differences({ ...options, ...(against === undefined ? {} : { against }) })
      : null,
    above: threshold === undefined ? null : fitted.effectsAbove(threshold, options),
  };
}

/** What is asked for and not there. Effects of which draws hold no term are those of the variance components left over. */
async function findMissing(fitted: Fitted, factor: string | undefined): Promise<Problem | null> {
  const { roles, plan } = fitted.record;
  const { rolesByOutcome } = await import("../../posterior/draws.ts");
  const all = rolesByOutcome(roles);
  const held = new Set(all.flatMap((one) => one.effects).map(({ group }) => group));
  const components = plan.notKept.length === 0 ? [] : all.flatMap((one) => one.components);
  const left = new Set(components.map(({ group }) => group).filter((group) => !held.has(group)));
  const isAsked = (group: string): boolean => factor === undefined || group === factor;
  const { effectsNotKept, noSuchGroup } = await import("../problems.ts");
  const missing = [...left].filter(isAsked);
  if (missing.length > 0) return effectsNotKept(missing, [...held].some(isAsked) ? "warning" : "error");
  if (factor === undefined || held.has(factor)) return null;
  if (roles.outcome !== null || all.length > 1) return noSuchGroup(factor, [...held]);
  const { noneOf } = await import("../show-run.ts");
  return noSuchGroup(factor, [...held], noneOf("group effects", fitted));
}
