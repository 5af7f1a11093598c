/** Advice about the designs of studies. */

import { type Advice, modelOf } from "./advice.ts";

const effects = ["σ_b ~ half_normal(5)", "σ ~ half_normal(5)", "b[g] ~ normal(0, σ_b)"];
const grouped = modelOf("y: real, g: factor", "β ~ normal(0, 5)", ...effects, "y ~ normal(β + b[g], σ)");
const nested = modelOf(
  "y: real, batch: factor, cask: factor in batch",
  "τ ~ half_normal(5)",
  "b[batch] ~ normal(0, τ)",
  "c[cask] ~ normal(0, τ)",
  "y ~ normal(b[batch] + c[cask], 1)",
);
const slope = modelOf(
  "y: real, g: factor, x: real",
  "β ~ normal(0, 5)",
  ...effects,
  "y ~ normal(β * x + b[g], σ)",
);
const plain = modelOf("y: real", "β ~ normal(0, 5)", "y ~ normal(β, 1)");
const ofData = modelOf("y: real", "β ~ normal(0, sd(y))", "y ~ normal(β, 1)");
const short = "--studies 2 --draws 20 --workers 0";

function study(
  code: string,
  model: string,
  words: string,
  hint: string,
  after: string,
  other?: string,
): Advice {
  const command = (rest: string): string => `design @m.model ${rest} ${short}`;
  return {
    code,
    before: { files: { "m.model": model, "d.csv": "y\n1\n2\n4\n" }, words: command(words) },
    hint,
    after: { words: command(after), ...(other === undefined ? {} : { files: { "m.model": other } }) },
  };
}

const both = "--groups 3 --replicates 2";

export const studyAdvice: readonly Advice[] = [
  study("HP0980", nested, both, "`--levels", '--levels "batch = 10, cask = 3, replicate = 2"'),
  study(
    "HP0980",
    nested,
    '--levels "batch = 3"',
    "`--levels",
    '--levels "batch = 10, cask = 3, replicate = 2"',
  ),
  study("HP0980", plain, both, "leave `--groups` out", "--replicates 2"),
  study("HP0981", slope, both, '`--within "x = 0, 1"`', `${both} --within "x = 0, 1"`),
  study("HP0982", slope, `${both} --within "x"`, '`--within "days = 0..9"`', `${both} --within "x = 0..9"`),
  study("HP0982", grouped, `${both} --told "β > 0 at 5"`, "`--told", `${both} --told "β > 0 at 0.95"`),
  study("HP0983", slope, `${both} --within "xx = 1"`, "did you mean `x`?", `${both} --within "x = 1, 2"`),
  study("HP0983", slope, `${both} --within "y = 1"`, "name one of `g`, `x`", `${both} --within "x = 1, 2"`),
  study("HP0984", grouped, "--groups 3", "state them: `--replicates 2,4,8`", "--groups 3 --replicates 2,4,8"),
  study(
    "HP0984",
    grouped,
    "--budget 300",
    "`--budget 1000",
    "--budget 1000 --cost-group 50 --cost-replicate 50",
  ),
  study(
    "HP0984",
    grouped,
    "--budget 10 --cost-group 50 --cost-replicate 5",
    "raise it",
    "--budget 400 --cost-group 50 --cost-replicate 50",
  ),
  study(
    "HP0984",
    nested,
    "--budget 2000",
    '`--budget 1000 --cost "batch = 50',
    '--budget 1000 --cost "batch = 50, cask = 100, replicate = 50" --replicates 2',
  ),
  study(
    "HP0984",
    nested,
    '--budget 2000 --cost "batch = 50, replicate = 5"',
    'state it, 0 where there is none: `--cost "batch = 50, cask = 10, replicate = 5"`',
    '--budget 400 --cost "batch = 50, cask = 50, assay = 5" --replicates 2',
  ),
  study(
    "HP0984",
    grouped,
    '--budget 300 --cost "g = 50, replicate = 5" --cost-group 50',
    "leave one of them out",
    '--budget 300 --cost "g = 50, replicate = 50" --replicates 2',
  ),
  study(
    "HP0983",
    nested,
    '--budget 400 --cost "batch = 50, caks = 50, replicate = 5"',
    "did you mean `cask`?",
    '--budget 400 --cost "batch = 50, cask = 50, replicate = 5" --replicates 2',
  ),
  study(
    "HP0985",
    grouped,
    `${both} --told "β at 0.9"`,
    "compare two values",
    `${both} --told "β > 0 at 0.95"`,
  ),
  study("HP0986", ofData, "--replicates 3", "`--data FILE.csv`", "--replicates 3 --data @d.csv"),
  study("HP0986", ofData, "--replicates 3", "write them as numbers", "--replicates 3", plain),
];
