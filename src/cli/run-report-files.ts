/** The report of a run, or of several, written to files: a page, or Markdown with a folder of pictures. */

import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeSetting } from "../api/fit.ts";
import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { Problem } from "../problems/problem.ts";
import { writeHtml, writeMarkdown } from "../run-report/in-node.ts";
import { mostRuns, type ReportedRuns } from "../run-report/make-report.ts";
import { markdownMark } from "../run-report/markdown.ts";
import type { ReportOptions } from "../run-report/report-input.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { codeOfVerdict, type ExitCode } from "./exit-codes.ts";
import { findExportObstacles, type PlacedFile, writeExport } from "./export-files.ts";
import { printJson } from "./json-text.ts";
import { reading } from "./load.ts";
import { openInBrowser } from "./open-in-browser.ts";
import { notOfReports, reportOptionUnused, tooManyRuns } from "./problems-report.ts";
import { readGivenRun } from "./read-run.ts";
import type { ReportFlags } from "./report-flags.ts";
import { uninterrupted, withReportProgress } from "./report-progress.ts";
import { runDataOf } from "./run-data-options.ts";
import { warnOfFailure } from "./show-run.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** Reads, writes, and says what was written; gives the exit code. Throws a `ProblemError` for options that would do nothing, and where nothing can be written. */
export async function writeRunReport(
  terminal: Terminal,
  folders: readonly string[],
  flags: ReportFlags,
): Promise<ExitCode> {
  const problems = findMisfits(folders, flags);
  if (problems.length > 0) throw new ProblemError(problems, "", folders[0]!);
  const runs = await Promise.all(folders.map(readGivenRun));
  const place = placeOf(folders, flags);
  // Before the report is made, which may take its time.
  await requireFree([textFile(place.path, "")], runs, flags);
  const files = await withReportProgress(terminal, (onProgress) =>
    filesOf(folders, runs, place, { ...flags, onProgress }),
  );
  await requireFree(files, runs, flags);
  const failure = await uninterrupted(async () => {
    if (place.isMarkdown) await mkdir(place.pictures, { recursive: true }).catch(() => {});
    return writeExport(files);
  });
  if (failure !== null) throw new ProblemError([failure], "", place.path);
  tell(terminal, folders, files, place, flags);
  if (flags.open) await show(terminal, place.path);
  const diagnoses = runs.map((run) => run.diagnose());
  diagnoses.forEach((diagnosis, i) => {
    warnOfFailure(terminal, diagnosis, folders[i]!);
  });
  if (flags.json)
    printJson(terminal, {
      files: files.map(({ path, size }) => ({ path, bytes: size })),
      verdicts: diagnoses.map(({ verdict }) => verdict),
    });
  const verdict = diagnoses.every((one) => one.verdict === "good") ? "good" : "failed";
  return codeOfVerdict(verdict, flags.lenient);
}

/** Opens the page where the system has a browser for it; otherwise it says where it is. */
async function show(terminal: Terminal, path: string): Promise<void> {
  const address = pathToFileURL(path).href;
  const isOpened = await openInBrowser(address);
  terminal.warn(
    isOpened ? "opened in your browser\n" : `no browser could be opened; open ${visible(address)} in one\n`,
  );
}

function findMisfits(folders: readonly string[], flags: ReportFlags): Problem[] {
  const { to, group, include, exclude, open } = flags;
  if (folders.length > mostRuns) return [tooManyRuns(folders, mostRuns)];
  if (to === "text" || to === "latex" || to === "docx") return [notOfReports(to)];
  const ofTables = { "--group": group, "--include": include, "--exclude": exclude };
  if (open && placeOf(folders, flags).isMarkdown)
    return [
      reportOptionUnused(
        "--open",
        "is of a page, and Markdown is written",
        "leave it out, or write `--to html`",
      ),
    ];
  return Object.entries(ofTables).flatMap(([option, value]) =>
    value === undefined
      ? []
      : [
          reportOptionUnused(
            option,
            "is of tables, and none was asked for",
            "leave it out, or add `--table summary`",
          ),
        ],
  );
}

interface Place {
  readonly path: string;
  readonly isMarkdown: boolean;
  /** The folder of pictures of Markdown. */
  readonly pictures: string;
}

