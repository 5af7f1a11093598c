/** `export RUN|FILE… --to FORMAT`: draws as other programs read them. */

import { basename } from "node:path";
import type { DrawsFormat, GroupName, WrittenDraws } from "../../formats/format.ts";
import { formats } from "../../formats/index.ts";
import type { Problem } from "../../problems/problem.ts";
import { visible } from "../../text/visible.ts";
import type { RegisterCommand } from "../command.ts";
import { addDrawsOptions, type DrawsFlags, drawsArgument } from "../draws-options.ts";
import { exampleHelp } from "../example-help.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { oneOf } from "../option-parsers.ts";
import type { Terminal } from "../terminal.ts";

interface ExportFlags extends DrawsFlags {
  readonly to: string;
  readonly out?: string;
  readonly force?: boolean;
}

export const registerExport: RegisterCommand = (program, { terminal, exit }) => {
  const names = formats.filter(({ write }) => write !== undefined).map(({ name }) => name);
  const command = program
    .command("export")
    .description("write draws as other programs read them")
    .addHelpText(
      "after",
      exampleHelp("export dyestuff.run --to cmdstan", "export dyestuff.run --to cmdstan --out chains/fit"),
    )
    .argument("<run...>", drawsArgument)
    .requiredOption("--to <name>", `the format: ${names.join(", ")}`, oneOf(names))
    .option("--out <path>", "where to; a number is put behind it where each chain is a file of its own")
    .option("--force", "replace files that were not written by this program");
  addDrawsOptions(command).action(async (words: readonly string[], flags: ExportFlags) => {
    exit(await exportDraws(terminal, words, flags));
  });
};

async function exportDraws(
  terminal: Terminal,
  words: readonly string[],
  flags: ExportFlags,
): Promise<ExitCode> {
  const { readDrawsOf } = await import("../read-run.ts");
  const { writtenDraws } = await import("../written-draws.ts");
  const { findExportObstacles, placeFiles, writeExport } = await import("../export-files.ts");
  const { warnOf } = await import("../told-problems.ts");
  const format = formats.find(({ name }) => name === flags.to)!;
  const given = await readDrawsOf(terminal, words, flags);
  const title = titleOf(words[0]!);
  const written = await writtenDraws(given, title);
  const files = placeFiles(
    format.write!(written),
    flags.out ?? `${title}${format.extensions[0] ?? ""}`,
    format,
  );
  const inputs = given.run === null ? await filesRead(words) : [];
  const obstacles = await findExportObstacles(files, format, { inputs, isForced: flags.force === true });
  const failure = obstacles.length > 0 ? null : await writeExport(files);
  const problems = failure === null ? obstacles : [failure];
  warnOf(terminal, problems, "", words[0]!);
  if (problems.length > 0) return exitCodes.usage;
  if (format.holdsGroups !== true)
    warnOf(terminal, await groupsLost(format, written, words[0]!), "", words[0]!);
  terminal.warn(`${summaryOf(format, files)}\n`);
  return exitCodes.good;
}

/** What belongs to the run and is not in what was written. */
async function groupsLost(
  { title }: DrawsFormat,
  { groups = {}, observed = {} }: WrittenDraws,
  path: string,
): Promise<Problem[]> {
  const { groupNames } = await import("../../formats/arviz/group-names.ts");
  const { groupsNotWritten } = await import("../problems-export.ts");
  const names = (Object.keys(groups) as GroupName[]).map((name) => groupNames[name]);
  const lost = [...names, ...(Object.keys(observed).length > 0 ? ["observed_data"] : [])];
  return lost.length === 0 ? [] : [groupsNotWritten(path, title, lost)];
}

async function filesRead(words: readonly string[]): Promise<string[]> {
  const { namedFiles } = await import("../../api/named-files.ts");
  const named = words.filter((word) => word !== "-");
  const { files } = await namedFiles(named, async function* () {});
  return files.map(({ name }) => name);
}

function summaryOf({ title }: DrawsFormat, files: readonly { readonly path: string }[]): string {
  return `written as ${title}: ${files.map(({ path }) => visible(path)).join(", ")}`;
}

/** What a run or a file of a chain is called: `fit` of `fit_1.csv.gz`, `dyestuff` of `dyestuff.run`. */
function titleOf(word: string): string {
  const name = basename(word)
    .replace(/\.gz$/i, "")
    .replace(/\.[^.]*$/, "");
  const plain = name.replaceAll(/[*?]/g, "").replace(/[-_]\d*$/, "");
  return plain === "" ? "draws" : plain;
}
