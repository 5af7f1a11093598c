/** Examples that brms and rstanarm have fitted, in `test/reference/peers`, and the same by formulas. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FitOptions, type Fitted, fit, formula, type Model } from "../../src/index.ts";
import { mean, standardDeviation } from "../../src/posterior/moments.ts";
import type { Expected, ExpectedQuantity } from "../models/bundled-models.ts";

/** What an example was fitted to, and what the other program found; names of quantities are those of Hyperprior. */
export interface PeerExample extends Expected {
  readonly name: string;
  /** The table, from the project's folder. */
  readonly data: string;
  readonly formula: string;
  readonly family?: string;
  /** Priors that both programs had. */
  readonly priors: readonly string[];
  /** With the default priors of the other program, where they were fitted. */
  readonly defaults?: Readonly<Record<string, ExpectedQuantity>>;
  /** Maximum likelihood estimates by lme4, where it fits the model. */
  readonly lme4?: Readonly<Record<string, number>>;
}

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/reference/peers");

/** All examples, in alphabetical order. */
export const peerExamples: readonly PeerExample[] = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .sort()
  .map((file) => ({
    name: file.slice(0, -".json".length),
    ...(JSON.parse(readFileSync(join(folder, file), "utf8")) as Omit<PeerExample, "name">),
  }));

/** The model that the formula of an example stands for, with `priors` in place of default ones. */
export function peerModel(example: PeerExample, priors: readonly string[]): Promise<Model> {
  const { formula: text, family } = example;
  const data = join(root, example.data);
  return formula(text, { data, priors, ...(family === undefined ? {} : { family }) });
}

/** Fits an example in the calling thread. */
export async function fitPeer(
  example: PeerExample,
  priors: readonly string[],
  options: FitOptions,
): Promise<Fitted> {
  const model = await peerModel(example, priors);
  return fit(model, { data: join(root, example.data), workers: 0, ...options });
}

/** How far the posterior of a quantity lies from theirs. */
export interface Difference {
  readonly name: string;
  /** Our mean less theirs, in their posterior sds. */
  readonly shift: number;
  /** Our sd as a multiple of theirs. */
  readonly ratio: number;
}

type Quantities = Readonly<Record<string, ExpectedQuantity>>;

/** The differences in all of `theirs`, which the fit must have. */
export function differencesFrom(theirs: Quantities, fitted: Fitted): Difference[] {
  return Object.entries(theirs).map(([name, wanted]) => {
    const ours = momentsOf(fitted, name);
    return { name, shift: (ours.mean - wanted.mean) / wanted.sd, ratio: ours.sd / wanted.sd };
  });
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Mean and sd of a quantity that the fit must have. */
export function momentsOf({ draws }: Fitted, name: string): Moments {
  const values = draws.values[draws.variables.findIndex((variable) => variable.name === name)];
  if (!values) throw new Error(`the fit has no ${name}`);
  return { mean: mean(values), sd: standardDeviation(values) };
}

/** Rows of the table in `test/reference/peers/README.md`: means and sds by both programs, under the same and under default priors. */
export function renderRows(example: PeerExample, same: Fitted, defaults: Fitted | null): string[] {
  const { name: title, quantities, defaults: theirs } = example;
  return Object.entries(quantities).map(([name, wanted], i) => {
    const byDefault =
      defaults && theirs ? [estimate(theirs[name]!), estimate(momentsOf(defaults, name))] : ["", ""];
    const cells = [estimate(wanted), estimate(momentsOf(same, name)), ...byDefault];
    return `| ${[i === 0 ? title : "", `\`${name}\``, ...cells].join(" | ")} |`;
  });
}

/** `2.34 ± 0.56`: two digits of the sd, and the mean as far. */
function estimate({ mean: center, sd }: Moments): string {
  const places = Math.max(0, 1 - Math.floor(Math.log10(sd)));
  return `${center.toFixed(places)} ± ${sd.toFixed(places)}`.replaceAll("-", "−");
}
