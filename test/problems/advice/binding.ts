/** Advice about a model and its data. */

import { type Advice, checked, modelOf } from "./advice.ts";

const priors = ["τ ~ half_normal(1)", "σ ~ half_normal(1)"];
const one = modelOf("y: real", "β ~ normal(0, 5)", "y ~ normal(β, 1)");
const oneTable = "y\n1\n2\n4\n";
const table = "y,x,g\n1,1,a\n2,2,a\n4,3,b\n3,5,b\n2,4,c\n2.5,1,c\n";
const full = "y: real, x: real, g: factor";

const bound = (
  code: string,
  statements: readonly string[],
  hint: string,
  after: readonly string[],
  data = table,
): Advice => checked(code, [modelOf(full, ...statements), data], hint, { model: modelOf(full, ...after) });

const constant = modelOf("y: real", "constant s = 1", "β ~ normal(s, 1)", "y ~ normal(β, 1)");
const casks = (cask: string): string =>
  modelOf(
    `y: real, batch: factor, cask: ${cask}`,
    "c[batch] ~ normal(0, 1)",
    "a[cask] ~ normal(c[batch], 1)",
    "y ~ normal(a[cask], 1)",
  );

/** Effects of months with a prior along them, and a table of two months. */
const along = (prior: string): string =>
  modelOf("y: real, month: factor", `b[month] ~ ${prior}`, "y ~ normal(b[month], 1)");
const monthly = (first: string, second: string): string =>
  `y,month\n1,${first}\n2,${second}\n2.5,${first}\n1.5,${second}\n`;

const factors = Array.from({ length: 13 }, (_, i) => `f${i}`);
/** Over thirteen factors of three levels each, `brackets` of which join them. */
const cells = (brackets: string): string =>
  modelOf(
    ["y: real", ...factors.map((name) => `${name}: factor`)].join(", "),
    `u[${brackets}] ~ normal(0, 1)`,
    `y ~ normal(u[${brackets}], 1)`,
  );
const cellTable = [["y", ...factors], ...["a", "b", "c"].map((level, i) => [i, ...factors.map(() => level)])];

/** Rows lack `x` or `z`; afterwards with other declarations and statements. */
const missingIn = (
  code: string,
  [before = "", ...statements]: readonly string[],
  hint: string,
  [after = "", ...others]: readonly string[],
  words = "",
): Advice => {
  const model = (columns: string, own: readonly string[]): string =>
    modelOf(`y: real, ${columns}`, "β ~ normal(0, 5)", ...own);
  return checked(code, [model(before, statements), "y,x,z\n1,2,1\n2,,3\n3,2,\n0,5,1\n"], hint, {
    model: model(after, others),
    ...(words === "" ? {} : { words: `check @m.model --data @d.csv ${words}` }),
  });
};
const related = {
  "m.model": modelOf(
    "y: real, g: factor",
    "τ ~ half_normal(1)",
    "matrix A[g, g]",
    "u[g] ~ multi_normal(0, τ, A)",
    "y ~ normal(u[g], 1)",
  ),
  "d.csv": "y,g\n1,a\n2,a\n0,b\n4,b\n",
  "A.csv": "id,a,b\na,1,0.5\nb,0.5,1\n",
};
const relatedWords = "check @m.model --data @d.csv --data A=@A.csv";

