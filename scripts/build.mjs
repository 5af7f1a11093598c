// Builds dist/: tsc emits the library, one file for each of src/; then the packages behind the random streams are put into
// the one file that imports them. They are some 460 small CommonJS files, which take 0.1 to 0.3 s to load one by one and 0.03 s as
// one file, and a model should start to sample at once. Bundled, they need not be installed either.
import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const bundled = `${root}dist/numeric/random-stream.js`;

/** What the file imports of ours stays an import. */
const keepOurs = {
  name: "keep-ours",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ importer, path }) =>
      importer === bundled ? { path, external: true } : undefined,
    );
  },
};

const tsc = `${root}node_modules/typescript/bin/tsc`;
const emitted = spawnSync(process.execPath, [tsc, "-p", `${root}tsconfig.build.json`], { stdio: "inherit" });
if (emitted.status !== 0) process.exit(1);

await build({
  entryPoints: [bundled],
  outfile: bundled,
  allowOverwrite: true,
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["main"],
  target: "es2022",
  // Shorter to parse; names and arithmetic stay as they are.
  minifyWhitespace: true,
  // The notices of every file that is bundled, in a file beside it.
  legalComments: "linked",
  plugins: [keepOurs],
});
const license = readFileSync(`${root}node_modules/@stdlib/random-base-mt19937/LICENSE`, "utf8");
appendFileSync(`${bundled}.LEGAL.txt`, `\nThe license of the @stdlib packages:\n\n${license}`);

chmodSync(`${root}dist/cli/main.js`, 0o755);
