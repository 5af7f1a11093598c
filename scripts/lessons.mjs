// Builds dist/lessons: the texts of docs/lessons/ as HTML, the code of the lessons, and the engine for their thread. Pages are put together
// from these when they are asked for (src/lessons/site/).
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import { smaller } from "./smaller.mjs";

const languages = ["en", "de"];

/** By the name of an engine's script, what it is made from. */
const engines = {
  "engine.js": "worker.ts",
  "engine-comparing.js": "comparing-worker.ts",
  "engine-experimenting.js": "experimenting-worker.ts",
  // With formulas and what an editor asks.
  "engine-playground.js": "playground-worker.ts",
  // For reports, which are loaded when they are asked for.
  "engine-reporting.js": "reporting-worker.ts",
};

const readsCsv = ["engine-playground.js", "engine-reporting.js"];

/** By that the files are known as ours. */
const banner = { js: "/* hyperprior: lessons */" };

/** `bundle` is the build's. */
export async function buildLessons(root, bundle) {
  const out = `${root}dist/lessons/`;
  const source = `${root}src/lessons/`;
  // Nothing imports the modules one by one.
  rmSync(out, { recursive: true });
  mkdirSync(out, { recursive: true });
  const texts = readTexts(`${root}docs/lessons/`);
  writeFileSync(`${out}texts.json`, JSON.stringify(texts));
  const script = { platform: "browser", format: "iife", minify: true, banner };
  for (const [name, file] of Object.entries(engines)) {
    const plugins = readsCsv.includes(name) ? [withoutLarge] : [withoutLarge, withoutCsv];
    const called = name === "engine-reporting.js" ? "hyperpriorReporting" : "hyperpriorEngine";
    await bundle({ ...script, plugins, entryPoints: [`${source}engine/${file}`], outfile: `${out}${name}` });
    // As a function, whose text the page gives to its thread.
    rewrite(`${out}${name}`, (engine) => `globalThis.${called}=function(){${smaller(engine)}};`);
  }
  const shared = sharedModules(root);
  const given = { resolveDir: root, loader: "ts" };
  await bundle({ ...script, stdin: { ...given, contents: kitOf(shared) }, outfile: `${out}kit.js` });
  rewrite(`${out}kit.js`, (kit) => smaller(kit));
  for (const { name } of texts.pages.filter(isLesson)) {
    const contents = lessonOf(name, source);
    const plugins = [fromKit(shared)];
    await bundle({ ...script, plugins, stdin: { ...given, contents }, outfile: `${out}${name}.js` });
  }
  const textOfReportScript = JSON.stringify(readFileSync(`${root}dist/report-page.min.js`, "utf8"));
  await bundle({
    ...script,
    plugins: [fromKit(shared)],
    define: { textOfReportScript },
    stdin: { ...given, contents: reportOf(source) },
    outfile: `${out}report.js`,
  });
}

/** Keeps the sign at the head. */
function rewrite(file, change) {
  writeFileSync(file, `${banner.js}\n${change(readFileSync(file, "utf8"))}\n`);
}

/**
 * Lessons have small tables and no databases, one thread that is a worker already, and no draws of other programs. Row loops are JavaScript, as in a browser that has no WebAssembly, with the same bits; nothing
 * stands in place of rows. What makes modules and statistics would be 14 kB of what a page loads.
 */
const withoutLarge = {
  name: "without-large",
  setup({ onLoad }) {
    const parts = [
      "density.assembly.(assembly-memory|emit-assembly|worthwhile)",
      "api.(reduce-source|statistics)",
      "reduction.(reduced-table|round-groups)",
      "browser.chain-workers",
      "posterior.remedies-of-programs",
    ];
    onLoad({ filter: new RegExp(`src.(${parts.join("|")})\\.ts$`) }, ({ path }) => ({
      contents: exportsAs(path, "() => null"),
    }));
    // Rows as they are have no products as columns.
    onLoad({ filter: /src.model.product-columns\.ts$/ }, ({ path }) => ({
      contents: exportsAs(path, "(given) => given"),
    }));
  },
};

/** A module that has what another exports, all of it the same. */
function exportsAs(path, one) {
  const found = readFileSync(path, "utf8").matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm);
  return `const one = ${one}; export { ${[...found].map(([, name]) => `one as ${name}`).join(", ")} };`;
}

/** Lessons have their tables as columns, and read no text. */
const withoutCsv = {
  name: "without-csv",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^papaparse$/ }, ({ path }) => ({ path, namespace: "no-csv" }));
    onLoad({ filter: /./, namespace: "no-csv" }, () => ({ contents: "module.exports = {};" }));
  },
};

function isLesson({ name, language }) {
  return language === "en" && name !== "index" && name !== "teachers";
}

/** What all lessons are made of stands in one script, which a browser loads once. */
function sharedModules(root) {
  const kit = readdirSync(`${root}src/lessons/kit`).map((name) => `${root}src/lessons/kit/${name}`);
  const pictures = ["picture.ts", "svg/render.ts"].map((name) => `${root}src/pictures/${name}`);
  return [...kit, ...pictures];
}

function kitOf(shared) {
  const imports = shared.map((file, i) => `import * as m${i} from ${JSON.stringify(file)};`);
  const entries = shared.map((_, i) => `m${i}`);
  return `${imports.join("\n")}\nglobalThis.hyperpriorKit = [${entries.join(", ")}];`;
}

/** Starts the lesson that its module exports. */
function lessonOf(name, source) {
  const file = [`${source}${name}.ts`, `${source}${name}/index.ts`].find((one) => existsSync(one));
  if (file === undefined) throw new Error(`no lesson ${name} in src/lessons`);
  return `
    import * as own from ${JSON.stringify(file)};
    import { openPage } from "./src/lessons/kit/open-page.ts";
    Object.values(own).find((one) => one.name === ${JSON.stringify(name)}).start(openPage());`;
}

/** Leaves in the page what makes a report of what the thread says. */
function reportOf(source) {
  return `
    import { renderReport } from ${JSON.stringify(`${source}playground/render-report.ts`)};
    globalThis.hyperpriorReport = renderReport;`;
}

/** Takes what the kit has from there. */
function fromKit(shared) {
  return {
    name: "from-kit",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const place = shared.indexOf(join(resolveDir, path));
        return place < 0 ? undefined : { path: String(place), namespace: "kit" };
      });
      onLoad({ filter: /./, namespace: "kit" }, ({ path }) => ({
        contents: `module.exports = globalThis.hyperpriorKit[${path}];`,
      }));
    },
  };
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
  const linked = rest
    .replaceAll(/\]\(([\w-]+)\.en\.md/g, "]($1.html")
    .replaceAll(/\]\(([\w-]+\.\w+)\.md/g, "]($1.html");
  const html = marked
    .parse(linked)
    .replaceAll("<pre>", '<pre tabindex="0">')
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
