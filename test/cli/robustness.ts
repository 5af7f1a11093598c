/** What must hold of the command line whatever it is given: an exit code that means something, and a place and a remedy. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Captured, run } from "./captured-terminal.ts";
import { type Mutation, modelMutations, picker, tableMutations } from "./mutations.ts";

const root = join(import.meta.dirname, "../../models");

export const bundledModels = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export interface Mutant {
  /** What was done to what, for the message of a failing test. */
  readonly name: string;
  readonly model: string;
  readonly data: string;
}

/** `count` mutants by each mutation, of the model's text or of its table, which has so many rows at most. */
export function* mutants(
  model: string,
  part: "model" | "data",
  count: number,
  mostRows = Infinity,
): Generator<Mutant> {
  const lines = readFileSync(join(root, model, "data.csv"), "utf8").split(/(?<=\n)/);
  const good = {
    model: readFileSync(join(root, model, `${model}.model`), "utf8"),
    data: lines.slice(0, 1 + mostRows).join(""),
  };
  const mutations: { readonly [name: string]: Mutation } = part === "model" ? modelMutations : tableMutations;
  for (const [name, mutate] of Object.entries(mutations)) {
    for (let i = 0; i < count; i++) {
      const seed =
        [...`${model} ${name}`].reduce((sum, letter) => sum * 31 + letter.codePointAt(0)!, 7) % 1e9;
      yield {
        ...good,
        [part]: mutate(good[part], picker(seed, i)),
        name: `${model}: ${name} (${part}, ${i})`,
      };
    }
  }
}

/** A folder for the files of mutants; `use` is called with it and it is removed. */
export async function withFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is wrong with how a command took the mutant, or null. A fit makes a few transitions only, which fails its diagnosis. */
export async function findFault(
  folder: string,
  { name, model, data }: Mutant,
  command: "check" | "fit" = "check",
): Promise<string | null> {
  const options = command === "fit" ? [...shortRun, "--lenient", "--out", join(folder, "m.run")] : [];
  try {
    const fault = faultOf(await give(command, folder, model, data, options));
    return fault === null ? null : `${name}: ${fault}\n${model}`;
  } catch (error) {
    return `${name}: thrown: ${error instanceof Error ? error.stack : String(error)}\n${model}`;
  }
}

/** What `check` says of a model and a table. */
export const check = (folder: string, model: string, data: string): Promise<Captured> =>
  give("check", folder, model, data);

/** Writes the files and names them to the command. */
async function give(
  command: string,
  folder: string,
  model: string,
  data: string,
  options: readonly string[] = [],
): Promise<Captured> {
  const [modelPath, dataPath] = [join(folder, "m.model"), join(folder, "d.csv")];
  writeFileSync(modelPath, model);
  writeFileSync(dataPath, data);
  return run(command, modelPath, "--data", dataPath, ...options);
}

/** Options of `fit` for a run that is only to be survived; in this thread, because workers need the package as it is built. */
export const shortRun = [
  "--workers",
  "0",
  "--chains",
  "2",
  "--warmup",
  "20",
  "--draws",
  "20",
  "--max-tree-depth",
  "5",
];

/** An error is told as `error HP…: message`, then an indented remedy; errors and exit code go together. */
export function faultOf({ code, out, err }: Captured): string | null {
  if (![0, 1, 2].includes(code)) return `exit code ${code}`;
  const problems = [...`${out}${err}`.matchAll(/^error (HP\d{4}): (.+)$/gm)];
  if (code === 0) return problems.length === 0 ? null : "an error, and yet exit code 0";
  if (problems.length === 0) return `exit code ${code} without a problem:\n${out}${err}`;
  const withRemedy = [...`${out}${err}`.matchAll(/^error HP\d{4}: .+\n {2}\S/gm)];
  if (withRemedy.length < problems.length) return `a problem without a remedy:\n${out}${err}`;
  const withoutNumbers = problems.find(([, , message]) => /undefined|\[object|NaN of|null/.test(message!));
  return withoutNumbers === undefined ? null : `a message with a hole:\n${withoutNumbers[0]}`;
}