export const bindingAdvice: readonly Advice[] = [
  checked(
    "HP0425",
    [cells(factors.join(", ")), cellTable.map((row) => `${row.join(",")}\n`).join("")],
    "for the combinations that occur in the data write one bracket with `:`",
    { model: cells(factors.join(":")) },
  ),
  bound(
    "HP0426",
    ["levels K = 1..61", "R[K, K] ~ lkj(2)", "y ~ normal(0, 1)"],
    "give the effects of so many levels an sd in common, `b[g] ~ normal(0, τ)`",
    ["τ ~ half_normal(1)", "b[g] ~ normal(0, τ)", "y ~ normal(b[g], 1)"],
  ),
  bound(
    "HP0427",
    ["levels K = 1..1001", "w[K] ~ ordered(normal(0, 1))", "y ~ normal(0, 1)"],
    "give each element a distribution of its own, as `normal(0, τ)`",
    ["levels K = 1..1001", "τ ~ half_normal(1)", "w[K] ~ normal(0, τ)", "y ~ normal(0, 1)"],
  ),
  checked("HP0434", [along("random_walk(1)"), monthly("feb", "jan")], "write numbers in the file", {
    table: monthly("2", "1"),
  }),
  checked("HP0435", [along("autoregressive(0.5, 1)"), monthly("1", "1.5")], "number the levels in the file", {
    table: monthly("1", "2"),
  }),
  checked("HP0435", [along("autoregressive(0.5, 1)"), monthly("1", "1.5")], "or write `random_walk`", {
    model: along("random_walk(1)"),
  }),
  {
    code: "HP0501",
    before: {
      files: { "m.model": constant, "d.csv": oneTable },
      words: "check @m.model --data @d.csv --set t=2",
    },
    hint: "its constants are `s`",
    after: { words: "check @m.model --data @d.csv --set s=2" },
  },
  {
    code: "HP0501",
    before: { files: { "m.model": one, "d.csv": oneTable }, words: "check @m.model --data @d.csv --set s=2" },
    hint: "declare it in the model: `constant s = 1`",
    after: { files: { "m.model": constant } },
  },
  checked("HP0502", [constant.replace("s = 1", "s = 1 / (2 - 2)"), oneTable], "give it a finite number", {
    model: constant,
  }),
  checked(
    "HP0547",
    [
      modelOf("y: real, w: real", "β ~ normal(0, 5)", "y ~ weighted(normal(β, 1), w)"),
      "y,w\n1,1\n2,0\n3,2\n",
    ],
    "leave rows that stand for none out of the table",
    { table: "y,w\n1,1\n3,2\n" },
  ),
  checked("HP0503", [one.replace("real", "real > 0"), "y\n1\n-2\n3\n"], "correct the data, or the bound", {
    table: oneTable,
  }),
  checked(
    "HP0503",
    [one.replace("real", "real > 0"), "y\n1\n-2\n3\n"],
    "or the bound in the declaration of `y`",
    { model: one },
  ),
  checked(
    "HP0504",
    [modelOf("y: real", "a ~ exponential(1)", "y ~ beta(a, 1)"), oneTable],
    "give `y` a distribution that can give such values",
    { model: modelOf("y: real", "a ~ exponential(1)", "y ~ gamma(a, 1)") },
  ),
  bound("HP0505", ["β ~ normal(0, 1)", "y ~ normal(β, x - 1)"], "correct the data, or the expression", [
    "β ~ normal(0, 1)",
    "y ~ normal(β, x)",
  ]),
  checked(
    "HP0506",
    [casks("factor"), "y,batch,cask\n1,A,a\n2,A,b\n3,B,a\n4,B,b\n5,A,a\n"],
    "declare `cask: factor in batch`",
    { model: casks("factor in batch") },
  ),
  checked(
    "HP0506",
    [casks("factor"), "y,batch,cask\n1,A,a\n2,A,b\n3,B,a\n4,B,b\n5,A,a\n"],
    "if not, index by `cask:batch`",
    { model: casks("factor").replaceAll("a[cask]", "a[cask:batch]") },
  ),
  bound("HP0507", ["b[g] ~ normal(0, 1)", 'y ~ normal(b["aa"], 1)'], "did you mean `a`?", [
    "b[g] ~ normal(0, 1)",
    'y ~ normal(b["a"], 1)',
  ]),
  checked(
    "HP0509",
    [
      modelOf(
        "y: real, x: real",
        "Z = design(1 + x)",
        "Ω[Z,Z] ~ lkj(1)",
        "u[Z] ~ multi_normal([0, 1, 2], 1, Ω)",
        "y ~ normal(Z * u, 1)",
      ),
      "y,x\n1,1\n2,2\n4,3\n",
    ],
    "make the lengths agree",
    {
      model: modelOf(
        "y: real, x: real",
        "Z = design(1 + x)",
        "Ω[Z,Z] ~ lkj(1)",
        "u[Z] ~ multi_normal([0, 1], 1, Ω)",
        "y ~ normal(Z * u, 1)",
      ),
    },
  ),
  bound("HP0511", ["noncentered b[g] ~ beta(2, 1)", "y ~ normal(b[g], 1)"], "leave the word out", [
    "b[g] ~ beta(2, 1)",
    "y ~ normal(b[g], 1)",
  ]),
  bound(
    "HP0511",
    ["noncentered b[g] ~ beta(2, 1)", "y ~ normal(b[g], 1)"],
    "these can be non-centered: normal",
    ["noncentered b[g] ~ normal(2, 1)", "y ~ normal(b[g], 1)"],
  ),
  bound(
    "HP0514",
    ["b[g] ~ normal(0, 1)", "s = sd(b)", "y ~ normal(b[g], 1)"],
    "leave the quantity out",
    ["b[g] ~ normal(0, 1)", "y ~ normal(b[g], 1)"],
    "y,x,g\n1,1,a\n2,2,a\n",
  ),
  {
    code: "HP0515",
    before: {
      files: { "m.model": one, "d.csv": oneTable },
      words: "check @m.model --data @d.csv --data county=@d.csv",
    },
    hint: "leave the table out",
    after: { words: "check @m.model --data @d.csv" },
  },
  bound(
    "HP0516",
    ["levels K = 1..2", "c[K] ~ ordered(uniform(0, [1, 2]))", 'y ~ normal(c["1"], 1)'],
    "`ordered(uniform(0, 10))`",
    ["levels K = 1..2", "c[K] ~ ordered(uniform(0, 2))", 'y ~ normal(c["1"], 1)'],
  ),
  checked(
    "HP0517",
    [modelOf("k: int", "a ~ normal(0, 1)", "k ~ categorical_logit(a)"), "k\n1\n2\n2\n"],
    "write a list, `[0, a, b]`",
    { model: modelOf("k: int", "a ~ normal(0, 1)", "k ~ categorical_logit([0, a])") },
  ),
  checked(
    "HP0517",
    [modelOf("k: int", "a ~ normal(0, 1)", "k ~ ordered_logistic(0, a)"), "k\n1\n2\n2\n"],
    "for two categories a list of one, `[a]`",
    { model: modelOf("k: int", "a ~ normal(0, 1)", "k ~ ordered_logistic(0, [a])") },
  ),
  checked(
    "HP0343",
    [modelOf("k: int in 1..3", "a ~ normal(0, 1)", "k ~ ordered_logistic(a, [0, 1, 2])"), "k\n1\n2\n3\n"],
    "give it 2 thresholds",
    { model: modelOf("k: int in 1..3", "a ~ normal(0, 1)", "k ~ ordered_logistic(a, [0, 1])") },
  ),
  bound(
    "HP0518",
    ["a ~ uniform(0, 1)", "y ~ truncated(normal(a, 1), lower: x, upper: 0)"],
    "give it a lower bound that is below the upper one",
    ["a ~ uniform(0, 1)", "y ~ truncated(normal(a, 1), lower: x - 9, upper: x + 9)"],
  ),
  bound(
    "HP0519",
    ["α ~ flat()", "X = design(1 + x)", "β[X] ~ flat()", "y ~ normal(α + X * β, 1)"],
    "leave out one of the terms",
    ["X = design(1 + x)", "β[X] ~ flat()", "y ~ normal(X * β, 1)"],
  ),
  checked(
    "HP0519",
    [
      modelOf("y: real, x: real", "X = design(1 + x)", "β[X] ~ flat()", "y ~ normal(X * β, 1)"),
      "y,x\n1,2\n2,2\n4,2\n",
    ],
    "a design that begins with `0 +` has no intercept",
    { model: modelOf("y: real, x: real", "X = design(0 + x)", "β[X] ~ flat()", "y ~ normal(X * β, 1)") },
  ),
  checked(
    "HP0519",
    [
      modelOf("y: real, x: real", "X = design(1 + x)", "β[X] ~ flat()", "y ~ normal(X * β, 1)"),
      "y,x\n1,2\n2,2\n4,2\n",
    ],
    "give `β` a proper prior, such as `normal(0, 10)`",
    {
      model: modelOf("y: real, x: real", "X = design(1 + x)", "β[X] ~ normal(0, 10)", "y ~ normal(X * β, 1)"),
    },
  ),
  bound(
    "HP0520",
    [...priors, "b[g] ~ normal(0, τ)", "y ~ normal(b[g], σ)"],
    "use a model without this plate",
    ["σ ~ half_normal(1)", "b ~ normal(0, 1)", "y ~ normal(b, σ)"],
    "y,x,g\n1,1,a\n2,2,a\n3,4,a\n",
  ),
  bound(
    "HP0521",
    [...priors, "b[g] ~ normal(0, τ)", "y ~ normal(b[g], σ)"],
    "a known standard error, would",
    ["τ ~ half_normal(1)", "b[g] ~ normal(0, τ)", "y ~ normal(b[g], x)"],
    "y,x,g\n1,1,a\n2,2,b\n3,4,c\n",
  ),
  checked("HP0522", [one, "y\n2\n2\n2\n"], "check that the right column was read", { table: oneTable }),
  checked(
    "HP0344",
    [
      modelOf(
        "k: int in 1..3, x: real",
        "X = design(1 + x)",
        "β[X] ~ normal(0, 2)",
        "levels K = 1..2",
        "θ[K] ~ ordered(normal(0, 3))",
        "k ~ ordered_logistic(X * β, θ)",
      ),
      "k,x\n1,0\n2,1\n3,2\n2,3\n",
    ],
    "in a design with `no_intercept(…)` around its terms",
    {
      model: modelOf(
        "k: int in 1..3, x: real",
        "X = design(no_intercept(1 + x))",
        "β[X] ~ normal(0, 2)",
        "levels K = 1..2",
        "θ[K] ~ ordered(normal(0, 3))",
        "k ~ ordered_logistic(X * β, θ)",
      ),
    },
  ),
  bound(
    "HP0523",
    ["α ~ normal(0, 1)", "X = design(1 + x)", "β[X] ~ normal(0, 1)", "y ~ normal(α + X * β, 1)"],
    "leave out one of the terms",
    ["X = design(1 + x)", "β[X] ~ normal(0, 1)", "y ~ normal(X * β, 1)"],
  ),
  bound(
    "HP0524",
    [
      ...priors,
      "ω ~ half_normal(1)",
      "a[g] ~ normal(0, τ)",
      "b[g] ~ normal(0, ω)",
      "y ~ normal(a[g] + b[g] * x, σ)",
    ],
    "write `(x - 2004)` in place of `x`",
    [
      ...priors,
      "ω ~ half_normal(1)",
      "a[g] ~ normal(0, τ)",
      "b[g] ~ normal(0, ω)",
      "y ~ normal(a[g] + b[g] * (x - 2004), σ)",
    ],
    "y,x,g\n1,2000,a\n2,2004,a\n5,2008,a\n4,2000,b\n3,2004,b\n2,2008,b\n",
  ),
  checked(
    "HP0525",
    [modelOf("y: real, g: factor", ...priors, "b[g] ~ normal(0, τ)", "y ~ normal(b[g], σ)"), copies()],
    "keep one row of each, and leave out `b`",
    { model: modelOf("y: real", "σ ~ half_normal(1)", "y ~ normal(0, σ)"), table: "y\n1\n2\n3\n4\n" },
  ),
  checked(
    "HP0527",
    [
      modelOf(
        "k: int, g: factor",
        "τ ~ half_normal(1)",
        "α ~ normal(0, 1)",
        "b[g] ~ normal(0, τ)",
        "k ~ bernoulli_logit(α + b[g])",
      ),
      "k,g\n0,a\n1,b\n1,c\n",
    ],
    "leave `b` out",
    { model: modelOf("k: int", "α ~ normal(0, 1)", "k ~ bernoulli_logit(α)") },
  ),
  checked(
    "HP0445",
    [
      modelOf(
        "y: real, g: factor, h: factor",
        ...priors,
        "b[g] ~ normal(0, τ)",
        "c[h] ~ normal(0, σ)",
        "y ~ normal(b[g] + c[h], 1)",
      ),
      "y,g,h\n1,a,p\n2,a,p\n4,b,q\n3,b,q\n",
    ],
    "leave out `b` or `c`",
    {
      model: modelOf(
        "y: real, g: factor",
        "τ ~ half_normal(1)",
        "b[g] ~ normal(0, τ)",
        "y ~ normal(b[g], 1)",
      ),
    },
  ),
  checked(
    "HP0480",
    [modelOf("k: factor", "α ~ normal(0, 1)", "k ~ bernoulli_logit(α)"), "k\nno\nyes\nYes\n"],
    "correct the labels",
    { table: "k\nno\nyes\nyes\n" },
  ),
  checked(
    "HP0480",
    [modelOf("k: factor", "α ~ normal(0, 1)", "k ~ bernoulli_logit(α)"), "k\nno\nyes\nmaybe\n"],
    "write `k ~ categorical_logit(…)`",
    {
      model: modelOf("k: factor", "α ~ normal(0, 1)", "β ~ normal(0, 1)", "k ~ categorical_logit([0, α, β])"),
    },
  ),
  checked(
    "HP0480",
    [modelOf("k: factor", "α ~ normal(0, 1)", "k ~ bernoulli_logit(α)"), "k\nyes\nyes\n"],
    "write 0 and 1 in the file, and declare `k: int in 0..1`",
    { model: modelOf("k: int in 0..1", "α ~ normal(0, 1)", "k ~ bernoulli_logit(α)"), table: "k\n1\n1\n" },
  ),
  checked(
    "HP0560",
    [modelOf("y: real, x: real", "β ~ normal(0, sd(log(x)))", "y ~ normal(β, 1)"), "y,x\n1,0\n2,1\n4,2\n"],
    "correct the data, or write a number",
    { model: modelOf("y: real, x: real", "β ~ normal(0, 1)", "y ~ normal(β + 0 * x, 1)") },
  ),
  checked(
    "HP0550",
    [modelOf("y: real?", "β ~ normal(0, 5)", "y ~ normal(β, 1)"), "y\nNA\nNA\n"],
    "give a table",
    {
      table: "y\nNA\n2\n1\n",
    },
  ),
  missingIn(
    "HP0551",
    ["x: int?", "x ~ poisson(3)", "y ~ normal(β * x, 1)"],
    "leave out the `?` of `x` and drop the rows with `--drop-missing`",
    ["x: int", "x ~ poisson(3)", "y ~ normal(β * x, 1)"],
    "--drop-missing",
  ),
  missingIn(
    "HP0552",
    ["x: real?, z: real?", "x ~ normal(z, 1)", "z ~ normal(x, 1)", "y ~ normal(β * x, 1)"],
    "leave one of these columns out of the distributions of the others",
    ["x: real?, z: real?", "x ~ normal(z, 1)", "z ~ normal(0, 1)", "y ~ normal(β * x, 1)"],
  ),
  missingIn(
    "HP0556",
    ["x: real?", "x ~ mixture([0.5, 0.5], [normal(0, 1), normal(3, 1)])", "y ~ normal(β * x, 1)"],
    "give `x` a distribution without `mixture`",
    ["x: real?", "x ~ normal(1, 2)", "y ~ normal(β * x, 1)"],
  ),
  missingIn(
    "HP0556",
    ["x: real?", "x ~ mixture([0.5, 0.5], [normal(0, 1), normal(3, 1)])", "y ~ normal(β * x, 1)"],
    "or leave out its `?` and drop the rows with `--drop-missing`",
    ["x: real", "x ~ mixture([0.5, 0.5], [normal(0, 1), normal(3, 1)])", "y ~ normal(β * x, 1)"],
    "--drop-missing",
  ),
  missingIn(
    "HP0557",
    ["x: real?", "x ~ weighted(normal(1, 2), 2)", "y ~ normal(β * x, 1)"],
    "leave the weight out",
    ["x: real?", "x ~ normal(1, 2)", "y ~ normal(β * x, 1)"],
  ),
  missingIn(
    "HP0557",
    ["x: real?", "x ~ normal(1, 2)", "y ~ weighted(normal(β, 1), x)"],
    "or leave out the `?` of `x` and drop the rows with `--drop-missing`",
    ["x: real", "x ~ normal(1, 2)", "y ~ weighted(normal(β, 1), x)"],
    "--drop-missing",
  ),
  missingIn(
    "HP0456",
    ["x: real?", "X = design(0 + x)", "b[X] ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(β + X * b, 1)"],
    "write its coefficient by hand, `β_x * x`",
    ["x: real?", "β_x ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(β + β_x * x, 1)"],
  ),
  missingIn(
    "HP0456",
    ["x: real?", "X = design(0 + x)", "b[X] ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(β + X * b, 1)"],
    "remove the `?` of its declaration and leave such rows out with --drop-missing",
    ["x: real", "X = design(0 + x)", "b[X] ~ normal(0, 1)", "x ~ normal(0, 1)", "y ~ normal(β + X * b, 1)"],
    "--drop-missing",
  ),
  missingIn(
    "HP0413",
    ["x: factor", "b[x] ~ normal(0, 1)", "y ~ normal(β + b[x], 1)"],
    "declare `x: factor?` to have each such row at a level of its own",
    ["x: factor?", "b[x] ~ normal(0, 1)", "y ~ normal(β + b[x], 1)"],
  ),
  missingIn(
    "HP0413",
    ["x: real", "y ~ normal(β * x, 1)"],
    "declare `x: real?` and give it a distribution of its own, `x ~ normal(…, …)`",
    ["x: real?", "x ~ normal(0, 3)", "y ~ normal(β * x, 1)"],
  ),
  {
    code: "HP0436",
    before: { files: related, words: "check @m.model --data @d.csv" },
    hint: "`--data A=FILE`",
    after: { files: {}, words: relatedWords },
  },
  ofMatrix("HP0437", "id,a,b\na,1,0.5\nB,0.5,1\n", "let the header have the labels of the first column"),
  ofMatrix("HP0438", "id,a,b\na,1,0.5\nb,0.4,1\n", "the same number"),
  ofMatrix("HP0439", "id,a,b\na,1,0.5\nb,0.5,0\n", "a number above 0"),
  {
    ...ofMatrix("HP0439", "id,a,b\na,1,1\nb,1,1\n", "add a little to each element of the diagonal, as 0.001"),
    after: { files: { "A.csv": "id,a,b\na,1.001,1\nb,1,1.001\n" } },
  },
  ofMatrix("HP0565", "id,a\na,1\n", "add a row and a column for each label of the data"),
  ofMatrix("HP0566", "id,a,b\na,1,0.5\nb,0.5,1\nb,0.5,1\n", "leave one of them out"),
];

function copies(): string {
  const rows = ["a", "b", "c", "d"].flatMap((g, i) => Array.from({ length: 4 }, () => `${i + 1},${g}`));
  return `y,g\n${rows.join("\n")}\n`;
}

/** Advice about a table of a matrix, which is followed by one that is as it should be. */
function ofMatrix(code: string, table: string, hint: string): Advice {
  return {
    code,
    before: { files: { ...related, "A.csv": table }, words: relatedWords },
    hint,
    after: { files: { "A.csv": related["A.csv"] } },
  };
}