/** Beside the run, by its name, if nothing is said. */
function placeOf(folders: readonly string[], { to, out }: ReportFlags): Place {
  const isMarkdown = to === undefined ? /\.(md|markdown)$/i.test(out ?? "") : to !== "html";
  const stems = folders.map((folder) => basename(folder).replace(/\.run$/i, ""));
  const [first, ...others] = stems;
  const named = others.length < 2 ? stems.join("-and-") : `${first}-and-${others.length}-others`;
  const usual = join(dirname(folders[0]!), `${named}.${isMarkdown ? "md" : "html"}`);
  const path = out ?? usual;
  return { path, isMarkdown, pictures: `${path.replace(/\.[^./\\]*$/, "")}-pictures` };
}

/** A file that is known whole before it is written. */
interface ReportFile extends PlacedFile {
  readonly size: number;
}

function textFile(path: string, text: string): ReportFile {
  const bytes = new TextEncoder().encode(text);
  return {
    path,
    suffix: "",
    size: bytes.length,
    async *pieces() {
      yield bytes;
    },
  };
}

async function filesOf(
  folders: readonly string[],
  runs: readonly Fitted[],
  { path, isMarkdown, pictures }: Place,
  flags: ReportFlags & Pick<ReportOptions, "onProgress">,
): Promise<readonly ReportFile[]> {
  const { prob, digits, onProgress } = flags;
  const options = {
    ...runDataOf(flags),
    prob,
    ...(onProgress && { onProgress }),
    ...(digits === undefined ? {} : { digits }),
  };
  const setting = { ...nodeSetting, ...reading, isInFlagWords: true };
  // There is one at least, which the command asks for.
  const named = runs.map((fitted, i) => ({ fitted, name: folders[i]! })) as unknown as ReportedRuns;
  if (!isMarkdown) return [textFile(path, await writeHtml(named, options, setting))];
  const report = await writeMarkdown(named, { ...options, pictures: basename(pictures) }, setting);
  return [
    ...report.pictures.map(({ name, svg }) => textFile(join(pictures, name), svg)),
    textFile(path, report.text),
  ];
}

/** Reports of earlier times and their pictures are replaced; other files only where that is asked for, and those that are read never. */
async function requireFree(
  files: readonly PlacedFile[],
  runs: readonly Fitted[],
  { force, runData }: ReportFlags,
): Promise<void> {
  const sources = runs.flatMap(({ record }) => [
    ...(record.sources === null ? [] : [record.sources.main, ...Object.values(record.sources.groups)]),
  ]);
  const inputs = [
    ...sources,
    ...(runData === undefined ? [] : [runData.main, ...Object.values(runData.groups)]),
  ];
  const obstacles = await findExportObstacles(
    files,
    { isOurs },
    {
      inputs: inputs.filter((one) => typeof one === "string"),
      isForced: force === true,
    },
  );
  if (obstacles.length > 0) throw new ProblemError(obstacles, "", files[0]!.path);
}

function isOurs({ text }: { readonly text: string }): boolean {
  return (
    text.startsWith(markdownMark) ||
    /^<svg [^>]*data-maker="hyperprior"/.test(text) ||
    /^<!doctype html>[\s\S]{0,200}<meta name="generator" content="hyperprior">/.test(text)
  );
}

function tell(
  terminal: Terminal,
  folders: readonly string[],
  files: readonly ReportFile[],
  { path, pictures, isMarkdown }: Place,
  { json }: ReportFlags,
): void {
  if (json) return;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const what = folders.length === 1 ? "report" : "comparison";
  const count = files.length - 1;
  const beside =
    isMarkdown && count > 0
      ? `, and ${count} ${count === 1 ? "picture" : "pictures"} to ${visible(pictures)}`
      : "";
  const text = `${what} of ${enumerated(folders.map(visible))}: written to ${visible(path)}${beside}, ${sizeWords(size)}`;
  terminal.print(`${wrap(text, lineOf(terminal).width, "  ")}\n`);
}

function enumerated(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function sizeWords(size: number): string {
  return size < 1e5 ? `${Math.ceil(size / 1000)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
