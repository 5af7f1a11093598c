/** Advice about statistics in place of rows. */

import { statisticsLines } from "../../../src/reduction/statistics-file.ts";
import { reduceText } from "../../reduction/harness.ts";
import { type Advice, type Attempt, modelOf } from "./advice.ts";

const model = modelOf(
  "y: real, g: factor",
  "b[g] ~ normal(0, 5)",
  "σ ~ half_normal(5)",
  "y ~ normal(b[g], σ)",
);
const other = modelOf("y: real, x: real", "β ~ normal(0, 5)", "σ ~ half_normal(5)", "y ~ normal(β * x, σ)");
const columns = { y: [1, 2, 4, 3, 2.5, 7, 1, 0], g: ["a", "a", "a", "b", "b", "b", "b", "a"] };
const csv = (names: string, rows: readonly string[]): string => `${[names, ...rows].join("\n")}\n`;
const rows = columns.y.map((y, i) => `${y},${columns.g[i]}`);
const statisticsOf = (text: string, own: Parameters<typeof reduceText>[1]): string =>
  [...statisticsLines(reduceText(text, own).groups)].join("");
const good = statisticsOf(model, columns);
const files = {
  "m.model": model,
  "d.csv": csv("y,g", rows),
  "a.stats": good,
  "o.stats": statisticsOf(other, { y: [1, 2], x: [0, 1] }),
};

function said(
  code: string,
  words: string,
  hint: string,
  after: Partial<Attempt>,
  others: Attempt["files"] = {},
  next?: string,
): Advice {
  const before = { files: { ...files, ...others }, words };
  return { code, before, hint, after, ...(next === undefined ? {} : { next }) };
}

const make = "statistics @m.model --data @d.csv --out @n.stats";
const check = "check @m.model --statistics @a.stats";

export const statisticsAdvice: readonly Advice[] = [
  said(
    "HP1033",
    make,
    "declare it without `?` and drop such rows, `--drop-missing`",
    { files: { "m.model": model }, words: `${make} --drop-missing` },
    { "m.model": model.replace("y: real", "y: real?"), "d.csv": csv("y,g", [...rows, ",a"]) },
  ),
  said(
    "HP1035",
    make,
    "give the column in another unit",
    { files: { "d.csv": csv("y,g", [...rows, "1.2,a"]) } },
    { "d.csv": csv("y,g", [...rows, "1.2e155,a"]) },
  ),
  said("HP1036", "check @m.model --statistics @d.csv", "a table itself is `--data FILE`", {
    words: "check @m.model --data @d.csv",
  }),
  said(
    "HP1037",
    check,
    "make them again with the version that reads them",
    { files: { "a.stats": good } },
    { "a.stats": good.replace('"version":1', '"version":0') },
  ),
  said(
    "HP1038",
    check,
    "have the file sent again",
    { files: { "a.stats": good } },
    { "a.stats": good.slice(0, -60) },
  ),
  said("HP1039", "check @m.model --statistics @o.stats", "make them again with this model", { words: make }),
  said("HP1040", `${check} @b.stats`, "leave one of the two out", { words: check }, { "b.stats": good }),
  said("HP1041", `${make} --least-group 5`, "ask for less with `--least-group`", {
    words: `${make} --least-group 4`,
  }),
  said("HP1054", `${check} --data @d.csv`, "leave one of them out", { words: check }),
  said("HP1055", `${check} --na -99`, "give it where the statistics are made", { words: `${make} --na -99` }),
  said("HP1056", "check @m.model --statistics @b.stats", "check the path after `--statistics`", {
    words: check,
  }),
  said("HP1057", "check @m.model --statistics @", "name files that `hyperprior statistics` wrote", {
    words: check,
  }),
  said("HP1058", "statistics @m.model --out @n.stats", "give a table, `--data FILE`", { words: make }),
  said(
    "HP1058",
    "statistics @m.model --out @n.stats",
    "statistics of parts, `--statistics a.stats b.stats`",
    {
      words: "statistics @m.model --statistics @a.stats --out @n.stats",
    },
  ),
  said(
    "HP1059",
    "statistics @m.model --data @d.csv --out @no/n.stats",
    "name a file in a folder that there is",
    {
      words: make,
    },
  ),
  said("HP1060", "statistics @m.model --data @d.csv --out @d.csv", "name another file with `--out`", {
    words: make,
  }),
  said(
    "HP1060",
    "statistics @m.model --data @d.csv --out @notes.txt",
    "write `--force` to replace it",
    {
      words: "statistics @m.model --data @d.csv --out @notes.txt --force",
      files: { "notes.txt": "mine" },
    },
    { "notes.txt": "mine" },
  ),
  said(
    "HP1061",
    make,
    "`--least-group 5`",
    { words: `${make} --least-group 5` },
    { "d.csv": csv("y,g", [...rows, "1,c"]) },
    "HP1041",
  ),
];
