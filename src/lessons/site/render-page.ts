/** A page of the lessons as HTML: its text, and the scripts behind it, from files beside it or within it. */

import { escaped, escapedText } from "../../text/html.ts";
import { lessonStyle } from "./style.ts";
import { fileOf, type PageText, type SiteTexts } from "./text.ts";

/** A page's scripts in their order: files beside it, or texts in the page, with what lets a browser run these and no others. */
export type Scripts = (
  | { readonly kind: "beside"; readonly files: readonly string[] }
  | { readonly kind: "within"; readonly texts: readonly string[]; readonly hashes: readonly string[] }
) & {
  /** Of the scripts of pages that it makes and opens: these are under its policy, too. */
  readonly opened: readonly string[];
};

/**
 * What a page may do: run its own scripts, and send nothing. The engine compiles models to functions, which is what
 * `unsafe-eval` is for; what it compiles is made of operators, numbers and names of its own, never of a model's text.
 */
function policyOf(scripts: Scripts | null): string {
  const quoted = (hashes: readonly string[]): string[] => hashes.map((hash) => `'${hash}'`);
  const own =
    scripts === null
      ? ["'none'"]
      : [
          ...(scripts.kind === "beside" ? ["'self'"] : quoted(scripts.hashes)),
          ...quoted(scripts.opened),
          "'unsafe-eval'",
        ];
  return [
    "default-src 'none'",
    `script-src ${own.join(" ")}`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The whole page; `scripts` are null where its text has no places. */
export function renderLessonPage(text: PageText, texts: SiteTexts, scripts: Scripts | null): string {
  const { name, language, title, about, html, words } = text;
  const isLesson = name !== "index" && name !== "teachers";
  const shared = texts.shared[language] ?? {};
  const data = JSON.stringify({ ...shared, ...words }).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="${language}" data-lesson="${isLesson ? name : ""}">
<head>
<meta charset="utf-8">
<meta name="generator" content="hyperprior">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyOf(scripts)}">
<meta name="description" content="${escaped(about)}">
<title>${escapedText(title)}</title>
<link rel="icon" href="data:,">
<style>${lessonStyle}</style>
</head>
<body>
<header>${renderHead(text, texts, shared)}</header>
<main>
<h1>${escapedText(title)}</h1>
${html}
</main>
${isLesson ? renderFoot(text, texts, shared) : ""}
<script type="application/json" id="words">${data}</script>
${scripts === null ? "" : renderScripts(scripts)}
</body>
</html>
`;
}

function renderHead(
  { name, language }: PageText,
  { pages }: SiteTexts,
  shared: Readonly<Record<string, string>>,
): string {
  const home = `<nav><a href="${fileOf({ name: "index", language })}">${escapedText(shared["page.index"] ?? "")}</a></nav>`;
  const others = pages.filter((page) => page.name === name && page.language !== language);
  const links = others.map(
    (page) =>
      `<a href="${fileOf(page)}" lang="${page.language}" hreflang="${page.language}">${escapedText(languageNames[page.language] ?? page.language)}</a>`,
  );
  return [name === "index" ? "" : home, ...links].join("\n");
}

/** In its own words. */
const languageNames: Readonly<Record<string, string>> = { en: "English", de: "Deutsch" };

function renderFoot(text: PageText, { pages }: SiteTexts, shared: Readonly<Record<string, string>>): string {
  const own = pages.filter(({ language }) => language === text.language);
  const next = own[own.indexOf(text) + 1];
  const link =
    next === undefined || next.name === "teachers" || next.name === "index"
      ? ""
      : `<p>${escapedText(shared["page.next"] ?? "")} <a href="${fileOf(next)}">${escapedText(next.title)}</a></p>`;
  return `<footer>${link}<p>${escapedText(shared["page.private"] ?? "")}</p></footer>`;
}

function renderScripts(scripts: Scripts): string {
  return scripts.kind === "beside"
    ? scripts.files.map((file) => `<script defer src="${file}"></script>`).join("\n")
    : scripts.texts.map((text) => `<script>${text}</script>`).join("\n");
}
