/** Data that are valid and yet extreme: every fit ends, with a run and a verdict or with a problem. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "./captured-terminal.ts";
import { faultOf, shortRun, withFolder } from "./robustness.ts";

const models: { readonly [name: string]: string } = {
  "group effects":
    "μ ~ normal(0, 1)\nσ_b ~ half_normal(1)\nσ ~ half_normal(1)\nb[g] ~ normal(0, σ_b)\ny ~ normal(μ + b[g], σ)\n",
  "flat priors": "μ ~ flat()\nσ ~ half_normal(1)\nb[g] ~ normal(0, 1)\ny ~ normal(μ + b[g], σ)\n",
  "a design of one column":
    "X = design(0 + x)\nβ[X] ~ normal(0, 1)\nσ ~ half_cauchy(1)\ny ~ normal(X * β, σ)\n",
  "correlated effects of one column":
    "Z = design(1)\nτ[Z] ~ half_normal(1)\nΩ[Z, Z] ~ lkj(2)\nu[g, Z] ~ multi_normal(0, τ, Ω)\nσ ~ half_normal(1)\ny ~ normal(Z * u[g], σ)\n",
  "heavy tails": "μ ~ cauchy(0, 1)\nσ ~ half_cauchy(1)\ny ~ student_t(3, μ + x, σ)\n",
  logs: "μ ~ normal(0, 1)\nσ ~ half_normal(1)\ny ~ normal(μ + log(abs(x)), σ)\n",
};

const rows = (
  y: (i: number) => string,
  g: (i: number) => string,
  x: (i: number) => string,
  count = 12,
): string => ["y,g,x", ...Array.from({ length: count }, (_, i) => `${y(i)},${g(i)},${x(i)}`)].join("\n");
const three = (i: number): string => "abc"[i % 3]!;
const plain = (i: number): string => `${(i * 7) % 5}.5`;

const tables: { readonly [name: string]: string } = {
  "an outcome scaled by 1e300": rows((i) => `${plain(i)}e300`, three, plain),
  "an outcome scaled by 1e-300": rows((i) => `${plain(i)}e-300`, three, plain),
  "a predictor scaled by 1e300": rows(plain, three, (i) => `${plain(i)}e300`),
  "the smallest of numbers": rows(
    () => "5e-324",
    three,
    () => "-5e-324",
  ),
  "one row": rows(plain, three, plain, 1),
  "one group": rows(plain, () => "a", plain),
  "groups of one row": rows(plain, (i) => `g${i}`, plain),
  "a constant outcome": rows(() => "3", three, plain),
  "zeros everywhere": rows(
    () => "0",
    three,
    () => "0",
  ),
  "labels that are not words": rows(plain, (i) => ["", "[x]", '"a,b"', "NaN", "μ"].slice(1)[i % 4]!, plain),
};

describe.each(Object.keys(models))("a model with %s", (modelName) => {
  it.each(Object.keys(tables))("takes %s", async (tableName) => {
    await withFolder(async (folder) => {
      const [model, data] = [join(folder, "m.model"), join(folder, "d.csv")];
      const text = models[modelName]!;
      const used = [
        "y: real",
        ...(/\bg\b/.test(text) ? ["g: factor"] : []),
        ...(/\bx\b/.test(text) ? ["x: real"] : []),
      ];
      writeFileSync(model, `data {\n${used.join("\n")}\n}\n${text}`);
      writeFileSync(data, tables[tableName]!);
      const answer = await run("fit", model, "--data", data, "--out", join(folder, "m.run"), ...shortRun);
      if (answer.code !== 3) expect(faultOf(answer)).toBeNull();
      if (answer.code === 0 || answer.code === 3) {
        expect(answer.out).toMatch(/^diagnosis: (good|failed)/m);
        for (const command of ["summary", "variance", "effects"]) {
          expect((await run(command, join(folder, "m.run"), "--lenient")).code).toBe(0);
        }
      } else expect(answer.out).toBe("");
    });
  });
});
