/** `report RUN`: what a paper says of a run, and its tables. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { codeOfVerdict } from "../exit-codes.ts";
import { oneOf } from "../option-parsers.ts";
import type { ReportFlags } from "../report-texts.ts";
import { addIntervalOptions, addLenientOption } from "../shared-options.ts";
import { addVariableOptions } from "../variable-options.ts";

const examples = [
  "report dyestuff.run --methods",
  "report dyestuff.run --methods --to latex",
  "report dyestuff.run --bibtex > references.bib",
  "report dyestuff.run --table variance --to markdown",
  "report dyestuff.run --methods --to docx --out dyestuff.docx",
];

export const registerReport: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("report")
    .description("a methods paragraph with its references, and tables for a manuscript")
    .addHelpText("after", exampleHelp(...examples))
    .argument("<run>", "a run folder")
    .option("--methods", "a paragraph that says model, priors, sampler, diagnosis, version and seed")
    .option("--bibtex", "the references of that paragraph, as BibTeX")
    .option(
      "--table <name>",
      "a table: summary, variance, effects",
      oneOf(["summary", "variance", "effects"]),
    )
    .option("--group <factor>", "of effects, those of one grouping factor")
    .option(
      "--to <format>",
      "as: text, markdown, latex, html, docx",
      oneOf(["text", "markdown", "latex", "html", "docx"]),
      "text",
    )
    .option("--out <file>", "write it to a file")
    .option("--force", "replace a file that is there");
  addIntervalOptions(addLenientOption(addVariableOptions(command))).action(
    async (folder: string, flags: ReportFlags) => {
      const { readGivenRun } = await import("../read-run.ts");
      const { writeReport } = await import("../report-texts.ts");
      const { warnOfFailure } = await import("../show-run.ts");
      const fitted = await readGivenRun(folder);
      await writeReport(terminal, fitted, folder, flags);
      const diagnosis = fitted.diagnose();
      warnOfFailure(terminal, diagnosis, folder);
      exit(codeOfVerdict(diagnosis.verdict, flags.lenient));
    },
  );
};
