/** Texts that would act on a terminal or forge a line, and commands that print them. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { pictureKinds } from "../../src/pictures/kinds/index.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import type { Run } from "../../src/run/run.ts";
import { type Captured, run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";
import { withFolder } from "./robustness.ts";

/** What begins a line of the output only if a text of others broke the line before it. */
const forged = "FORGED";

export const hostile = fc
  .array(
    fc.constantFrom(
      `\n${forged} diagnosis: good`,
      `\r${forged}`,
      `\r\n${forged}`,
      `\u2028${forged}`,
      `\u0085${forged}`,
      `\u000b${forged}`,
      "\u001b[2J",
      "\u001b[31m",
      "\u001b[0m",
      "\u001b]0;title\u0007",
      "\u009b31m",
      "\u0008\u0008",
      "\u007f",
      "\u202e",
      "\u2066",
      "\u200b",
      "\ufeff",
      "\t",
      "a",
      "b c",
      "é",
      "<b>&",
      "\\",
      "$#",
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(""));

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const acting = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;
const forgedLine = new RegExp(`^\\s*${forged}`, "m");

export function expectHarmless(text: string): void {
  expect(text).not.toMatch(acting);
  expect(text).not.toMatch(forgedLine);
}

export function expectAnswer({ code, out, err }: Captured, codes: readonly number[]): void {
  expect(codes).toContain(code);
  expectHarmless(out);
  expectHarmless(err);
}

/** In quotes of the language, in which a line cannot be broken but by `\n`. */
export function quoted(text: string): string {
  const inner = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${inner.replaceAll("\r", "")}"`;
}

export const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Behind `#`, to the end of the line. */
export const commented = (text: string): string => text.replace(/[\n\r]/g, " ");

/** In one line, and not with that word as the first name of a statement. */
export const nameless = (text: string): string => commented(text).replaceAll(forged, "");

export interface Texts {
  readonly label: string;
  readonly comment: string;
  readonly file: string;
}

/** A model and its table with these texts wherever the user's texts may stand. */
export function writeFiles(folder: string, { label, comment, file }: Texts): { model: string; data: string } {
  // Newlines of a table are those of its lines.
  const level = `L${label.replaceAll("\r", "")}L`;
  const model = `# ${commented(comment)}
data {
  y: real from ${quoted("the outcome")} ${quoted(label)}  # ${commented(comment)}
  g: factor
}
μ ~ normal(0, 5)  # ${commented(comment)}
τ ~ half_normal(2)  ${quoted(label)}
σ ~ half_normal(2)
b[g] ~ normal(0, τ)
only = b[${quoted(level)}]
y ~ normal(μ + b[g], σ)
`;
  const labels = [level, "B", `C${comment.replace(/\s+$/, "")}.`, "D"];
  const rows = Array.from({ length: 24 }, (_, i) => `${(i % 7) + 3 * (i % 4)},${cell(labels[i % 4]!)}`);
  const paths = { model: join(folder, `m${file}.model`), data: join(folder, `d${file}.csv`) };
  writeFileSync(paths.model, model);
  writeFileSync(paths.data, `the outcome,g\n${rows.join("\n")}\n`);
  return paths;
}

export const texts = fc.record({
  label: hostile,
  comment: hostile,
  file: hostile.map((text) => text.replaceAll("/", "").slice(0, 40)),
});

const short = ["--chains", "1", "--warmup", "20", "--draws", "40", "--workers", "0"];

/** The run of somebody else, with `text` behind every word in it that is not of the program's own vocabulary. */
function received({ record, draws }: Run, text: string): Run {
  const strange = <Value>(value: Value): Value => {
    if (typeof value === "string") return `${value}${text}` as Value;
    if (Array.isArray(value)) return value.map(strange) as Value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strange(one)])) as Value;
  };
  const variables = strange(record.variables);
  const improper = { parameter: `β${text}`, prior: text };
  return {
    record: {
      ...record,
      model: { ...strange(record.model), constants: {} },
      data: { ...record.data, name: `d${text}`, groups: { [`batch${text}`]: 6 }, fingerprint: text },
      levels: Object.fromEntries(
        Object.entries(record.levels).map(([name, all]) => [name + text, strange(all)]),
      ),
      plan: { ...record.plan, notes: [text], notKept: [text] },
      roles: { ...strange(record.roles), improperPriors: [improper], remarks: [text] },
      variables,
    },
    draws: { ...draws, variables },
  };
}

/** So many models and tables with hostile texts are checked, explained and formatted without harm. */
export async function checkAndExplain(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(texts, (given) =>
      withFolder(async (folder) => {
        const { model, data } = writeFiles(folder, given);
        expectAnswer(await run("check", model, "--data", data), [0]);
        expectAnswer(await run("check", model, "--data", data, "--json"), [0]);
        for (const how of [[], ["--math"], ["--code"], ["--json"], ["--method", "gibbs"]])
          expectAnswer(await run("explain", model, "--data", data, ...how), [0]);
        expectAnswer(await run("format", model), [0]);
        expectAnswer(await run("format", "--check", model), [0, 1]);
      }),
    ),
    { seed: 1, numRuns },
  );
}

/** So many models and tables with hostile texts are fitted, summarized, drawn and gone on with without harm. */
export async function fitAndAsk(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(texts, (given) =>
      withFolder(async (folder) => {
        const { model, data } = writeFiles(folder, given);
        const out = join(folder, `r${given.file}.run`);
        expectAnswer(await run("fit", model, "--data", data, "--out", out, ...short), [0, 3]);
        for (const command of ["summary", "variance", "effects", "diagnose"]) {
          expectAnswer(await run(command, out), [0, 3]);
          expectAnswer(await run(command, out, "--json"), [0, 3]);
        }
        for (const { name } of pictureKinds) {
          expectAnswer(await run("plot", out, name), [0, 1, 3]);
          expectAnswer(await run("plot", out, name, "--ascii", "--width", "60"), [0, 1, 3]);
          const file = join(folder, `${name}.svg`);
          expectAnswer(await run("plot", out, name, "--out", file), [0, 1, 3]);
          if (existsSync(file)) expect(readFileSync(file, "utf8")).not.toMatch(acting);
        }
        expectAnswer(await run("resume", out), [0, 1, 3]);
      }),
    ),
    { seed: 2, numRuns },
  );
}

/** So many received runs with hostile texts are shown without harm. */
export async function showReceived(numRuns: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(hostile, (text) =>
      withFolder(async (folder) => {
        for (const [name, one] of Object.entries({ good: goodRun, failed: failedRun })) {
          const path = join(folder, name);
          expect(await writeRun(path, received(one, text))).toBeNull();
          for (const command of ["summary", "variance", "effects", "diagnose"]) {
            expectAnswer(await run(command, path), [0, 3]);
            expectAnswer(await run(command, path, "--json"), [0, 3]);
          }
          expectAnswer(await run("effects", path, text), [0, 1, 3]);
          expectAnswer(await run("resume", path), [0, 1, 2]);
        }
      }),
    ),
    { seed: 7, numRuns },
  );
}
