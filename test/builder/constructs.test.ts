/** All that the language has is built, and what is built is the model that its text is. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Model, parseModel } from "../../src/api/model.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import { distributions as known } from "../../src/distributions/index.ts";
import { inflations } from "../../src/distributions/modifiers/index.ts";
import { format } from "../../src/language/format.ts";
import { repository } from "../docs/commands.ts";
import { codeOf } from "./code.ts";
import { constructs } from "./constructs.ts";
import { outcomeConstructs } from "./constructs-outcomes.ts";
import { digestOf } from "./digest.ts";
import { featuresOf, nodeKinds } from "./features.ts";
import { repositoryModels } from "./texts.ts";

const compiler = join(repository, "node_modules/typescript/bin/tsc");
const all = [...constructs, ...outcomeConstructs];

test.each(all)("%s are what their text says", (_, built, text) => {
  const model = built();
  expect(digestOf(model)).toBe(digestOf(parseModel(text)));
  expect(format(model.source)).toBe(model.source);
});

describe("among these is", () => {
  const used = new Set(all.flatMap(([, , text]) => [...featuresOf(text)]));

  test("every kind of statement, expression and term that a text can have", () => {
    expect(nodeKinds.filter((kind) => !used.has(kind))).toEqual([]);
  });

  test("whatever a model of this repository has", () => {
    const functions = new Set(known.map(({ name }) => `${name}(`));
    const seen = new Set(repositoryModels().flatMap(({ text }) => [...featuresOf(text)]));
    // Distributions are all made in one way, and functions are parts of texts.
    const lacking = [...seen].filter((one) => !used.has(one) && !one.endsWith("(") && !functions.has(one));
    expect(lacking).toEqual([]);
  });

  test("each distribution that is made of others", () => {
    const modifiers = [...Object.keys(inflations), "mixture", "censored", "truncated", "ordered", "weighted"];
    expect(modifiers.filter((name) => !used.has(`${name}(`))).toEqual([]);
    const names = [...known.map(({ name }) => name), ...modifiers].sort();
    expect(Object.keys(distributions).sort()).toEqual(names);
  });
});

describe("of each text of this repository, of those above and of a long one, the code that builds it", () => {
  const long = {
    name: "a value of many terms",
    text: `a ~ normal(0, 1)\nb = ${"log(a * 1.25) + ".repeat(120)}1\n`,
  };
  const models = [...repositoryModels(), ...all.map(([name, , text]) => ({ name, text })), long];
  const codes = models.map(({ name, text }) => ({ name, ...codeOf(text) }));

  test.each(codes)("makes the same model of $name", ({ code, text }) => {
    const make = new Function("build", "distributions", `return ${code}`);
    expect(digestOf(make(build, distributions) as Model)).toBe(digestOf(parseModel(text)));
  });

  test("compiles", () => {
    const head = ["build", "distributions"]
      .map((one) => `import { ${one} } from "../../src/builder/${one}.ts";\n`)
      .join("");
    const text = codes.map(({ code }, i) => `export const model${i} = ${code};\n`).join("");
    // A line that must not compile: the compiler did look.
    const wrong = '// @ts-expect-error\nbuild().outcome("y", distributions.normal(0, 1));\n';
    expect(faultsOf(`${head}${text}${wrong}`)).toBe("");
  }, 120_000);
});

/** What the compiler says of a file in `src/`; its types are those that `npm run check` holds. */
function faultsOf(text: string): string {
  const folder = mkdtempSync(join(repository, "node_modules", ".built-"));
  const file = join(folder, "built.mts");
  try {
    writeFileSync(file, text);
    const options = { extends: "../../tsconfig.json", include: [file] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
    const run = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
    return run.stdout + run.stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
