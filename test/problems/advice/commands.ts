/** Advice about cells, runs, simulation and the words of commands. */

import { wholeFile } from "../../formats/cmdstan/stan-chain.ts";
import { type Advice, type Attempt, modelOf } from "./advice.ts";

const one = modelOf("y: real", "β ~ normal(0, 5)", "σ ~ half_normal(5)", "y ~ normal(β, σ)");
const weighted = modelOf(
  "y: real, w: real",
  "β ~ normal(0, 5)",
  "σ ~ half_normal(5)",
  "y ~ weighted(normal(β, σ), w)",
);
const binary = modelOf("k: int in 0..1", "α ~ normal(0, 1)", "k ~ bernoulli_logit(α)");
/** More numbers than an exploration takes, of which none can be integrated out. */
const many = modelOf(
  "k: int in 0..1\n  g: factor",
  "σ ~ half_normal(1)",
  "b[g] ~ normal(0, σ)",
  "k ~ bernoulli_logit(b[g])",
);
const rows = "y\n1\n2\n4\n3\n2.5\n";
const cells = "n,mean,sd\n3,1,0.5\n1,2,\n";
const files = {
  "m.model": one,
  "d.csv": rows,
  "c.csv": cells,
  "b.model": binary,
  "b.csv": "k\n0\n1\n1\n0\n",
  "g.model": many,
  "h.model":
    "data { k: int in 0..1\ng: factor\nh: factor }\nb[g] ~ normal(0, 1)\nc[h] ~ normal(0, 1)\nk ~ bernoulli_logit(b[g] + c[h])\n",
  "h.csv": `k,g,h\n${Array.from({ length: 28 }, (_, i) => `${i % 3 === 0 ? 1 : 0},g${i % 14},h${i % 13}`).join("\n")}\n`,
  "g.csv": `k,g\n${Array.from({ length: 24 }, (_, i) => `${i % 3 === 0 ? 1 : 0},g${i % 12}`).join("\n")}\n`,
};
/** So few draws are judged as failed, which is no error. */
const short = "--workers 0 --chains 2 --warmup 100 --draws 20 --lenient";
const fit = `fit @m.model --data @d.csv ${short} --out @r`;
const calibrate =
  "calibrate @m.model --data @d.csv --simulations 9 --draws 15 --warmup 100 --workers 0 --lenient";

const lag = "lag(y, first: 0)";

function said(
  code: string,
  words: string,
  hint: string,
  after: Partial<Attempt>,
  others: Attempt["files"] = {},
): Advice {
  return { code, before: { files: { ...files, ...others }, words }, hint, after };
}

/** With chains of CmdStan that have ended. */
const watched = (code: string, words: string, hint: string, after: Partial<Attempt>): Advice =>
  said(code, words, hint, after, {
    "results/fit_1.csv": wholeFile({ chain: 1, samples: 500 }),
    "results/fit_2.csv": wholeFile({ chain: 2, samples: 500 }),
  });

const cellTable = (code: string, table: string, hint: string, after: string): Advice =>
  said(code, "check @m.model --summary-data @c.csv", hint, { files: { "c.csv": after } }, { "c.csv": table });

const simulated = (
  code: string,
  columns: string,
  before: readonly string[],
  hint: string,
  after: readonly string[],
  table = "y,x\n1,1\n2,2\n4,3\n",
): Advice =>
  said(
    code,
    calibrate,
    hint,
    { files: { "m.model": modelOf(columns, ...after) } },
    { "m.model": modelOf(columns, ...before), "d.csv": table },
  );

