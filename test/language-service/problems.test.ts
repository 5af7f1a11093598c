/** What the compiler tells, with places as offsets, and mends that mend. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { format } from "../../src/language/format.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { applyEdits, formatText, problemsOf } from "../../src/language-service/index.ts";
import { repository } from "../docs/commands.ts";
import { allModels } from "./marked.ts";

/** The text with the mend of its first problem that has one. */
function mended(text: string): string {
  const fix = problemsOf(text).find((one) => one.fix !== null)?.fix;
  return fix == null ? "none" : applyEdits(text, fix.edits);
}

const head = "data { y: real, group: factor }\n";

describe("problems", () => {
  it("are those of `check`, each with its place and what to write", () => {
    const text = `${head}b[grup] ~ normal(0, 1)\ny ~ normal(b[group], sigma)\n`;
    const { problems } = readModelText(text);
    expect(problemsOf(text).map(({ code, message, hint }) => ({ code, message, hint }))).toEqual(
      problems.map(({ code, message, hint }) => ({ code, message, hint })),
    );
    const [first] = problemsOf(text);
    expect(text.slice(first!.start, first!.end)).toBe("grup");
    expect(first!.hint).toBe("did you mean `group`?");
  });

  it("are none of models without one", () => {
    for (const source of Object.values(allModels)) expect(problemsOf(source)).toEqual([]);
  });

  it.each([
    ["σ ~ half_norml(1)", "σ ~ half_normal(1)"],
    ["σ ~ dnorm(0, 1)", "σ ~ normal(0, 1)"],
    [
      `${head}y ~ normal(0, sigm)\nsigma ~ half_normal(1)`,
      `${head}y ~ normal(0, sigma)\nsigma ~ half_normal(1)`,
    ],
    [`${head}b[grop] ~ normal(0, 1)`, `${head}b[group] ~ normal(0, 1)`],
    ["m = squar(2)", "m = square(2)"],
    ["m = 2 ** 3", "m = 2 ^ 3"],
    ["m = 2 // three", "m = 2 # three"],
    ["m = (1 + 2]", "m = (1 + 2)"],
    ["data { y: string }\ny ~ normal(0, 1)", "data { y: factor }\ny ~ normal(0, 1)"],
    ["p.valid ~ normal(0, 1)", "p_valid ~ normal(0, 1)"],
  ])("are mended: %s", (wrong, right) => {
    expect(mended(wrong)).toBe(right);
    const [before, after] = [wrong, right].map((text) => problemsOf(text).filter(({ fix }) => fix !== null));
    expect(after!.length).toBeLessThan(before!.length);
  });

  it("are gone with their mends, in all cases of all messages", () => {
    const folder = join(repository, "test/problems/language");
    const found = new Set<string>();
    for (const file of readdirSync(folder)) {
      for (const golden of readFileSync(join(folder, file), "utf8").split(/^={8}\n/m)) {
        const [text = ""] = golden.split(/^-{8}\n/m);
        for (const { code, message, fix } of problemsOf(text)) {
          if (fix === null) continue;
          found.add(code);
          const after = problemsOf(applyEdits(text, fix.edits));
          const same = after.filter((one) => one.code === code && one.message === message);
          // The same mistake may stand on another line, too, where it was told once before.
          expect(same.length === 0 || fix.edits[0]!.start < same[0]!.start ? "" : `${file}: ${message}`).toBe(
            "",
          );
        }
      }
    }
    expect(found.size).toBeGreaterThan(7);
  });

  it("have no mend where what to write is not plain", () => {
    for (const text of ["σ ~ normal(0", "y ~ ", "σ ~ poisson(3)", "m = a", "/* a */"])
      expect(problemsOf(text).filter(({ fix }) => fix !== null)).toEqual([]);
  });
});

describe("formatting", () => {
  it("is that of `format`, as an edit of whole lines that differ", () => {
    const text = "model m\n\na~normal( 0,1 )\nb ~ normal(a, 1)\n\nc = a\n";
    const [edit, ...more] = formatText(text);
    expect(more).toEqual([]);
    expect(edit).toEqual({ start: 9, end: 25, text: "a ~ normal(0, 1)\n" });
    expect(applyEdits(text, formatText(text))).toBe(format(text));
  });

  it("makes the canonical form of each model from others", () => {
    const changes = [
      (text: string) => text.replaceAll("  ", " "),
      (text: string) => text.replaceAll("\n", "\r\n"),
      (text: string) => `\n\n${text.trimEnd()}`,
      (text: string) => text.replaceAll("(", "( ").replaceAll("β", "beta"),
      (text: string) => text.replaceAll(",", " ,"),
    ];
    for (const [i, source] of Object.values(allModels).entries()) {
      const text = changes[i % changes.length]!(source);
      expect(applyEdits(text, formatText(text))).toBe(format(text));
    }
  });

  it("changes nothing of what is canonical, or cannot be read", () => {
    expect(formatText("a ~ normal(0, 1)\n")).toEqual([]);
    expect(formatText("a  ~ normal(0, 1")).toEqual([]);
    expect(formatText("\n")).toEqual([{ start: 0, end: 1, text: "" }]);
  });
});
