/** What `report` is asked for, printed or written to a file. */

import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { documentOf } from "../manuscript/document.ts";
import type { MarkupName } from "../manuscript/markup.ts";
import { methodsBibtex, methodsReferences, methodsText } from "../manuscript/methods.ts";
import { tableJson } from "../manuscript/table-json.ts";
import { type AskedTables, tablesOf, tablesText } from "../manuscript/tables.ts";
import type { Problem } from "../problems/problem.ts";
import type { JsonObject } from "../report/json.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { codeOfVerdict, type ExitCode } from "./exit-codes.ts";
import { findExportObstacles, type PlacedFile, writeExport } from "./export-files.ts";
import { printJson } from "./json-text.ts";
import { partsOfOneRun, reportOptionUnused } from "./problems-report.ts";
import { readGivenRun } from "./read-run.ts";
import type { ReportFlags } from "./report-flags.ts";
import { warnOfFailure } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { someChosenBy } from "./variable-options.ts";

/** Does what the flags say; gives the exit code. Without a part that is asked for it is the report of the run, or a comparison of several. */
export async function showReport(
  terminal: Terminal,
  folders: readonly string[],
  flags: ReportFlags,
): Promise<ExitCode> {
  const { methods, bibtex, table } = flags;
  const parts = [
    ...(methods ? ["--methods"] : []),
    ...(bibtex ? ["--bibtex"] : []),
    ...(table === undefined ? [] : [`--table ${table}`]),
  ];
  if (parts.length === 0) {
    const { writeRunReport } = await import("./run-report-files.ts");
    return writeRunReport(terminal, folders, flags);
  }
  const [folder] = folders as [string, ...string[]];
  if (folders.length > 1) throw new ProblemError([partsOfOneRun(parts, folder)], "", folder);
  const fitted = await readGivenRun(folder);
  await writeParts(terminal, fitted, folder, flags);
  const diagnosis = fitted.diagnose();
  warnOfFailure(terminal, diagnosis, folder);
  return codeOfVerdict(diagnosis.verdict, flags.lenient);
}

/** What is asked for, and how it is written. */
type PartFlags = Omit<ReportFlags, "to"> & { readonly to: MarkupName | "docx" };

/** Prints or writes it. Throws a `ProblemError` for options that do not go together, and for a file that cannot be written. */
async function writeParts(
  terminal: Terminal,
  fitted: Fitted,
  folder: string,
  given: ReportFlags,
): Promise<void> {
  const flags: PartFlags = { ...given, to: given.to === "md" ? "markdown" : (given.to ?? "text") };
  const [problem] = findMisfits(flags);
  if (problem !== undefined) throw new ProblemError([problem], "", folder);
  const { to, out, json } = flags;
  if (json === true) printJson(terminal, reportJson(fitted, flags));
  else if (to === "docx") {
    const content = documentOf(fitted, flags.methods === true, askedTables(fitted, flags));
    await writeNew(terminal, out!, content, flags);
  } else if (out === undefined) terminal.print(reportText(fitted, to, flags, lineOf(terminal).width));
  else await writeNew(terminal, out, reportText(fitted, to, flags, null), flags);
}

/** Options that would be passed over. */
function findMisfits(flags: PartFlags): Problem[] {
  const { bibtex, table, group, to, out, json, force, digits, include, exclude, runData, open } = flags;
  const problems: Problem[] = [];
  const unused = (option: string, reason: string, instead: string): unknown =>
    problems.push(reportOptionUnused(option, reason, instead));
  const ofTable = { "--digits": digits, "--include": include, "--exclude": exclude, "--group": group };
  for (const [option, value] of Object.entries(ofTable)) {
    if (value !== undefined && table === undefined)
      unused(option, "is of tables, and none was asked for", `leave it out, or add \`--table summary\``);
  }
  if (group !== undefined && table !== undefined && table !== "effects")
    unused(
      "--group",
      `is of the table effects, and not of ${table}`,
      "leave it out, or write `--table effects`",
    );
  if ((include ?? exclude) !== undefined && table !== undefined && table !== "summary") {
    const option = include === undefined ? "--exclude" : "--include";
    unused(
      option,
      `is of the table summary, and not of ${table}`,
      "leave it out, or write `--table summary`",
    );
  }
  if (runData !== undefined)
    unused("--run-data", "is of the report of a run, and only parts are asked for", "leave it out");
  if (open) unused("--open", "is of the report of a run, and only parts are asked for", "leave it out");
  if (json && to !== "text") unused("--to", "says nothing where JSON is printed", "leave one of the two out");
  if (json && out !== undefined)
    unused("--out", "is of texts, and JSON is printed", "leave it out, and write `> report.json`");
  if (to === "docx" && bibtex)
    unused("--bibtex", "is a text of its own, and no part of a document", "ask for it without `--to docx`");
  if (to === "docx" && out === undefined)
    unused("--to docx", "is a file and nothing to print", "name it: `--out report.docx`");
  if (force && out === undefined) unused("--force", "is of a file, and none is named", "add `--out FILE`");
  return problems;
}

/** Null where no table is asked for. */
function askedTables(fitted: Fitted, flags: PartFlags): AskedTables | null {
  const { table, digits, prob, group } = flags;
  if (table === undefined) return null;
  const isWanted = someChosenBy(flags, fitted.draws.variables);
  return { table, prob, group, isWanted, ...(digits === undefined ? {} : { digits }) };
}

/** One part below the other, an empty line apart; plain text is broken into lines of `width` if that is said. */
function reportText(fitted: Fitted, to: MarkupName, flags: PartFlags, width: number | null): string {
  const asked = askedTables(fitted, flags);
  const broken = (text: string): string =>
    to !== "text" || width === null
      ? text
      : text
          .split("\n")
          .map((line) => wrap(line, width, ""))
          .join("\n");
  return [
    ...(flags.methods ? [broken(methodsText(fitted, { to }))] : []),
    ...(asked === null ? [] : [tablesText(tablesOf(fitted, asked), to, width ?? undefined)]),
    ...(flags.bibtex ? [methodsBibtex(fitted)] : []),
  ].join("\n");
}

function reportJson(fitted: Fitted, flags: PartFlags): JsonObject {
  const asked = askedTables(fitted, flags);
  return {
    ...(flags.methods ? { methods: methodsText(fitted, { to: "markdown" }).trimEnd() } : {}),
    ...(flags.methods || flags.bibtex
      ? { references: [...methodsReferences(fitted)], bibtex: methodsBibtex(fitted) }
      : {}),
    ...(asked === null ? {} : { tables: tablesOf(fitted, asked).map(tableJson) }),
    verdict: fitted.diagnose().verdict,
  };
}

async function writeNew(
  terminal: Terminal,
  path: string,
  content: string | Uint8Array,
  { force }: PartFlags,
): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const file: PlacedFile = {
    path,
    suffix: "",
    async *pieces() {
      yield bytes;
    },
  };
  const obstacles = await findExportObstacles([file], {}, { inputs: [], isForced: force === true });
  const failure = obstacles.length > 0 ? null : await writeExport([file]);
  const problems = failure === null ? obstacles : [failure];
  if (problems.length > 0) throw new ProblemError(problems, "", path);
  terminal.warn(`written: ${visible(path)}\n`);
}
