/** The lessons' pages, put together from what the build made: for a server, for a folder, and each as a single file. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { renderLessonPage, type Scripts } from "../../lessons/site/render-page.ts";
import { laterScriptsOf, scriptsOf } from "../../lessons/site/scripts.ts";
import { fileOf, type PageText, type SiteTexts } from "../../lessons/site/text.ts";
import { inScript } from "../../text/html.ts";

export interface LessonSite {
  readonly texts: SiteTexts;
  /** By the name of its file, what stands in it. */
  readonly files: ReadonlyMap<string, string>;
  /** The page of a lesson as a file of its own, with all that it needs. */
  readonly single: (text: PageText) => string;
}

/** Reads what the build made. */
export async function readLessonSite(): Promise<LessonSite> {
  const texts = JSON.parse(await readBuilt("texts.json")) as SiteTexts;
  const all = (name: string): readonly string[] => [...scriptsOf(name), ...laterScriptsOf(name)];
  const names = [...new Set(lessonNames(texts).flatMap(all))];
  const scripts = new Map(
    await Promise.all(names.map(async (name) => [name, await readBuilt(name)] as const)),
  );
  const ofReports = hashOf(inScript(await readBuilt("../report-page.min.js")));
  const render = (page: PageText, how: (name: string) => Scripts): string =>
    renderLessonPage(page, texts, isLesson(page) ? how(page.name) : null);
  const opened = (name: string): readonly string[] => (laterScriptsOf(name).length > 0 ? [ofReports] : []);
  const pages = texts.pages.map((page): [string, string] => [
    fileOf(page),
    render(page, (name) => ({ kind: "beside", files: scriptsOf(name), opened: opened(name) })),
  ]);
  return {
    texts,
    files: new Map([...pages, ...scripts]),
    single: (page) =>
      render(page, (name) => {
        const own = all(name).map((file) => inScript(scripts.get(file)!));
        return { kind: "within", texts: own, hashes: own.map(hashOf), opened: opened(name) };
      }),
  };
}

/** The names of the lessons, in their order. */
export function lessonNames({ pages }: SiteTexts): string[] {
  return pages.flatMap((page) => (page.language === "en" && isLesson(page) ? [page.name] : []));
}

/** Lists and guides have no code. */
function isLesson({ name }: PageText): boolean {
  return name !== "index" && name !== "teachers";
}

async function readBuilt(name: string): Promise<string> {
  const built = new URL(`../lessons/${name}`, import.meta.url);
  const fromSources = new URL(`../../../dist/lessons/${name}`, import.meta.url);
  return readFile(built, "utf8").catch(() => readFile(fromSources, "utf8"));
}

/** As a policy of a page names it (Content Security Policy, level 3, 2.3.1). */
function hashOf(script: string): string {
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}
