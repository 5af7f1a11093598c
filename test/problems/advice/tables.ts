/** Advice about tables and group-level tables. */

import { type Advice, checked, modelOf } from "./advice.ts";

const plain = modelOf("y: real", "β ~ normal(0, 5)", "σ ~ half_normal(5)", "y ~ normal(β, σ)");
const grouped = modelOf("y: real, g: factor", "b[g] ~ normal(0, 5)", "y ~ normal(b[g], 1)");
const numbers = "y\n1\n2\n4\n";
const groups = "y,g\n1,a\n2,a\n4,b\n3,b\n";
const county = modelOf(
  "y: real, county: factor",
  "data per county { u: real }",
  "β ~ normal(0, 1)",
  "y ~ normal(β * u, 1)",
);
const counties = "y,county\n1,a\n2,a\n4,b\n3,b\n";

/** A table of counties beside the main one. */
function perCounty(code: string, own: string, hint: string, after: string, main?: string): Advice {
  const words = "check @m.model --data @d.csv --data county=@c.csv";
  return {
    code,
    before: { files: { "m.model": county, "d.csv": counties, "c.csv": own }, words },
    hint,
    after: { files: { "c.csv": after, ...(main === undefined ? {} : { "d.csv": main }) } },
  };
}

const weeks = "y,g,week,month\n1,a,1,jan\n4,a,2,feb\n2,a,3,mar\n3,b,3,mar\n5,b,1,jan\n1,b,2,feb\n";

