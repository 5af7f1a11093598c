// Type check in two passes: all of src/ and test/ as tsconfig.json has it, then with noUncheckedIndexedAccess, where only the
// kernels are let off: their loops index typed arrays within bounds that the compiler cannot see.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const kernels = [
  "src/numeric/",
  "src/samplers/",
  "src/linear-gaussian/",
  "test/samplers/",
  "test/linear-gaussian/",
];

function diagnostics(...flags) {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const run = spawnSync(process.execPath, [tsc, "--noEmit", "--pretty", "false", ...flags], {
    cwd: root,
    encoding: "utf8",
  });
  if (run.error !== undefined) throw run.error;
  // A diagnostic goes on over lines that are indented.
  const found = run.stdout.split(/\r?\n(?=\S)/).filter((one) => one.trim() !== "");
  if (run.status !== 0 && found.length === 0) throw new Error(`tsc ended with ${run.status}: ${run.stderr}`);
  return found;
}

const plain = diagnostics();
const found =
  plain.length > 0
    ? plain
    : diagnostics("--noUncheckedIndexedAccess").filter(
        (one) => !kernels.some((room) => one.startsWith(room)),
      );
for (const one of found) console.error(one);
process.exitCode = found.length > 0 ? 1 : 0;
