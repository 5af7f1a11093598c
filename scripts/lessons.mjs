// Builds dist/lessons: the texts of docs/lessons/ as HTML, the code of the lessons, and the engine for their thread. Pages are put together
// from these when they are asked for (src/lessons/site/).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { marked } from "marked";

const languages = ["en", "de"];

/** `bundle` is the build's; what it makes of the engine becomes a function, whose text the page gives to its thread. */
export async function buildLessons(root, bundle) {
  const out = `${root}dist/lessons/`;
  // Nothing imports the modules one by one.
  rmSync(out, { recursive: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(`${out}texts.json`, JSON.stringify(readTexts(`${root}docs/lessons/`)));
  // By that the files are known as ours.
  const banner = { js: "/* hyperprior: lessons */" };
  const forPages = { platform: "browser", format: "iife", minify: true, banner };
  const scripts = {
    "lessons.js": "browser.ts",
    "engine.js": "engine/worker.ts",
    // With formulas and what an editor asks, which the others need not load.
    "playground.js": "playground/browser.ts",
    "playground-engine.js": "engine/playground-worker.ts",
  };
  for (const [name, source] of Object.entries(scripts))
    await bundle({ ...forPages, entryPoints: [`${root}src/lessons/${source}`], outfile: `${out}${name}` });
  for (const name of ["engine.js", "playground-engine.js"]) {
    const engine = readFileSync(`${out}${name}`, "utf8");
    writeFileSync(`${out}${name}`, `${banner.js}\nglobalThis.hyperpriorEngine=function(){${engine}};\n`);
  }
  await Promise.all(Object.keys(scripts).map((name) => compress(`${out}${name}`)));
}

/** As a server sends it: to compress as well as that takes seconds. */
async function compress(file) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(readFileSync(file), { params }));
}

/** As `SiteTexts` of src/lessons/site/text.ts. */
function readTexts(folder) {
  const shared = {};
  for (const language of languages)
    shared[language] = wordsOf(readFileSync(`${folder}words.${language}.md`, "utf8")).words;
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".en.md") && file !== "words.en.md")
    .map((file) => file.slice(0, -".en.md".length));
  const order = JSON.parse(readFileSync(`${folder}order.json`, "utf8"));
  const missing = names.filter((name) => !order.includes(name));
  if (missing.length > 0) throw new Error(`docs/lessons/order.json lacks ${missing.join(", ")}`);
  const pages = languages.flatMap((language) =>
    order.map((name) => readText(readFileSync(`${folder}${name}.${language}.md`, "utf8"), name, language)),
  );
  return { pages: pages.map((page) => ({ ...page, html: withList(page, pages) })), shared };
}

function readText(source, name, language) {
  const { text, words } = wordsOf(source);
  const [heading] = /^# .*$/m.exec(text);
  const rest = text.replace(heading, "");
  const about = rest.trim().split("\n\n")[0].replaceAll(/\s+/g, " ").replaceAll(/[*`]/g, "");
  const html = marked
    .parse(rest)
    .replaceAll(/<p>\{\{([\w-]+)\}\}<\/p>/g, '<div class="place" data-place="$1"></div>');
  return { name, language, title: heading.slice(2).trim(), about, html, words };
}

/** A block of words: a line `key: text` each. */
function wordsOf(source) {
  const block = /^```words\n([\s\S]*?)^```$/m.exec(source);
  const lines = block === null ? [] : block[1].split("\n").filter((line) => line.trim() !== "");
  const words = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(": ");
      if (colon < 0) throw new Error(`no \`key: text\`: ${line}`);
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  return { text: block === null ? source : source.replace(block[0], ""), words };
}

/** Where an index has `{{lessons}}`, the lessons of its language. */
function withList({ html, language }, pages) {
  const items = pages
    .filter((page) => page.language === language && page.name !== "index" && page.name !== "teachers")
    .map(({ name, title, about }) => {
      const file = language === "en" ? `${name}.html` : `${name}.${language}.html`;
      return `<li><a href="${file}">${escaped(title)}</a><br>${escaped(about)}</li>`;
    });
  return html.replace(
    '<div class="place" data-place="lessons"></div>',
    `<ol class="lessons">${items.join("")}</ol>`,
  );
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