export const tableAdvice: readonly Advice[] = [
  {
    code: "HP0401",
    before: { files: { "m.model": plain, "d.csv": numbers }, words: "check @m.model --data @dta.csv" },
    hint: "check the path after --data",
    after: { words: "check @m.model --data @d.csv" },
  },
  checked("HP0404", [plain, Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)], "save the table as CSV", {
    table: numbers,
  }),
  checked("HP0405", [plain, ""], "check that the right file was named", { table: numbers }),
  checked("HP0406", [plain, "y\n"], "the file ends after its line of column names", { table: numbers }),
  checked("HP0407", [plain, "Yield\n1\n2\n"], '`y: real from "Its Name"`', {
    model: plain.replace("y: real", 'y: real from "Yield"'),
  }),
  checked("HP0407", [plain, "Y\n1\n2\n"], "did you mean `Y`?", {
    model: plain.replace("y: real", 'y: real from "Y"'),
  }),
  checked("HP0407", [plain, "1\n2\n4\n"], "must hold the names of the columns", { table: numbers }),
  checked("HP0407", [grouped, "y g\n1 a\n"], "separate columns by commas", { table: groups }),
  checked("HP0408", [plain, "y,y\n1,2\n"], "rename one of them in the file", { table: "y,z\n1,2\n3,4\n" }),
  checked("HP0409", [grouped, "y,g\n1\n"], "give every row as many fields", { table: groups }),
  checked("HP0409", [grouped, "y,g\n1,a,b\n2,b\n"], "a field that contains the separator must be in quotes", {
    table: 'y,g\n1,"a,b"\n2,b\n3,b\n',
  }),
  checked("HP0410", [grouped, 'y,g\n1,"a\n2,b\n'], "close it before the next separator", {
    table: 'y,g\n1,"a"\n2,"b"\n3,b\n',
  }),
  checked("HP0411", [plain, "y\n1\nx\n2\n"], "correct it, leave the cell empty", {
    table: "y\n1\n\n2\n3\n",
    words: "check @m.model --data @d.csv --drop-missing",
  }),
  checked(
    "HP0411",
    [modelOf("died: int in 0..1", "α ~ normal(0, 1)", "died ~ bernoulli_logit(α)"), "died\nyes\nno\nyes\n"],
    "declare labels as `died: factor`",
    { model: modelOf("died: factor", "α ~ normal(0, 1)", "died ~ bernoulli_logit(α)") },
  ),
  checked(
    "HP0411",
    [plain, "y\n1,000\n2\n".replace("1,000", '"1,000"')],
    "write numbers without thousands separators",
    {
      table: "y\n1000\n2\n",
    },
  ),
  {
    code: "HP0411",
    before: {
      files: { "m.model": plain, "d.csv": "y\n1\nN/A\n2\nN/A\n4\n" },
      words: "check @m.model --data @d.csv",
    },
    hint: 'and `N/A` with `--na "N/A"`',
    after: { words: "check @m.model --data @d.csv --na N/A --drop-missing" },
  },
  checked("HP0411", [plain, "y\nInf\n2\n"], "mark it as missing: NA", {
    table: "y\nNA\n2\n3\n",
    words: "check @m.model --data @d.csv --drop-missing",
  }),
  checked("HP0411", [plain, "y\n1e999\n2\n"], "rescale the column", { table: numbers }),
  checked(
    "HP0412",
    [modelOf("n: int", "λ ~ exponential(1)", "n ~ poisson(λ)"), "n\n1\n2.5\n"],
    "declare `n: real`, or correct it",
    { model: modelOf("n: real", "λ ~ exponential(1)", "n ~ poisson(λ)"), next: "HP0312" },
  ),
  checked(
    "HP0412",
    [modelOf("n: int", "λ ~ exponential(1)", "n ~ poisson(λ)"), "n\n1\n2.5\n"],
    "or correct it",
    { table: "n\n1\n2\n" },
  ),
  checked(
    "HP0412",
    [
      modelOf("y: real, id: int", "β ~ normal(0, 1)", "y ~ normal(β * id, 1)"),
      "y,id\n1,9007199254740993\n2,3\n",
    ],
    "declare `id: factor` if it is an identifier, or `id: real`",
    { model: modelOf("y: real, id: real", "β ~ normal(0, 1)", "y ~ normal(β * id, 1)") },
  ),
  checked("HP0413", [plain, "y\n1\nNA\n2\n3\n"], "leave such rows out with --drop-missing", {
    words: "check @m.model --data @d.csv --drop-missing",
  }),
  checked("HP0413", [plain, "y\n1\nNA\n2\n3\n"], "declare `y: real?` to have them predicted", {
    model: plain.replace("y: real", "y: real?"),
  }),
  perCounty(
    "HP0413",
    "county,u\na,1\nb,\n",
    "fill them in, or leave these levels of `county` out of both tables",
    "county,u\na,1\nb,2\n",
  ),
  perCounty(
    "HP0413",
    "county,u\na,1\nb,\n",
    "leave these levels of `county` out of both tables",
    "county,u\na,1\n",
    "y,county\n1,a\n2,a\n",
  ),
  {
    code: "HP0414",
    before: {
      files: { "m.model": grouped, "d.csv": "y,g\n1,\n2,\n" },
      words: "check @m.model --data @d.csv --drop-missing",
    },
    hint: "check which of the columns are empty",
    after: { files: { "d.csv": groups } },
  },
  checked(
    "HP0416",
    [grouped, "y;g\n1,5;a\n2;a\n3;b\n4;b\n"],
    "if commas separate thousands here, remove them from the file",
    { table: "y;g\n15;a\n2;a\n3;b\n4;b\n" },
  ),
  checked(
    "HP0416",
    [grouped, "y;g\n1.234,5;a\n2,0;a\n3,0;b\n4,0;b\n"],
    "write numbers with a decimal point and without thousands separators",
    { table: "y;g\n1234.5;a\n2;a\n3;b\n4;b\n" },
  ),
  checked("HP0417", [grouped, "y;g\n1,5;a\n2.5;b\n"], "write all numbers with a decimal point", {
    table: "y;g\n1.5;a\n2.5;b\n3;b\n",
  }),
  checked(
    "HP0418",
    [grouped, Uint8Array.of(...Buffer.from("y,g\n1,M"), 0xfc, ...Buffer.from("ller\n2,b\n"))],
    "save the file as UTF-8",
    {
      table: "y,g\n1,Müller\n2,b\n3,b\n",
    },
  ),
  {
    code: "HP0419",
    before: {
      files: { "m.model": grouped, "d.csv": "y,g\n1,a\n2,a\n,b\n3,c\n4,c\n" },
      words: "check @m.model --data @d.csv --drop-missing",
    },
    hint: "fill values in",
    after: { files: { "d.csv": "y,g\n1,a\n2,a\n3,b\n3,c\n4,c\n" } },
  },
  perCounty("HP0430", "county,u\na,1\n", "add a row with this label", "county,u\na,1\nb,2\n"),
  perCounty(
    "HP0430",
    "county,u\na,1\n",
    "or leave the rows of this level out of that",
    "county,u\na,1\n",
    "y,county\n1,a\n2,a\n",
  ),
  perCounty("HP0431", "county,u\na,1\nb,2\nb,3\n", "make them equal", "county,u\na,1\nb,2\nb,2\n"),
  checked(
    "HP0431",
    [county, "y,county,u\n1,a,1\n2,a,2\n3,b,1\n"],
    "declare `u` as a column of the rows, without `per`",
    { model: modelOf("y: real, u: real", "β ~ normal(0, 1)", "y ~ normal(β * u, 1)") },
  ),
  perCounty(
    "HP0432",
    "county,u\na,1\nb,2\nd,3\n",
    "check the spelling if they should be",
    "county,u\na,1\nb,2\n",
  ),
  checked(
    "HP0440",
    [
      modelOf(
        "y: real, batch: factor, cask: factor",
        "τ ~ half_normal(1)",
        "σ ~ half_normal(1)",
        "a[batch] ~ normal(0, τ)",
        "c[cask] ~ normal(0, σ)",
        "y ~ normal(a[batch] + c[cask], 1)",
      ),
      reusedLabels(),
    ],
    "write `cask: factor in batch`",
    {
      model: modelOf(
        "y: real, batch: factor, cask: factor in batch",
        "τ ~ half_normal(1)",
        "σ ~ half_normal(1)",
        "a[batch] ~ normal(0, τ)",
        "c[cask] ~ normal(0, σ)",
        "y ~ normal(a[batch] + c[cask], 1)",
      ),
    },
  ),
  checked(
    "HP0446",
    [grouped, "y,g\n1,Lab a\n2,lab a\n3,b\n4,b\n"],
    "write them in one way if they are one level",
    {
      table: "y,g\n1,lab a\n2,lab a\n3,b\n4,b\n",
    },
  ),
  checked("HP0447", [grouped.replace("g: factor", 'g: factor reference "aa"'), groups], "did you mean `a`?", {
    model: grouped.replace("g: factor", 'g: factor reference "a"'),
  }),
  checked(
    "HP0448",
    [grouped.replace("g: factor", "g: factor ordered [aa, b]"), groups],
    "did you mean `aa`?",
    {
      model: grouped.replace("g: factor", "g: factor ordered [a, b]"),
    },
  ),
  checked("HP0448", [grouped.replace("g: factor", "g: factor ordered [b]"), groups], "add it to the list", {
    model: grouped.replace("g: factor", "g: factor ordered [b, a]"),
  }),
  checked(
    "HP0449",
    [grouped.replace("g: factor", "g: factor ordered [a, b, c]"), groups],
    "leave it out of the list",
    {
      model: grouped.replace("g: factor", "g: factor ordered [a, b]"),
    },
  ),
  checked(
    "HP0475",
    [lagged("lag(y, within: g, by: week)"), weeks],
    "say what it is there, `first: 0`, or leave such rows out with --drop-missing",
    { model: lagged("lag(y, within: g, by: week, first: 0)") },
  ),
  checked("HP0475", [lagged("lag(y, within: g, by: week)"), weeks], "--drop-missing", {
    words: "check @m.model --data @d.csv --drop-missing",
  }),
  checked(
    "HP0476",
    [lagged("lag(y, by: week, first: 0)"), weeks],
    "say which rows are a series, `within: person`",
    { model: lagged("lag(y, within: g, by: week, first: 0)") },
  ),
  checked(
    "HP0476",
    [lagged("lag(y, within: g, by: week, first: 0)"), weeks.replace("4,a,2", "4,a,1")],
    "or leave `by:` out for the order of the table",
    { model: lagged("lag(y, within: g, first: 0)") },
  ),
  checked(
    "HP0477",
    [lagged("lag(y, within: g, by: month, first: 0)", "month: factor"), weeks],
    "declare their order, `month: factor ordered […]`",
    { model: lagged("lag(y, within: g, by: month, first: 0)", "month: factor ordered [jan,feb,mar]") },
  ),
];

function lagged(predictor: string, more = "month: factor"): string {
  return modelOf(
    `y: real, g: factor, week: int, ${more}`,
    "β ~ normal(0, 1)",
    "u[month] ~ normal(0, 1)",
    `y ~ normal(β * ${predictor} + u[month], 1)`,
  );
}

export function reusedLabels(): string {
  const rows = ["A", "B", "C", "D", "E"].flatMap((batch) =>
    ["1", "2", "3"].flatMap((cask, i) => [
      `${batch.charCodeAt(0) % 7},${batch},${cask}`,
      `${i + 2},${batch},${cask}`,
    ]),
  );
  return `y,batch,cask\n${rows.join("\n")}\n`;
}