export const commandAdvice: readonly Advice[] = [
  said("HP0540", "check @m.model --data @d.csv --summary-data @c.csv", "leave one of them out", {
    words: "check @m.model --summary-data @c.csv",
  }),
  said("HP0541", "check @b.model --summary-data @c.csv", "give the rows: `--data FILE`", {
    words: "check @b.model --data @b.csv",
  }),
  said("HP0542", "check @m.model --summary-data @d.csv", "a table of all rows is `--data FILE`", {
    words: "check @m.model --data @d.csv",
  }),
  cellTable(
    "HP0543",
    "n,mean,sd\n0,1,0.5\n3,2,1\n",
    "leave out the rows of cells that have none",
    "n,mean,sd\n3,2,1\n",
  ),
  cellTable(
    "HP0544",
    "n,mean,sd\n3,1,\n3,2,1\n",
    "give the sample standard deviation",
    "n,mean,sd\n3,1,0.4\n3,2,1\n",
  ),
  said(
    "HP0601",
    fit,
    "a logarithm or root of a negative number",
    { files: { "d.csv": "y,x\n1,1\n2,2\n" } },
    {
      "m.model": modelOf("y: real, x: real", "β ~ normal(0, 1)", "y ~ normal(β + log(x), 1)"),
      "d.csv": "y,x\n1,-1\n2,2\n",
    },
  ),
  said("HP0603", `${fit} --steps 5`, "correct the option", { words: `${fit} --steps 5 --method hmc` }),
  said("HP0604", "summary @no.run", "name a folder that `hyperprior fit` made", { words: fit }),
  said("HP0606", `fit @m.model --data @d.csv ${short} --out @`, "name another folder with `--out`", {
    words: fit,
  }),
  said(
    "HP0607",
    `fit @m.model --data @d.csv ${short} --out /dev/null/r`,
    "name a folder that can be made or written with `--out`",
    { words: fit },
  ),
  said("HP0608", `fit @h.model --data @h.csv ${short} --out @r --method marginal`, "leave `--method` out", {
    words: `fit @h.model --data @h.csv ${short} --out @r`,
  }),
  said(
    "HP0608",
    `fit @h.model --data @h.csv ${short} --out @r --method marginal`,
    "or write `--method nuts`",
    { words: `fit @h.model --data @h.csv ${short} --out @r --method nuts` },
  ),
  said("HP0616", `${fit} --until ess<100`, "a rule is `mcse(NAME) < 0.01`", {
    words: `${fit} --until ess>1`,
  }),
  said("HP0617", `${fit} --until ess(betta)>1`, "there are `β`, `σ`", { words: `${fit} --until ess(β)>1` }),
  said("HP0701", "check @n.model", "name a model file", { words: "check @m.model --data @d.csv" }),
  said("HP0703", `fit @m.model ${short}`, "name it: `--data FILE.csv`", { words: fit }),
  said(
    "HP0548",
    calibrate,
    "leave `weighted(…)` out",
    { words: calibrate, files: { "m.model": one } },
    { "m.model": weighted, "d.csv": "y,w\n1,1\n2,2\n4,1\n3,1\n2.5,3\n" },
  ),
  said("HP0706", `${calibrate} --plot /dev/null/c.svg`, "name a file in a folder that can be written", {
    words: `${calibrate} --plot @c.svg`,
  }),
  said(
    "HP0619",
    fit,
    "name another folder with `--out`",
    { words: fit.replace("@r", "@q") },
    { "r/run.json": "[1]" },
  ),
  said(
    "HP0619",
    fit,
    "write `--force` to replace the file",
    { words: `${fit} --force` },
    { "r/run.json": "[1]" },
  ),
  said("HP0707", `${calibrate} --plot @d.csv`, "name another file: `--plot calibration.svg`", {
    words: `${calibrate} --plot @c.svg`,
  }),
  said("HP0708", `${calibrate} --plot @c.csv`, "name another file", { words: `${calibrate} --plot @c.svg` }),
  said("HP0708", `${calibrate} --plot @c.csv`, "write `--force` to replace it", {
    words: `${calibrate} --plot @c.csv --force`,
  }),
  said("HP0709", `${fit} --json --chain 2`, "did you mean `--chains`?", { words: `${fit} --json` }),
  said("HP0710", "check @d.csv", "name the model first, and the table as an option", {
    words: "check @m.model --data @d.csv",
  }),
  said("HP1050", "lesson pseudo-replication --list", "did you mean `pseudoreplication`?", {
    words: "lesson pseudoreplication --list",
  }),
  said("HP1050", "lesson anova --list", "there are `pseudoreplication`", {
    words: "lesson pseudoreplication --list",
  }),
  said("HP1051", "lesson --language fr --list", "they are in `en` and `de`", {
    words: "lesson --language de --list",
  }),
  said("HP1053", "lesson --list --out @site", "leave it out", { words: "lesson --list" }),
  watched("HP0730", "diagnose --watch @no/reslts", "name the folder in which chains are written", {
    words: "diagnose --watch @results --chains 2",
  }),
  watched("HP0730", "diagnose --watch @no/reslts", "or their files", {
    words: "diagnose --watch @results/fit_*.csv --chains 2",
  }),
  watched("HP0731", "diagnose --watch @d.csv", "CmdStan CSV files and run folders grow", {
    words: "diagnose --watch @results --chains 2",
  }),
  watched("HP0732", "diagnose @results --chains 2", "add `--watch`", {
    words: "diagnose @results --watch --chains 2",
  }),
  said("HP0733", "browse @reslts", "name a folder that is there", { words: "browse @" }),
  watched("HP0732", "diagnose @results --every 2", "or leave it out", { words: "diagnose @results" }),
  simulated("HP0801", "y: real", ["β ~ flat()", "y ~ normal(β, 1)"], "as `normal(0, 10)`", [
    "β ~ normal(0, 10)",
    "y ~ normal(β, 1)",
  ]),
  simulated("HP0801", "y: real", ["β ~ flat()", "y ~ normal(β, 1)"], "`uniform(a, b)` between two bounds", [
    "β ~ uniform(-5, 5)",
    "y ~ normal(β, 1)",
  ]),
  simulated(
    "HP0802",
    "y: real, x: real",
    ["X = design(0 + x)", "β[X] ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(X * β, 1)"],
    "use it by itself: `γ * outcome`",
    ["γ ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(γ * x, 1)"],
  ),
  simulated(
    "HP0803",
    "y: real, x: real",
    ["β ~ normal(0, 1)", "x ~ normal(β * y, 1)", "y ~ normal(β * x, 1)"],
    "on outcomes that do not depend on it",
    ["β ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(β * x, 1)"],
  ),
  simulated(
    "HP0805",
    "y: int, x: real",
    ["β ~ normal(0, 1)", "x ~ normal(β, 1)", "y ~ truncated(beta_binomial(100, 1e6, 1), upper: 9)"],
    "truncate where the distribution has more of its mass",
    ["β ~ normal(0, 1)", "x ~ normal(β, 1)", "y ~ truncated(beta_binomial(100, 1, 9), upper: 9)"],
  ),
  simulated(
    "HP0811",
    "y: real > 0, event: int",
    ["s ~ half_normal(5)", "y ~ censored(weibull(2, s), right: event == 0)"],
    "simulate the model without",
    ["s ~ half_normal(5)", "y ~ weibull(2, s)"],
    "y,event\n1,1\n2,0\n4,1\n",
  ),
  simulated(
    "HP0811",
    "y: real > 0, event: int",
    ["s ~ half_normal(5)", "y ~ censored(weibull(2, s), right: event == 0)"],
    "as `right: y >= limit` of a number",
    ["s ~ half_normal(5)", "y ~ censored(weibull(2, s), right: y >= 4)"],
    "y,event\n1,1\n2,0\n4,1\n",
  ),
  simulated("HP0806", "y: int", ["α ~ normal(5000, 1)", "y ~ poisson_log(α)"], "narrow the priors", [
    "α ~ normal(1, 1)",
    "y ~ poisson_log(α)",
  ]),
  simulated(
    "HP0808",
    "y: factor, x: real",
    ["b[y] ~ normal(0, 1)", "α ~ normal(0, 1)", "x ~ normal(b[y], 1)", "y ~ bernoulli_logit(α)"],
    "group by a column that is no outcome",
    ["α ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ bernoulli_logit(α)"],
    "y,x\n0,1\n1,2\n1,3\n",
  ),
  said(
    "HP0810",
    "check @m.model --data @d.csv",
    "narrow the priors of sds and coefficients",
    { files: { "m.model": one } },
    {
      "m.model": modelOf("y: real", "β ~ normal(0, 5)", "σ ~ half_normal(5000)", "y ~ normal(β, σ)"),
    },
  ),
  said(
    "HP0810",
    "check @m.model --data @d.csv",
    "widen the priors of sds and coefficients",
    { files: { "m.model": one } },
    {
      "m.model": modelOf("y: real", "β ~ normal(0, 5)", "σ ~ half_normal(0.0005)", "y ~ normal(β, σ)"),
    },
  ),
  said(
    "HP0478",
    "check @m.model --summary-data @c.csv",
    "give a table with a row for each observation: `--data FILE.csv`",
    { words: "check @m.model --data @d.csv" },
    { "m.model": modelOf("y: real", "β ~ normal(0, 1)", "σ ~ half_normal(1)", `y ~ normal(β * ${lag}, σ)`) },
  ),
  simulated(
    "HP0950",
    "y: real, x: real",
    [`X = design(1 + ${lag})`, "β[X] ~ normal(0, 1)", "σ ~ half_normal(1)", "y ~ normal(X * β + x, σ)"],
    `take it out of the design: \`φ * ${lag}\``,
    ["φ ~ normal(0, 1)", "σ ~ half_normal(1)", `y ~ normal(φ * ${lag} + x, σ)`],
  ),
  said("HP0809", "calibrate @m.model", "name it: `--data FILE.csv`", { words: calibrate }),
];
