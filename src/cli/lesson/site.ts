/** The lessons' pages, put together from what the build made: for a server, for a folder, and each as a single file. */

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { renderLessonPage, type Scripts } from "../../lessons/site/render-page.ts";
import { fileOf, type PageText, type SiteTexts } from "../../lessons/site/text.ts";

/** Names of the scripts beside the pages: those of the lessons, and of the playground, which has more to load. */
const scriptsOfLessons = { lessons: "lessons.js", engine: "engine.js" } as const;
const scriptsOfPlayground = { lessons: "playground.js", engine: "playground-engine.js" } as const;

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
  const names = [scriptsOfLessons, scriptsOfPlayground].flatMap((scripts) => Object.values(scripts));
  const texts = JSON.parse(String(await readBuilt("texts.json"))) as SiteTexts;
  const read = async (ending: string): Promise<Map<string, Buffer>> =>
    new Map(await Promise.all(names.map(async (name) => [name, await readBuilt(name + ending)] as const)));
  const [scripts, compressed] = [await read(""), await read(".br")];
  const textOf = (name: string): string => String(scripts.get(name));
  const within = ({ lessons, engine }: ScriptNames): Scripts => {
    const own = { lessons: inScript(textOf(lessons)), engine: inScript(textOf(engine)) };
    return { kind: "within", ...own, hashes: [own.engine, own.lessons].map(hashOf) };
  };
  const beside = (own: ScriptNames): Scripts => ({ kind: "beside", ...own });
  const render = (page: PageText, how: (names: ScriptNames) => Scripts): string =>
    renderLessonPage(page, texts, isLesson(page) ? how(scriptsOf(page)) : null);
  const pages = texts.pages.map((page): [string, string] => [fileOf(page), render(page, beside)]);
  return {
    texts,
    files: new Map([...pages, ...names.map((name): [string, string] => [name, textOf(name)])]),
    compressed,
    single: (page) => render(page, within),
  };
}

interface ScriptNames {
  readonly lessons: string;
  readonly engine: string;
}

function scriptsOf({ name }: PageText): ScriptNames {
  return name === "playground" ? scriptsOfPlayground : scriptsOfLessons;
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
