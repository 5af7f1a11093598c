/** What `lesson` does: lists, writes or serves. */

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "../../api/problem-error.ts";
import { fileOf, type PageText } from "../../lessons/site/text.ts";
import type { Problem } from "../../problems/problem.ts";
import { visible } from "../../text/visible.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { findExportObstacles, type PlacedFile, writeExport } from "../export-files.ts";
import { openInBrowser } from "../open-in-browser.ts";
import type { Terminal } from "../terminal.ts";
import type { LessonFlags } from "./flags.ts";
import { lessonOptionUnused, noPort, unknownLanguage, unknownLesson } from "./problems.ts";
import { type LessonServer, serveLessons } from "./server.ts";
import { type LessonSite, lessonNames, readLessonSite } from "./site.ts";

/** `name` is null for all of them. */
export async function giveLesson(
  terminal: Terminal,
  name: string | null,
  flags: LessonFlags,
): Promise<ExitCode> {
  const site = await readLessonSite();
  const page = pageOf(site, name ?? "index", flags.language);
  fail(unusedOptions(flags));
  if (flags.list) list(terminal, site, flags.language);
  else if (flags.out === undefined) return serve(terminal, site, page, flags);
  else
    await write(terminal, name === null ? allFiles(site, flags.out) : single(site, page, flags.out), flags);
  return exitCodes.good;
}

function fail(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems, "", "");
}

/** Options that would do nothing. */
function unusedOptions({ list: isList, out, force, port }: LessonFlags): Problem[] {
  const unused: Problem[] = [];
  if (isList && out !== undefined)
    unused.push(lessonOptionUnused("--out", "is of pages, and a list was asked for"));
  if (force && out === undefined)
    unused.push(lessonOptionUnused("--force", "is of files, and none are written"));
  if (port !== undefined && (isList || out !== undefined))
    unused.push(lessonOptionUnused("--port", "is of the server, and there is none"));
  return unused;
}

/** Throws a `ProblemError` for a lesson or a language that does not exist. */
function pageOf({ texts }: LessonSite, name: string, language: string): PageText {
  const languages = Object.keys(texts.shared);
  const page = texts.pages.find((one) => one.name === name && one.language === language);
  if (page !== undefined) return page;
  if (!languages.includes(language)) throw new ProblemError([unknownLanguage(language, languages)], "", "");
  throw new ProblemError([unknownLesson(name, lessonNames(texts))], "", "");
}

function list(terminal: Terminal, { texts }: LessonSite, language: string): void {
  const names = lessonNames(texts);
  const width = Math.max(...names.map((one) => one.length));
  for (const name of names) {
    const { title } = texts.pages.find((page) => page.name === name && page.language === language)!;
    terminal.print(`${name.padEnd(width)}  ${title}\n`);
  }
}

interface Output {
  readonly files: readonly PlacedFile[];
  /** To be there before they are written; null where there is nothing to make. */
  readonly folder: string | null;
  readonly told: string;
}

function single(site: LessonSite, page: PageText, out: string): Output {
  return { files: [placed(out, site.single(page))], folder: null, told: out };
}

function allFiles({ files }: LessonSite, out: string): Output {
  return {
    files: [...files].map(([name, content]) => placed(join(out, name), content)),
    folder: out,
    told: join(out, fileOf({ name: "index", language: "en" })),
  };
}

function placed(path: string, content: string): PlacedFile {
  return {
    path,
    suffix: "",
    async *pieces() {
      yield new TextEncoder().encode(content);
    },
  };
}

/** What has one of our signs at its head is ours, and replaced. */
const signs = ['<meta name="generator" content="hyperprior">', "/* hyperprior: lessons */"];

async function write(
  terminal: Terminal,
  { files, folder, told }: Output,
  { force }: LessonFlags,
): Promise<void> {
  const isOurs = ({ text }: { readonly text: string }): boolean => signs.some((sign) => text.includes(sign));
  fail(await findExportObstacles(files, { isOurs }, { inputs: [], isForced: force === true }));
  if (folder !== null) await mkdir(folder, { recursive: true });
  const failure = await writeExport(files);
  fail(failure === null ? [] : [failure]);
  terminal.warn(`written: ${visible(told)}\n`);
}

/** Until Ctrl-C. */
async function serve(
  terminal: Terminal,
  site: LessonSite,
  page: PageText,
  { port = 0, open }: LessonFlags,
): Promise<ExitCode> {
  const server = await startServer(site, port);
  const address = `${server.address}${page.name === "index" && page.language === "en" ? "" : fileOf(page)}`;
  terminal.print(`${address}\n`);
  const isOpened = open && !terminal.isPiped && (await openInBrowser(address));
  terminal.warn(
    isOpened
      ? "opened in your browser; Ctrl-C ends the server\n"
      : "open that address in a browser; Ctrl-C ends the server\n",
  );
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await server.close();
  return exitCodes.good;
}

async function startServer(site: LessonSite, port: number): Promise<LessonServer> {
  try {
    return await serveLessons(site, port);
  } catch (error) {
    if (error instanceof Error && "code" in error)
      throw new ProblemError([noPort(port, String(error.code))], "", "");
    throw error;
  }
}
