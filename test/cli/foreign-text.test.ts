/**
 * Texts of others (labels, headers, comments, names of files, all that a received run says) go through every command that prints
 * without a character that a terminal acts on, and without a line of their own making. More of them: `foreign-text.slow.ts`.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guarded, usageError } from "../../src/cli/terminal.ts";
import { renderCalibrationPlot } from "../../src/report/calibration-plot.ts";
import { noPaint } from "../../src/report/table.ts";
import { run } from "./captured-terminal.ts";
import {
  cell,
  checkAndExplain,
  commented,
  expectAnswer,
  expectHarmless,
  fitAndAsk,
  hostile,
  nameless,
  quoted,
  showReceived,
  type Texts,
  texts,
  writeFiles,
} from "./foreign-texts.ts";
import { withFolder } from "./robustness.ts";

describe("texts of a model and of its data", () => {
  it("are harmless in what is printed of checking, explaining and formatting", () => checkAndExplain(2));

  it("are harmless in what is printed of fitting and of its answers", () => fitAndAsk(1));

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

describe("a received run", () => {
  it("is shown without harm, whatever its run.json says (a label forged the line of the verdict)", () =>
    showReceived(4));
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
