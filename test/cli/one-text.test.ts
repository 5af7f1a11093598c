/** Composed and decomposed letters are the same text on the command line, in models and in data. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Captured, run } from "./captured-terminal.ts";
import { withFolder } from "./robustness.ts";

const forms = { composed: "NFC", decomposed: "NFD" } as const;
type Form = keyof typeof forms;

const pairs = (["composed", "decomposed"] as const).flatMap((model) =>
  (["composed", "decomposed"] as const).map((words) => [model, words] as const),
);

const model = `data {
  größe: real
  x: real from "volume (µm³)"
  g: factor
}
data per g {
  näher: real
}
constant é = 1
μ ~ normal(0, 5)
τ ~ half_normal(2)
σ ~ half_normal(2 * é)
b[g] ~ normal(0, τ)
größe ~ normal(μ + x + näher[g] + b[g] + b["Å"], σ)
`;
const rows = ["größe,volume (µm³),g", "1,0.1,Å", "2,0.3,Å", "1.4,0.2,B", "2.2,0.9,B"].join("\n");
const groups = "g,näher\nÅ,1\nB,2\n";
const words = ["--set", "é=2", "--until", "ess(b[Å]) > 1"] as const;

/** Files in one form, words of the command line in the other. */
async function fit(files: Form, spelling: Form, more: readonly string[] = []): Promise<Captured> {
  return withFolder(async (folder) => {
    const write = (name: string, text: string, form: Form): string => {
      const path = join(folder, name);
      writeFileSync(path, text.normalize(forms[form]));
      return path;
    };
    const paths = {
      model: write("m.model", model, files),
      rows: write("d.csv", rows, spelling),
      groups: write("g.csv", groups, files),
    };
    const given = [...words, ...more].map((word) => word.normalize(forms[spelling]));
    const out = ["--out", join(folder, "m.run")];
    const options = ["--chains", "1", "--warmup", "100", "--draws", "100", "--workers", "0", "--lenient"];
    const data = ["--data", paths.rows, "--data", `g=${paths.groups}`];
    const fitted = await run("fit", paths.model, ...data, ...given, ...options, ...out);
    const effects = await run("effects", out[1]!, "g");
    return { ...fitted, out: (fitted.out + effects.out).replaceAll(folder, "") };
  });
}

describe("a model and data with letters of several forms", () => {
  it.each(pairs)("gives the same draws, %s in the model, %s elsewhere", async (files, spelling) => {
    const [wanted, found] = [await fit("composed", "composed"), await fit(files, spelling)];
    expect(found.code).toBe(0);
    expect(found.out).toContain("b[Å]");
    expect(found.out).not.toContain("A\u030a");
    expect(found.out).toBe(wanted.out);
  });
});

describe("names of factors on the command line", () => {
  it("are those of the model in either form (the factor was said not to be there)", async () => {
    await withFolder(async (folder) => {
      const [path, data] = [join(folder, "m.model"), join(folder, "d.csv")];
      writeFileSync(
        path,
        "data { y: real, größe: factor }\nτ ~ half_normal(1)\nb[größe] ~ normal(0, τ)\ny ~ normal(b[größe], 1)\n",
      );
      writeFileSync(data, "y,größe\n1,a\n2,b\n");
      const out = join(folder, "m.run");
      const options = ["--chains", "1", "--warmup", "10", "--draws", "20", "--workers", "0", "--lenient"];
      await run("fit", path, "--data", data, "--out", out, ...options);
      for (const form of ["NFC", "NFD"]) {
        const { code, out: text } = await run("effects", out, "größe".normalize(form), "--lenient");
        expect(code).toBe(0);
        expect(text).toContain("effects of größe");
      }
    });
  });
});
