// The types that are published compile with the least version of TypeScript that the README states, without skipLibCheck: as a script
// of Node sees them, and as a page does.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = `${root}node_modules/typescript-5.0/bin/tsc`;
// Within the project, so that the types of Node are found.
const folder = mkdtempSync(join(root, "node_modules", ".types-"));

const inNode = `import { build, distributions, fit, readModel } from "${root}dist/index.js";
const model = await readModel("a.model");
const fitted = await fit(model, { data: "a.csv", nuts: { maxTreeDepth: 8 }, hmc: { steps: 3 }, collapse: false });
export const names: string[] = fitted.draws.variables.map(({ name }) => name);
const { half_normal, normal } = distributions;
const begun = build<{ y: number; sample: string }>("replicates")
  .data({ y: "real", sample: "factor" })
  .parameter("σ_b", half_normal(5))
  .parameter("b[sample]", normal(0, "σ_b"));
const built = await fit(begun.outcome("y", normal("b[sample]", 1)).model(), { data: [{ y: 1, sample: "A" }] });
export const draws: Float64Array[] = [built.get("sigma_b"), built.get("b[A]")];
// @ts-expect-error: no such variable
built.get("sigma_c");
// @ts-expect-error: no such plate
begun.parameter("c[smaple]", normal(0, 1));
// @ts-expect-error: no such parameter
begun.outcome("y", normal("b[sample] + bta", 1));
`;
const inPage = `import { fit, parseModel } from "${root}dist/browser/index.js";
export const fitted = fit(parseModel("y ~ normal(0, 1)"), { data: { y: [1, 2] } });
`;

try {
  check("node.mts", inNode, ["--module", "nodenext", "--moduleResolution", "nodenext"]);
  check("page.mts", inPage, [
    ...["--module", "es2022", "--moduleResolution", "bundler", "--lib", "es2022,dom"],
    // A page has no types of Node.
    ...["--typeRoots", folder],
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function check(name, text, flags) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const run = spawnSync(
    process.execPath,
    [tsc, "--noEmit", "--strict", "--target", "es2022", ...flags, file],
    { encoding: "utf8" },
  );
  if (run.status === 0) return;
  console.error(run.stdout || run.stderr || String(run.error));
  process.exitCode = 1;
}
