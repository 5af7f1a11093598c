/**
 * Texts of others (labels, headers, comments, names of files, all that a received run says) go through every command that prints
 * without a character that a terminal acts on, and without a line of their own making.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guarded, usageError } from "../../src/cli/terminal.ts";
import { pictureKinds } from "../../src/pictures/kinds/index.ts";
import { renderCalibrationPlot } from "../../src/report/calibration-plot.ts";
import { noPaint } from "../../src/report/table.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import type { Run } from "../../src/run/run.ts";
import { type Captured, run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";
import { withFolder } from "./robustness.ts";

/** What begins a line of the output only if a text of others broke the line before it. */
const forged = "FORGED";

const hostile = fc
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

function expectHarmless(text: string): void {
  expect(text).not.toMatch(acting);
  expect(text).not.toMatch(forgedLine);
}

function expectAnswer({ code, out, err }: Captured, codes: readonly number[]): void {
  expect(codes).toContain(code);
  expectHarmless(out);
  expectHarmless(err);
}

/** In quotes of the language, in which a line cannot be broken but by `\n`. */
function quoted(text: string): string {
  const inner = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `"${inner.replaceAll("\r", "")}"`;
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Behind `#`, to the end of the line. */
const commented = (text: string): string => text.replace(/[\n\r]/g, " ");

/** In one line, and not with that word as the first name of a statement. */
const nameless = (text: string): string => commented(text).replaceAll(forged, "");

interface Texts {
  readonly label: string;
  readonly comment: string;
  readonly file: string;
}

/** A model and its table with these texts wherever the user's texts may stand. */
function writeFiles(folder: string, { label, comment, file }: Texts): { model: string; data: string } {
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

const texts = fc.record({
  label: hostile,
  comment: hostile,
  file: hostile.map((text) => text.replaceAll("/", "").slice(0, 40)),
});

const short = ["--chains", "1", "--warmup", "20", "--draws", "40", "--workers", "0"];

describe("texts of a model and of its data", () => {
  it("are harmless in what is printed of checking, explaining and formatting", async () => {
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
      { seed: 1, numRuns: 25 },
    );
  });

  it("are harmless in what is printed of fitting and of its answers", async () => {
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
      { seed: 2, numRuns: 5 },
    );
  });

  it("are harmless in what is printed and drawn of a calibration", async () => {
    await fc.assert(
      fc.asyncProperty(texts, (given) =>
        withFolder(async (folder) => {
          const { model, data } = writeFiles(folder, given);
          const few = [
            "--simulations",
            "2",
            "--draws",
            "9",
            "--warmup",
            "20",
            "--chains",
            "1",
            "--workers",
            "0",
          ];
          for (const how of [[], ["--json"]])
            expectAnswer(await run("calibrate", model, "--data", data, ...few, ...how, "--lenient"), [0]);
        }),
      ),
      { seed: 3, numRuns: 2 },
    );
    fc.assert(
      fc.property(hostile, (name) => {
        const places = Float64Array.of(0.1, 0.9);
        const band = { lower: Int32Array.of(0, 0, 0), upper: Int32Array.of(0, 2, 2) };
        const one = { name, kind: "parameter", places, pValue: 0.5, excursion: 2, isOff: true } as const;
        const quantity = { ...one, shift: 0, spread: 0, deviation: "wide" } as const;
        const rest = { simulations: 2, draws: 9, alpha: 0.05, isCalibrated: false };
        // The parts of a calibration that a picture is made of.
        const calibration = { ...rest, quantities: [quantity], band } as unknown as Parameters<
          typeof renderCalibrationPlot
        >[0];
        const image = renderCalibrationPlot(calibration, name);
        expectHarmless(image);
        expect(image).not.toMatch(/<b>|&(?!\w+;)/);
      }),
      { seed: 4 },
    );
  });
});

