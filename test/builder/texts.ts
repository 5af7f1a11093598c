/** Models of this repository: those of `models/`, and those that pages have. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readModelText } from "../../src/language/index.ts";
import { repository } from "../docs/commands.ts";
import { readBlocks } from "../docs/markdown.ts";
import { modelNames, readModelFile } from "../models/bundled-models.ts";

interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** Those that are models, without problems. */
export function repositoryModels(): readonly NamedText[] {
  const bundled = modelNames.map((name) => ({ name, text: readModelFile(name, `${name}.model`) }));
  const pages = readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" });
  return [
    ...bundled,
    ...pages.filter((page) => page.endsWith(".md")).flatMap((page) => ofPage(join("docs", page))),
  ];
}

function ofPage(page: string): NamedText[] {
  return readBlocks(readFileSync(join(repository, page), "utf8"))
    .filter(({ language, directives }) => language === "model" && !directives.has("problem"))
    .map(({ text, directives, line }) => ({
      name: `${page}:${line}`,
      text: `${text}${directives.get("around") ?? ""}\n`,
    }))
    .filter(({ text }) => readModelText(text).model !== null);
}
