/** The commands that make a run again, as a shell takes them. */

import { isFormula } from "../language/model-text.ts";
import type { Phrase } from "../manuscript/inline.ts";
import { runDefaults } from "../run/options.ts";
import type { RunRecord } from "../run/run.ts";
import { optionGroups } from "../samplers/index.ts";
import { entriesOf, valuesOf } from "../samplers/options/option-group.ts";
import { visible } from "../text/visible.ts";
import type { ReportInput } from "./report-input.ts";

const widestLine = 80;

/** Lines, and what is to be known of them. */
export interface Commands {
  readonly text: string;
  readonly notes: readonly Phrase[];
}

/** `fit` with all that differs from its defaults, and what is asked of the run then. */
export function commandsFor({ fitted: { record }, name }: Pick<ReportInput, "fitted" | "name">): Commands {
  const { model, sources, data } = record;
  const stem = model.name ?? "model";
  const file = isFormula(model.file) ? `${stem}.model` : model.file;
  const fit = inLines([
    `hyperprior fit ${quoted(file)}`,
    ...dataWords(record),
    ...Object.entries(model.constants).map(([constant, value]) => `--set ${quoted(`${constant}=${value}`)}`),
    ...optionWords(record),
    `--out ${quoted(name)}`,
  ]);
  const notes: Phrase[] = [
    ...(isFormula(model.file)
      ? [[`The model was written for a formula. Save its text, which is below, as ${visible(file)}.`]]
      : []),
    ...(sources === null && data.rowsRead > 0
      ? [["The data were in memory, and not in a file: name the file that they are in."]]
      : []),
  ];
  const asked = ["diagnose", "variance", "effects"].map((command) => `hyperprior ${command} ${quoted(name)}`);
  return { text: [fit, ...asked].join("\n"), notes };
}

/** A command as a shell takes it, with no line much longer than a page is wide. */
function inLines(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  const lines = [first];
  for (const word of rest) {
    const last = lines.at(-1)!;
    if (last.length + word.length < widestLine) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines.join(" \\\n");
}

function dataWords({ sources, data }: RunRecord): string[] {
  if (data.rowsRead === 0) return [];
  if (sources === null) return ["--data DATA.csv"];
  const { main, mainHolds, statistics = [], groups, dropMissing, na, wide, query } = sources;
  return [
    ...(statistics.length === 0 ? [] : [`--statistics ${statistics.map(quoted).join(" ")}`]),
    ...(main === null ? [] : [`${mainHolds === "cells" ? "--summary-data" : "--data"} ${quoted(main)}`]),
    ...Object.entries(groups).map(([group, file]) => `--data ${quoted(`${group}=${file}`)}`),
    ...(dropMissing ? ["--drop-missing"] : []),
    ...na.map((word) => `--na ${quoted(word)}`),
    ...wide.map((columns) => `--wide ${quoted(columns)}`),
    ...(data.reduction !== undefined && main !== null ? ["--reduce always"] : []),
    ...(query === undefined ? [] : [`--query ${quoted(query)}`]),
  ];
}

function optionWords({ options }: RunRecord): string[] {
  const { method, chains, warmup, draws, until, seed, keep, exactDraws } = options;
  return [
    ...(method === runDefaults.method ? [] : [`--method ${method}`]),
    `--chains ${chains} --warmup ${warmup} --draws ${draws} --seed ${seed}`,
    ...(until === null ? [] : [`--until ${quoted(until)}`]),
    ...(keep === runDefaults.keep ? [] : [`--keep ${keep}`]),
    ...(exactDraws ? ["--exact-draws"] : []),
    ...samplerWords(options),
  ];
}

/** Options of samplers that are not as they are by default; those that groups share, once. */
function samplerWords(options: RunRecord["options"]): string[] {
  const words = optionGroups.flatMap((group) => {
    const values = new Map(Object.entries(valuesOf(group, { ...options }) ?? {}));
    return entriesOf(group).flatMap(([name, option]): string[] => {
      const value = values.get(name);
      if (option.flag === undefined || value === undefined || value === option.default) return [];
      const [flag = ""] = option.flag.syntax.split(" ");
      return [typeof value === "boolean" ? flag : `${flag} ${quoted(String(value))}`];
    });
  });
  return [...new Set(words)];
}

/** A word of a shell; in single quotes where it has other signs than letters, digits and a few. */
function quoted(word: string): string {
  const shown = visible(word);
  return /^[\w./=:@%+-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