/** Ways to be wrong that have the problem show a text of the user's. */
const mistakes: readonly ((texts: Texts) => string)[] = [
  ({ label }) => `y ~ nrmal(0, ${quoted(label)})  # ${commented(label)}\n`,
  ({ label }) => `x = b[${quoted(label)}]\n`,
  ({ comment }) => `${nameless(comment)} ~ normal(0, 1)\n`,
  ({ comment }) => `x ~ normal(0, ${nameless(comment)})\n`,
  ({ label }) => `data {\n  g: factor\n  g: real ${quoted(label)}\n}\n`,
  ({ label }) => `data {\n  y: real from ${quoted(label)}\n}\ny ~ normal(0, 1)\n`,
  ({ label }) => `data {\n  g: factor\n}\nb[g] ~ normal(0, 1)\nc = b[${quoted(label)}]\n`,
];

describe("texts of the user in what problems say", () => {
  it.each(mistakes.map((make, i) => [i, make] as const))("are harmless, mistake %i", async (_, make) => {
    await fc.assert(
      fc.asyncProperty(texts, (given) =>
        withFolder(async (folder) => {
          const { data } = writeFiles(folder, given);
          const model = join(folder, `wrong${given.file}.model`);
          writeFileSync(model, make(given));
          for (const words of [
            ["check", model, "--data", data],
            ["fit", model, "--data", data, "--out", `${model}.run`],
            ["format", model],
          ])
            expectAnswer(await run(...words), [0, 1, 2]);
        }),
      ),
      { seed: 5, numRuns: 12 },
    );
  });

  it("are harmless in what is wrong with a table, a folder, an option or a word", async () => {
    await fc.assert(
      fc.asyncProperty(texts, (given) =>
        withFolder(async (folder) => {
          const { model, data } = writeFiles(folder, given);
          const wrong = join(folder, `w${given.file}.csv`);
          for (const table of [
            `${cell(given.label)},g\n1,a\n`,
            `the outcome,g\n${cell(given.label)},a\n`,
            "",
          ]) {
            writeFileSync(wrong, table);
            expectAnswer(await run("check", model, "--data", wrong), [1]);
          }
          mkdirSync(join(folder, "empty"), { recursive: true });
          const text = given.label;
          const words: readonly (readonly string[])[] = [
            ["check", join(folder, given.file || "x")],
            ["summary", join(folder, "empty", given.file)],
            ["fit", model, "--data", data, "--out", model],
            ["fit", model, "--data", data, "--until", text],
            ["fit", model, "--data", data, "--set", text],
            ["fit", model, "--data", data, "--method", text],
            ["fit", model, "--data", data, `--${text}`],
            ["check", model, "--data", `${text}=${data}`],
            [text],
            [`che${text}`],
          ];
          for (const one of words) expectAnswer(await run(...one), [1, 2]);
        }),
      ),
      { seed: 6, numRuns: 12 },
    );
  });
});

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

describe("a received run", () => {
  it("is shown without harm, whatever its run.json says (a label forged the line of the verdict)", async () => {
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
      { seed: 7, numRuns: 12 },
    );
  });
});

describe("what is printed", () => {
  const printed: string[] = [];
  const terminal = guarded({
    print: (text) => void printed.push(text),
    warn: (text) => void printed.push(text),
    paint: (text, role) => (role === "alert" ? `\u001b[31m${text}\u001b[39m` : noPaint(text, role)),
    hasProgress: false,
    width: 80,
    isPiped: true,
  });
  const print = (text: string, kind?: "source"): string => {
    terminal.print(text, kind);
    return printed.pop()!;
  };

  it("keeps its lines and its colours, and nothing else that acts", () => {
    expect(print(`a\n${terminal.paint("b\u001b[32m", "alert")}\n`)).toBe(
      "a\n\u001b[31mb\\u{1b}[32m\u001b[39m\n",
    );
    expect(print("\u001b[2J\u001b[5m\u202e\n")).toBe("\\u{1b}[2J\\u{1b}[5m\\u{202e}\n");
  });

  it("is a model's text as it is where it goes to a pipe or a file", () => {
    expect(print("# a\u200cb\n", "source")).toBe("# a\u200cb\n");
  });

  it("has an error of usage on one line, and its suggestion on another", () => {
    expect(usageError("error: unknown command 'a\nb'\n(Did you mean c?)\n")).toBe(
      "error: unknown command 'a\\nb'\n(Did you mean c?)\n",
    );
  });
});
