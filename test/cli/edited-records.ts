/** What the commands make of run folders whose record was edited. */

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fit, saveRun } from "../../src/api/fit.ts";
import { readModel } from "../../src/api/read-model.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { type Captured, run } from "./captured-terminal.ts";
import { mutateRecord } from "./record-mutations.ts";

/** Runs of three kinds, stopped before their end or not. */
const kinds = [
  { name: "dyestuff", options: {} },
  { name: "eight-schools", options: { method: "nuts" } },
  { name: "sleepstudy", options: { method: "gibbs" } },
] as const;

/** In place of the run as it was. */
const otherRun = "@";

const commands: readonly (readonly string[])[] = [
  ["summary"],
  ["variance"],
  ["effects"],
  ["diagnose"],
  ["summary", "--json"],
  ["report", "--methods", "--table", "summary"],
  ["diff", otherRun],
  ["resume", "--draws", "12", "--workers", "0"],
];

/** Whether it is an answer, or one problem: null; or what is wrong with it. */
function faultOf({ code, out, err }: Captured): string | null {
  const problems = err.match(/^error HP\d{4}: /gm) ?? [];
  if (code === 0 || code === 3)
    return out !== "" && problems.length === 0 ? null : `no answer:\n${out}${err}`;
  if (code !== 1 && code !== 2) return `exit code ${code}`;
  return problems.length >= 1 ? null : `no problem:\n${out}${err}`;
}

/** Faults of what the commands say of `count` mutants of each kind of run. */
export async function findFaults(count: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  const faults: string[] = [];
  try {
    for (const { name, options } of kinds) {
      const whole = join(folder, name);
      const settings = { chains: 2, warmup: 30, draws: 10, workers: 0, data: dataFile(name) } as const;
      await saveRun(await fit(await readModel(modelFile(name)), { ...settings, ...options }), whole);
      const json = readFileSync(join(whole, "run.json"), "utf8");
      for (let number = 0; number < count; number++) {
        const mutant = mutateRecord(json, number);
        const edited = join(folder, "edited");
        cpSync(whole, edited, { recursive: true });
        for (const [command, ...words] of commands) {
          // An answer of `resume` is a run of its own.
          writeFileSync(join(edited, "run.json"), mutant.json);
          if (command === "resume") cpSync(join(whole, "draws.parquet"), join(edited, "draws.parquet"));
          try {
            const given = words.map((word) => (word === otherRun ? whole : word));
            const fault = faultOf(await run(command!, edited, ...given));
            if (fault !== null) faults.push(`${name} ${command} ${mutant.name}: ${fault}`);
          } catch (error) {
            const stack = error instanceof Error ? error.stack : String(error);
            faults.push(`${name} ${command} ${mutant.name}: thrown: ${stack}`);
          }
        }
        rmSync(edited, { recursive: true });
      }
    }
    return faults;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
