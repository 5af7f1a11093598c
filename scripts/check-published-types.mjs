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
const { half_normal, mixture, multi_normal, normal, truncated, weighted } = distributions;
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
const levels = build<{ y: number; x: number | null; arm: "old" | "new"; home: string; away: string }>()
  .data({ y: "real", x: "real?", arm: "factor", home: "factor of team", away: "factor of team" })
  .levels("K", 1, 2)
  .matrix("A[arm, arm]")
  .parameter("a[arm]", multi_normal(0, 1, "A"))
  .element('a["old"]', normal(0, 1))
  .parameter("g[team, K]", normal(0, 'if(K == "2", 1, 2)'))
  .define("gap", 'a["new"] - a["old"] + mean(y)')
  .outcome(["y", "x"], weighted(multi_normal(["a[arm]", "g[home, 1] - g[away, 1]"], 1, "A"), 2))
  .outcome("x", mixture(0.5, [normal(0, 1), truncated(normal('if(arm == "old", 1, gap)', 1), { lower: 0 })]));
// @ts-expect-error: no such label
levels.define("no", 'a["odl"]');
// @ts-expect-error: no such label
levels.define("no", 'if(arm == "odl", 1, 0)');
// @ts-expect-error: no such level
levels.element("g[team, 3]", normal(0, 1));
// @ts-expect-error: no such parameter
levels.outcome("x", mixture(0.5, [normal(0, 1), normal("mu", 1)]));
// @ts-expect-error: no such function of designs
levels.design("S", "splin(y, 5)");
`;
const inPage = `import { fit, parseModel } from "${root}dist/browser/index.js";
import { htmlReport } from "${root}dist/browser/report.js";
export const fitted = fit(parseModel("y ~ normal(0, 1)"), { data: { y: [1, 2] } });
export const report: Promise<string> = fitted.then((run) => htmlReport(run, { prob: 0.8 }));
`;

try {
  check("node.mts", inNode, ["--module", "nodenext", "--moduleResolution", "nodenext", "--types", "node"]);
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
