/** `report RUN [RUN…]`: all of a run in one page, several runs compared; or what a paper says of a run, and its tables. */

import type { RegisterCommand } from "../command.ts";
import { exampleHelp } from "../example-help.ts";
import { oneOf } from "../option-parsers.ts";
import type { ReportFlags } from "../report-flags.ts";
import { addRunDataOption } from "../run-data-options.ts";
import { addIntervalOptions, addLenientOption } from "../shared-options.ts";
import { addVariableOptions } from "../variable-options.ts";

const examples = [
  "report dyestuff.run",
  "report dyestuff.run --open",
  "report monday.run tuesday.run --out compared.html",
  "report dyestuff.run --to md --out docs/dyestuff.md",
  "report dyestuff.run --methods --to latex",
  "report dyestuff.run --table variance --to markdown",
  "report dyestuff.run --bibtex > references.bib",
];

export const registerReport: RegisterCommand = (program, { terminal, exit }) => {
  const command = program
    .command("report")
    .description(
      "all of a run as one HTML page, or several runs compared; a methods paragraph with its references, and tables for a manuscript",
    )
    .addHelpText("after", exampleHelp(...examples))
    .argument("<runs...>", "a run folder, or up to six to compare")
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
      "a report as: html, md (default: html); paragraph and tables as: text, markdown, latex, html, docx (default: text)",
      oneOf(["html", "md", "text", "markdown", "latex", "docx"]),
    )
    .option("--out <file>", "where it is written (default: of a report RUN.html, beside the run)")
    .option("--force", "replace a file that is there")
    .option("--open", "open the page in your browser when it is written");
  addRunDataOption(addIntervalOptions(addLenientOption(addVariableOptions(command)))).action(
    async (folders: readonly string[], flags: ReportFlags) => {
      const { showReport } = await import("../report-texts.ts");
      exit(await showReport(terminal, folders, flags));
    },
  );
};
