/** The bundled models for tests: their names, their expected numbers, and fits of them through the public API. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadTables } from "../../src/api/load-tables.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { type FitOptions, type Fitted, fit, readModel } from "../../src/index.ts";

/** What an independent program found, with the Monte Carlo standard errors of its numbers. */
export interface ExpectedQuantity {
  readonly mean: number;
  readonly sd: number;
  readonly mcse_mean: number;
  readonly mcse_sd: number;
  /** Quantiles, where the program was asked for them, and their errors. */
  readonly q5?: number;
  readonly median?: number;
  readonly q95?: number;
  readonly mcse_q5?: number;
  readonly mcse_median?: number;
  readonly mcse_q95?: number;
}

export interface Expected {
  readonly source: string;
  readonly quantities: Readonly<Record<string, ExpectedQuantity>>;
}

const root = join(import.meta.dirname, "../../models");

/** The names of the folders, in alphabetical order. */
export const modelNames: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Tables of a folder beside its data, by what they fill: `A.csv` is that of a `matrix A[…]`. */
export function groupTables(name: string): Readonly<Record<string, string>> {
  const tables = readdirSync(join(root, name)).filter((file) => /\.csv$/.test(file) && file !== "data.csv");
  return Object.fromEntries(tables.map((file) => [file.replace(/\.csv$/, ""), join(root, name, file)]));
}

/** What binding the model of a folder to its tables gives: the model, and what there is to say of it. */
export async function bindFolder(name: string): Promise<ReturnType<typeof bindModel>> {
  const { checked } = await readModel(join(root, name, `${name}.model`));
  const main = join(root, name, "data.csv");
  const sources = { main, mainHolds: "rows", groups: groupTables(name) } as const;
  const { tables } = await loadTables(checked, sources, { dropMissing: false }, readCsv);
  return bindModel(checked, tables!, {});
}

export function readModelFile(name: string, file: string): string {
  return readFileSync(join(root, name, file), "utf8");
}

export function readExpected(name: string): Expected {
  return JSON.parse(readModelFile(name, "expected.json")) as Expected;
}

/** Arguments of `expand` that the readme of a model names, without quotes: the formula, then options; null for a model without. */
export function readExpandCommand(name: string): readonly string[] | null {
  const command = /^npx hyperprior expand (.+)$/m.exec(readModelFile(name, "README.md"))?.[1];
  return command?.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replace(/^(["'])(.*)\1$/, "$2")) ?? null;
}

/** Fits in the calling thread, with the defaults of the program where `options` says nothing. */
export async function fitModel(name: string, options: FitOptions): Promise<Fitted> {
  const model = await readModel(join(root, name, `${name}.model`));
  return fit(model, {
    data: join(root, name, "data.csv"),
    groups: groupTables(name),
    workers: 0,
    ...options,
  });
}
