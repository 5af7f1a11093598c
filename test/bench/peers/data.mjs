/** The data of the models as JAGS and Stan take them: lists of numbers by the names that the programs in this folder have. */

import { readFileSync } from "node:fs";
import Papa from "papaparse";

const root = new URL("../../../", import.meta.url).pathname;
export const modelFile = (model) => `${root}models/${model}/${model}.model`;
export const dataFile = (model) => `${root}models/${model}/data.csv`;
export const ratingsFile = `${root}test/reference/InstEval.csv`;

const makers = {
  dyestuff: () => oneWay("dyestuff", "Yield", "Batch", [1500, 200, 100, 100]),
  dyestuff2: () => oneWay("dyestuff2", "Yield", "Batch", [0, 20, 5, 10]),
  replicates: () => oneWay("replicates", "y", "sample", [0, 10, 5, 5]),
  "one-mean": () => {
    const { y, N } = readOutcome("one-mean", "y");
    return { y, N, I: 1, group: y.map(() => 1) };
  },
  "no-pooling": () => grouped("no-pooling"),
  "student-t-effects": () => grouped("student-t-effects"),
  "fixed-effects": () => withMethod("fixed-effects"),
  "mixed-effects": () => ({ ...grouped("mixed-effects"), ...withMethod("mixed-effects") }),
  heteroscedastic: () => {
    const { rows } = readOutcome("heteroscedastic", "y");
    return { ...grouped("heteroscedastic"), method: indices(rows, "method").of };
  },
  "eight-schools": () => {
    const { rows, y, N } = readOutcome("eight-schools", "y");
    return { y, I: N, se: numbers(rows, "sigma") };
  },
  penicillin: () => {
    const { rows, y, N } = readOutcome("penicillin", "diameter");
    const [plate, sample] = [indices(rows, "plate"), indices(rows, "sample")];
    return { y, N, plate: plate.of, I: plate.count, sample: sample.of, J: sample.count };
  },
  pastes: () => {
    const { rows, y, N } = readOutcome("pastes", "strength");
    // The column `sample` numbers the casks of all batches.
    const [batch, cask] = [indices(rows, "batch"), indices(rows, "sample")];
    const batchOfCask = Array.from({ length: cask.count }, (_, j) => batch.of[cask.of.indexOf(j + 1)]);
    const levels = { batch: batch.of, I: batch.count, cask: cask.of, J: cask.count };
    return { y, N, ...levels, batch_of_cask: batchOfCask };
  },
  sleepstudy: () => {
    const { rows, y, N } = readOutcome("sleepstudy", "Reaction");
    const subject = indices(rows, "Subject");
    return { y, N, days: numbers(rows, "Days"), subject: subject.of, I: subject.count };
  },
  cbpp: () => {
    const { rows, y, N } = readOutcome("cbpp", "incidence");
    const [herd, period] = [indices(rows, "herd"), indices(rows, "period").of];
    const X = period.map((one) => [1, ...[2, 3, 4].map((other) => Number(one === other))]);
    return { y, N, trials: numbers(rows, "size"), herd: herd.of, I: herd.count, period, X };
  },
  grouseticks,
  InstEval: () => {
    const rows = readRows(ratingsFile);
    const [s, d, dept] = ["s", "d", "dept"].map((name) => indices(rows, name));
    // The first level of a factor is its reference.
    const service = indices(rows, "service").of.map((level) => level - 1);
    const levels = { s: s.of, I: s.count, d: d.of, J: d.count, dept: dept.of, K: dept.count };
    return { y: numbers(rows, "y"), N: rows.length, service, ...levels };
  },
};

/** The data of a model of models/, or of `InstEval`. */
export function dataOf(model) {
  return makers[model]();
}

function oneWay(model, outcome, group, [betaMean, betaSd, betweenScale, withinScale]) {
  const { rows, y, N } = readOutcome(model, outcome);
  const { of, count } = indices(rows, group);
  const prior = {
    beta_mean: betaMean,
    beta_sd: betaSd,
    sigma_b_scale: betweenScale,
    sigma_scale: withinScale,
  };
  return { y, N, I: count, group: of, ...prior };
}

function grouped(model) {
  const { rows, y, N } = readOutcome(model, "y");
  const { of, count } = indices(rows, "sample");
  return { y, N, I: count, group: of };
}

function withMethod(model) {
  const { rows, y, N } = readOutcome(model, "y");
  return { y, N, X: rows.map(({ method }) => [1, Number(method === "robot")]) };
}

function grouseticks() {
  const { rows, y, N } = readOutcome("grouseticks", "TICKS");
  const brood = indices(rows, "BROOD");
  const first = Array.from({ length: brood.count }, (_, i) => rows[brood.of.indexOf(i + 1)]);
  const height = standardize(numbers(first, "HEIGHT"));
  const X = first.map(({ YEAR: year }, i) => [1, Number(year === "96"), Number(year === "97"), height[i]]);
  return { y, N, brood: brood.of, I: brood.count, X };
}

function standardize(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = Math.sqrt(squares / (values.length - 1));
  return values.map((value) => (value - mean) / sd);
}

function readOutcome(model, outcome) {
  const rows = readRows(dataFile(model));
  return { rows, y: numbers(rows, outcome), N: rows.length };
}

function readRows(path) {
  return Papa.parse(readFileSync(path, "utf8"), { header: true, skipEmptyLines: true }).data;
}

function numbers(rows, column) {
  return rows.map((row) => Number(row[column]));
}

/** Levels numbered from 1 in the order of their first appearance. */
function indices(rows, column) {
  const levels = new Map();
  const of = rows.map(({ [column]: label }) => {
    if (!levels.has(label)) levels.set(label, levels.size + 1);
    return levels.get(label);
  });
  return { of, count: levels.size };
}
