/** The lessons' pages, put together from what the build made: for a server, for a folder, and each as a single file. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { renderLessonPage, type Scripts } from "../../lessons/site/render-page.ts";
import { fileOf, type PageText, type SiteTexts } from "../../lessons/site/text.ts";

/** Names of the scripts beside the pages. */
const scriptFiles = { lessons: "lessons.js", engine: "engine.js" } as const;

export interface LessonSite {
  readonly texts: SiteTexts;
  /** By the name of its file, what stands in it. */
  readonly files: ReadonlyMap<string, string>;
  /** Of some of the files, what stands in them as Brotli compresses it best. */
  readonly compressed: ReadonlyMap<string, Buffer>;
  /** The page of a lesson as a file of its own, with all that it needs. */
  readonly single: (text: PageText) => string;
}

/** Reads what the build made. */
export async function readLessonSite(): Promise<LessonSite> {
  const names = ["texts.json", scriptFiles.lessons, scriptFiles.engine];
  const [texts, lessons, engine] = (await Promise.all(names.map(readBuilt))).map(String);
  const scripts = Object.values(scriptFiles);
  const compressed = await Promise.all(scripts.map((name) => readBuilt(`${name}.br`)));
  const site = JSON.parse(texts!) as SiteTexts;
  const beside: Scripts = { kind: "beside", ...scriptFiles };
  const own = { lessons: inScript(lessons!), engine: inScript(engine!) };
  const within: Scripts = { kind: "within", ...own, hashes: [own.engine, own.lessons].map(hashOf) };
  const pages = site.pages.map((page): [string, string] => [
    fileOf(page),
    renderLessonPage(page, site, isLesson(page) ? beside : null),
  ]);
  return {
    texts: site,
    files: new Map([...pages, [scriptFiles.lessons, lessons!], [scriptFiles.engine, engine!]]),
    compressed: new Map(scripts.map((name, i) => [name, compressed[i]!])),
    single: (page) => renderLessonPage(page, site, isLesson(page) ? within : null),
  };
}

/** The names of the lessons, in their order. */
export function lessonNames({ pages }: SiteTexts): string[] {
  return pages.flatMap((page) => (page.language === "en" && isLesson(page) ? [page.name] : []));
}

/** Lists and guides have no code. */
export function isLesson({ name }: PageText): boolean {
  return name !== "index" && name !== "teachers";
}

async function readBuilt(name: string): Promise<Buffer> {
  const built = new URL(`../lessons/${name}`, import.meta.url);
  const fromSources = new URL(`../../../dist/lessons/${name}`, import.meta.url);
  return readFile(built).catch(() => readFile(fromSources));
}

/** As a policy of a page names it (Content Security Policy, level 3, 2.3.1). */
function hashOf(script: string): string {
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}

/** What would end the script, or begin a comment that hides its end, is written otherwise within its strings. */
function inScript(script: string): string {
  return script.replaceAll(/<(?=\/script|!--|script)/gi, "\\x3c");
}
