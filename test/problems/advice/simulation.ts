/** Advice about what data are simulated from and for. */

import type { Advice, Attempt } from "./advice.ts";

const model = `data {
  y: real
  g: factor
}
β ~ normal(0, 5)
τ[g] ~ half_normal(1)
σ ~ half_normal(1)
w[g] ~ dirichlet(1)
total = sum(w)
y ~ normal(β, σ)
`;
const files = {
  "m.model": model,
  "f.model": model.replace("β ~ normal(0, 5)", "β ~ flat()"),
  "n.model": "μ ~ normal(0, 1)\n",
  "l.model": "data {\n  y: factor\n}\np ~ beta(1, 1)\ny ~ bernoulli(p)\n",
  "t.model":
    "data {\n  g: factor\n  week: real\n  h: factor\n  y: real\n}\nβ ~ normal(0, 1)\nb[g] ~ normal(0, 1)\nc[h] ~ normal(0, 1)\ny ~ normal(β * week + b[g] + c[h], 1)\n",
  "d.csv": "y,g\n1,a\n2,b\n",
  "l.csv": "y\nno\nyes\n",
  "s.csv": "g,size\na,2\nb,1\n",
};
const design = '--design "g = 3, replicate = 2"';

function said(code: string, words: string, hint: string, after: Partial<Attempt>): Advice {
  return { code, before: { files, words: `simulate ${words}` }, hint, after };
}

const instead = (words: string): Partial<Attempt> => ({ words: `simulate ${words}` });

/** In the order of the codes. */
export const simulationAdvice: readonly Advice[] = [
  said(
    "HP0812",
    `@m.model ${design} --truth "sgima = 1"`,
    "did you mean `σ`?",
    instead(`@m.model ${design} --truth "σ = 1"`),
  ),
  said(
    "HP0812",
    `@m.model ${design} --truth "zzz = 1"`,
    "its parameters are `β`, `τ`, `σ`, `w`",
    instead(`@m.model ${design} --truth "τ = 1"`),
  ),
  said(
    "HP0812",
    `@m.model ${design} --truth "total = 1"`,
    "give values to `w` instead",
    instead(`@m.model ${design} --truth "w = [0.5, 0.25, 0.25]"`),
  ),
  said(
    "HP0812",
    `@m.model ${design} --truth "y = 1"`,
    "give values to `β`, `τ`, `σ` and `w` instead",
    instead(`@m.model ${design} --truth "β = 1"`),
  ),
  said(
    "HP0813",
    `@m.model ${design} --truth "σ = -1"`,
    "give a value that the prior admits",
    instead(`@m.model ${design} --truth "σ = 1"`),
  ),
  said(
    "HP0814",
    `@m.model ${design} --truth "w[1] = 0.5"`,
    "give all of them",
    instead(`@m.model ${design} --truth "w[1] = 0.5, w[2] = 0.25, w[3] = 0.25"`),
  ),
  said(
    "HP0814",
    `@m.model ${design} --truth "w[1] = 0.5"`,
    "or none: what is not given is drawn",
    instead(`@m.model ${design}`),
  ),
  said(
    "HP0814",
    `@m.model ${design} --truth "τ = [1, 2]"`,
    "give all of them",
    instead(`@m.model ${design} --truth "τ = [1, 2, 3]"`),
  ),
  said(
    "HP0815",
    `@f.model ${design}`,
    'give it one, `--truth "β = 0"`',
    instead(`@f.model ${design} --truth "β = 0"`),
  ),
  said("HP0815", `@f.model ${design}`, "as `normal(0, 10)`", {
    files: { "f.model": model.replace("β ~ normal(0, 5)", "β ~ normal(0, 10)") },
  }),
  said(
    "HP0816",
    '@m.model --design "g: 3"',
    'write them as `--design "subject = 12, week = 0..4"`',
    instead('@m.model --design "g = 12, week = 0..4"'),
  ),
  said(
    "HP0816",
    `@m.model ${design} --truth "σ: 1"`,
    'write them as `--truth "σ_b = 2, β[x] = 1"`',
    instead(`@m.model ${design} --truth "σ = 2, β = 1"`),
  ),
  said(
    "HP0816",
    `@m.model ${design} --dropout 10%`,
    "write them as",
    instead(`@m.model ${design} --dropout 0.1`),
  ),
  said(
    "HP0816",
    '@t.model --design "g = 3, h = 2, week = 0..2" --dropout "0.1 along week"',
    'as `--dropout "0.1 along week within g"`',
    instead('@t.model --design "g = 3, h = 2, week = 0..2" --dropout "0.1 along week within g"'),
  ),
  said(
    "HP0816",
    '@m.model --design "row = 3, g = a" --dropout 0.1',
    "write them as",
    instead("@m.model --data @d.csv --dropout 0.1"),
  ),
  said("HP0817", "@m.model", "name a table with `g`, `--data FILE.csv`", instead("@m.model --data @d.csv")),
  said(
    "HP0817",
    "@m.model",
    'or say them: `--design "g = 12, replicate = 3"`',
    instead('@m.model --design "g = 12, replicate = 3"'),
  ),
  said("HP0817", `@m.model ${design} --data @d.csv`, "give one of them", instead("@m.model --data @d.csv")),
  said(
    "HP0818",
    '@l.model --design "row = 5"',
    "or give a table that has them",
    instead("@l.model --data @l.csv"),
  ),
  said("HP0818", '@l.model --design "row = 5"', "declare them, `y: factor ordered [no, yes]`", {
    files: { "l.model": "data {\n  y: factor ordered [no, yes]\n}\np ~ beta(1, 1)\ny ~ bernoulli(p)\n" },
  }),
  said("HP0818", '@n.model --design "row = 5"', "add a likelihood, as `y ~ normal(μ, σ)`", {
    files: { "n.model": "data {\n  y: real\n}\nμ ~ normal(0, 1)\nσ ~ half_normal(1)\ny ~ normal(μ, σ)\n" },
  }),
  said("HP0819", "@m.model --sizes @s.csv", "a column `n` of whole numbers", {
    files: { "s.csv": "g,n\na,2\nb,1\n" },
  }),
];
