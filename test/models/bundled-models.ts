/** The bundled models for tests: their names, their expected numbers, and fits of them through the public API. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FitOptions, type Fitted, fit, readModel } from "../../src/index.ts";

/** What an independent program found, with the Monte Carlo standard errors of its numbers. */
export interface ExpectedQuantity {
  readonly mean: number;
  readonly sd: number;
  readonly mcse_mean: number;
  readonly mcse_sd: number;
  /** `quadrature`, `jags` or `importance`. */
  readonly method: string;
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
  return fit(model, { data: join(root, name, "data.csv"), workers: 0, ...options });
}
