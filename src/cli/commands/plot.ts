/** `plot RUN|FILE… KIND [VARIABLE…]`: a picture in the terminal, or in a file. */

import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { probability, wholeNumber } from "../option-parsers.ts";
import type { PlotFlags } from "../plot-draws.ts";
import { addLenientOption } from "../shared-options.ts";
import { addVariableOptions } from "../variable-options.ts";

/** Narrower is no picture, and a wider one is a slip of the hand. */
const widths = { least: 40, most: 10_000 };

export const registerPlot: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("plot")
    .description("pictures of draws, in the terminal or in a file; without a kind the kinds are listed")
    .addHelpText(
      "after",
      exampleHelp(
        "plot dyestuff.run trace",
        "plot dyestuff.run trace sigma sigma_b --out trace.svg",
        'plot fit_*.csv trace --include "b[*]" --out trace.html',
      ),
    )
    .argument(
      "<words...>",
      "a run folder or files of draws, then a kind of picture, then patterns of variables",
    );
  addLenientOption(addDrawsOptions(addVariableOptions(command)))
    .option("--out <file>", "write a file: .svg, .png, or .html for a page that can be moved")
    .option("--force", "replace a file there that is no picture of ours")
    .option("--dark", "a file in light on dark")
    .option(
      "--width <n>",
      "pixels of a file, columns in the terminal",
      wholeNumber(widths.least, widths.most),
    )
    .option("--ascii", "in the terminal by letters of ASCII alone")
    .option("--prob <p>", "probability of the intervals", probability, 0.9)
    .action(async (words: readonly string[], flags: PlotFlags & DrawsFlags) => {
      const { plotDraws } = await import("../plot-draws.ts");
      exit(await plotDraws(terminal, words, flags));
    });
};
