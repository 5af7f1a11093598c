/** `effects RUN [FACTOR]`: group effects with raw means and shrinkage. */

import type { Fitted } from "../../api/fitted.ts";
import type { Problem } from "../../problems/problem.ts";
import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { addDrawAgainOption, type DrawAgainFlags } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption, type OutputFlags } from "../shared-options.ts";
import { lineOf } from "../terminal.ts";

export const registerEffects: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("effects")
    .description("group effects with raw mean, n and shrinkage")
    .addHelpText("after", exampleHelp("effects dyestuff.run batch"))
    .argument("<run>", "a run folder")
    .argument("[factor]", "one grouping factor; all if left out");
  addIntervalOptions(addLenientOption(addDrawAgainOption(command))).action(
    async (folder: string, factor: string | undefined, flags: OutputFlags & DrawAgainFlags) => {
      const { readWithAll } = await import("../drawn-again.ts");
      const { ProblemError } = await import("../../api/problem-error.ts");
      const { warnOf } = await import("../told-problems.ts");
      const fitted = await readWithAll(terminal, folder, flags);
      const group = factor === undefined ? undefined : fitted.groupNamed(factor);
      const problem = await findMissing(fitted, group);
      if (problem?.severity === "error") throw new ProblemError([problem], "", folder);
      if (problem !== null) warnOf(terminal, [problem], "", folder);
      const diagnosis = fitted.diagnose();
      const options = group === undefined ? {} : { group };
      const tables = fitted.effects({ prob: flags.prob, ...options });
      if (flags.json) {
        const { printJson } = await import("../json-text.ts");
        const { diagnosticsJson, effectsJson } = await import("../../report/json.ts");
        const diagnostics = diagnosticsJson(diagnosis);
        printJson(terminal, { effects: tables.map(effectsJson), diagnostics });
      } else {
        const { noneOf, showFailure } = await import("../show-run.ts");
        const { renderEffects } = await import("../../report/effects-table.ts");
        const texts = tables.map((table) => renderEffects(table, { ...flags, ...lineOf(terminal) }));
        showFailure(terminal, fitted, folder);
        terminal.print(texts.length === 0 ? `${noneOf("group effects", fitted)}\n` : texts.join("\n"));
      }
      exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
    },
  );
};

/** What is asked for and not there. Effects of which draws hold no term are those of the variance components left over. */
async function findMissing(fitted: Fitted, factor: string | undefined): Promise<Problem | null> {
  const { roles, plan } = fitted.record;
  const held = new Set(roles.effects.map(({ group }) => group));
  const components = plan.notKept.length === 0 ? [] : roles.components;
  const left = new Set(components.map(({ group }) => group).filter((group) => !held.has(group)));
  const isAsked = (group: string): boolean => factor === undefined || group === factor;
  const { effectsNotKept, noSuchGroup } = await import("../problems.ts");
  const missing = [...left].filter(isAsked);
  if (missing.length > 0) return effectsNotKept(missing, [...held].some(isAsked) ? "warning" : "error");
  if (factor === undefined || held.has(factor)) return null;
  if (roles.outcome !== null) return noSuchGroup(factor, [...held]);
  const { noneOf } = await import("../show-run.ts");
  return noSuchGroup(factor, [...held], noneOf("group effects", fitted));
}
