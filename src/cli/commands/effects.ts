/** `effects RUN [FACTOR]`: group effects with raw means and shrinkage. */

import type { RegisterCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { addIntervalOptions, type OutputFlags } from "../shared-options.ts";

export const registerEffects: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("effects")
    .description("group effects with raw mean, n and shrinkage")
    .argument("<run>", "a run folder")
    .argument("[factor]", "one grouping factor; all if left out");
  addIntervalOptions(command).action(
    async (folder: string, factor: string | undefined, flags: OutputFlags) => {
      const { readRunOrWarn } = await import("../read-run.ts");
      const fitted = await readRunOrWarn(terminal, folder);
      if (fitted === null) return exit(exitCodes.usage);
      const groups = [...new Set(fitted.record.roles.effects.map((role) => role.group))];
      if (factor !== undefined && !groups.includes(factor)) {
        const { noSuchGroup } = await import("../problems.ts");
        const { warnOf } = await import("../load.ts");
        warnOf(terminal, [noSuchGroup(factor, groups)], "", folder);
        return exit(exitCodes.usage);
      }
      const options = factor === undefined ? {} : { group: factor };
      const tables = fitted.effects({ prob: flags.prob, ...options });
      if (flags.json) {
        const { jsonText } = await import("../run-json.ts");
        const { effectsJson } = await import("../../report/json.ts");
        terminal.print(jsonText({ effects: tables.map(effectsJson) }));
      } else {
        const { noneOf } = await import("../show-run.ts");
        const { renderEffects } = await import("../../report/effects-table.ts");
        const texts = tables.map((table) => renderEffects(table, { ...flags, paint: terminal.paint }));
        terminal.print(texts.length === 0 ? `${noneOf("group effects", fitted)}\n` : texts.join("\n"));
      }
      exit(exitCodes.good);
    },
  );
};
