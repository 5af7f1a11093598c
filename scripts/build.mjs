// Builds dist/: tsc emits the library, one file for each of src/; then the packages behind numeric/ are put into the files that import
// them, and into some that these share. They are some 500 small CommonJS files, which take 0.2 to 0.4 s to load one by one and 0.03 s
// as one file, and a model should start to sample at once. Bundled, they need not be installed either. For the same reason the command
// line is one file with all that it imports (it has half as many modules again), and so are the worker threads of its chains. Its entry
// loads that file as a script, of which the compiled code can be kept (src/cli/load-script.ts).
import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { lean } from "./lean.mjs";
import { buildLessons } from "./lessons.mjs";
import { smaller } from "./smaller.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const tsc = `${root}node_modules/typescript/bin/tsc`;
const emitted = spawnSync(process.execPath, [tsc, "-p", `${root}tsconfig.build.json`], { stdio: "inherit" });
if (emitted.status !== 0) process.exit(1);

const withPackages = readdirSync(`${root}dist/numeric`)
  .map((name) => `${root}dist/numeric/${name}`)
  .filter((file) => file.endsWith(".js") && /from "(@stdlib\/|ml-matrix)/.test(readFileSync(file, "utf8")));
await bundle({
  entryPoints: withPackages,
  outdir: `${root}dist/numeric`,
  chunkNames: "packages-[hash]",
  splitting: true,
  allowOverwrite: true,
  platform: "neutral",
  mainFields: ["main"],
  // Shorter to parse; names and arithmetic stay as they are.
  minifyWhitespace: true,
  plugins: [keepOurs(withPackages)],
});

const pictureSvg = `${root}src/pictures/svg/file.ts`;
const mathematics = `${root}src/run-report/html/mathematics.ts`;
/** The command line imports what draws SVG, and what makes MathML, as files of their own. */
const apartFromMain = {
  name: "apart-from-main",
  setup({ onResolve }) {
    onResolve({ filter: /\/pictures\/svg\/file\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./picture-svg.cjs", external: true },
    );
    onResolve({ filter: /\/html\/mathematics\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./report-mathematics.cjs", external: true },
    );
  },
};

// Nothing imports the modules of the command line one by one.
rmSync(`${root}dist/cli`, { recursive: true });
const ofCommandLine = {
  outdir: `${root}dist/cli`,
  platform: "node",
  // What only the command line needs of what is installed with the package.
  external: [
    "cli-progress",
    "commander",
    "picocolors",
    "vscode-languageserver",
    "vscode-languageserver-textdocument",
    "@resvg/resvg-js",
    "h5wasm",
    "@duckdb/node-api",
    "pg",
    "@clickhouse/client",
    "node-sqlite3-wasm",
  ],
  plugins: [apartFromMain],
  // Shorter to parse; names stay as they are, for whoever reads a stack.
  minifyWhitespace: true,
  minifySyntax: true,
};
await bundle({ ...ofCommandLine, entryPoints: { main: `${root}src/cli/main.ts` } });
chmodSync(`${root}dist/cli/main.js`, 0o755);
await bundle({
  ...ofCommandLine,
  entryPoints: {
    "chain-worker": `${root}src/run/chains/chain-worker.ts`,
    "calibrate-worker": `${root}src/calibration/calibrate-worker.ts`,
    "measure-worker": `${root}src/api/measure-worker.ts`,
    "section-worker": `${root}src/formats/cmdstan/section-worker.ts`,
  },
  // Packages in CommonJS ask for Node's modules by `require`, which modules do not have.
  banner: {
    js: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
  },
});
const program = `${root}dist/cli/program.cjs`;
await bundle({
  ...ofCommandLine,
  // What draws pictures as SVG is loaded for them only: with what it imports it is a quarter of all. What makes MathML is of reports only.
  entryPoints: {
    program: `${root}src/cli/process-program.ts`,
    "picture-svg": pictureSvg,
    "report-mathematics": mathematics,
  },
  outExtension: { ".js": ".cjs" },
  format: "cjs",
  // A script has no place but the name of its file.
  define: { "import.meta.url": "placeOfScript" },
  banner: { js: 'const placeOfScript = require("node:url").pathToFileURL(__filename).href;' },
});
// What is imported when it is asked for, packages and what stands beside the program, is imported by the entry.
const imported = readFileSync(program, "utf8").replaceAll(/\bimport\(("[^"]+")\)/g, "importModule($1)");
writeFileSync(program, inAscii(imported));

// What draws a picture in a page of its own, and what runs in a report; their texts are put into each of these.
for (const [from, to] of [
  ["pictures/page/browser.ts", "pictures-page.min.js"],
  ["run-report/html/browser.ts", "report-page.min.js"],
]) {
  await bundle({
    entryPoints: [`${root}src/${from}`],
    outfile: `${root}dist/${to}`,
    platform: "browser",
    minify: true,
  });
}

// What runs in a report is a text there.
const reportScript = JSON.stringify(readFileSync(`${root}dist/report-page.min.js`, "utf8"));
writeFileSync(`${root}dist/browser/report-script.js`, `export const reportScript = ${reportScript};\n`);

/** A file that is all that there is has no other as the script of its workers. */
const ownScript = {
  name: "own-script",
  setup({ onResolve }) {
    onResolve({ filter: /\/worker-script\.ts$/ }, () => ({ path: `${root}src/browser/own-script.ts` }));
  },
};

// All that a page needs in one file, for pages without a bundler: without reports, and with them.
for (const [from, to] of [
  ["index.ts", "hyperprior.min.js"],
  ["with-report.ts", "hyperprior-report.min.js"],
]) {
  await bundle({
    entryPoints: [`${root}src/browser/${from}`],
    outfile: `${root}dist/${to}`,
    platform: "browser",
    minify: true,
    define: { textOfReportScript: reportScript },
    plugins: [ownScript],
  });
  const file = `${root}dist/${to}`;
  writeFileSync(file, smaller(readFileSync(file, "utf8"), true));
}

// What lessons are put together from.
await buildLessons(root, bundle);

/** Bundles, with the notices of every file in a file beside it, and after them the licenses of the packages. */
async function bundle(options) {
  const { metafile } = await build({
    ...options,
    plugins: [lean, ...(options.plugins ?? [])],
    absWorkingDir: root,
    bundle: true,
    format: options.format ?? "esm",
    target: "es2022",
    legalComments: "linked",
    metafile: true,
  });
  for (const [path, { inputs }] of Object.entries(metafile.outputs)) {
    if (!/\.c?js$/.test(path)) continue;
    for (const [license, names] of licensesOf(Object.keys(inputs))) {
      appendFileSync(`${root}${path}.LEGAL.txt`, `\nThe license of ${names.join(", ")}:\n\n${license}`);
    }
  }
}

/** What esbuild has left of other characters is in regular expressions, where it may be escaped, too. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What the files import of ours stays an import. */
function keepOurs(files) {
  return {
    name: "keep-ours",
    setup({ onResolve }) {
      onResolve({ filter: /^\./ }, ({ importer, path }) =>
        files.includes(importer) ? { path, external: true } : undefined,
      );
    },
  };
}

/** The license that the package only names. */
function licenseNamed(folder) {
  const { license, author } = JSON.parse(readFileSync(`${root}${folder}/package.json`, "utf8"));
  if (typeof license !== "string") throw new Error(`${folder} has no license`);
  return `${license}, of ${typeof author === "string" ? author : (author?.name ?? "its authors")}\n`;
}

/** The packages that files are of, by the texts of their licenses. */
function licensesOf(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []);
  const names = new Map();
  for (const folder of new Set(folders)) {
    const file = readdirSync(`${root}${folder}`).find((name) => /^licen[cs]e/i.test(name));
    const license =
      file === undefined ? licenseNamed(folder) : readFileSync(`${root}${folder}/${file}`, "utf8");
    const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
    names.set(license, [...(names.get(license) ?? []), name]);
  }
  return names;
}
