/** The table and the models of the lesson on relaxing are those of `models/`. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { relaxed } from "../../src/lessons/relax/models.ts";
import { replicatesWith } from "../../src/lessons/relax/table.ts";

const root = new URL("../../models/", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");

/** Without comments, labels in quotes, empty lines and alignment. */
function bare(text: string): string[] {
  return text
    .split("\n")
    .map((line) =>
      line
        .replace(/#.*$/, "")
        .replace(/"[^"]*"\s*$/, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((line) => line !== "");
}

describe("the lesson on relaxing", () => {
  it("has the table of models/replicates, with the outlying replicate moved by the slider", () => {
    const { y, sample, method } = replicatesWith(6);
    const rows = y!.map((value, row) => `${Number(value).toFixed(2)},${sample![row]},${method![row]}`);
    expect(rows).toEqual(read("replicates/data.csv").trim().split("\n").slice(1));
    const moved = replicatesWith(8.5).y as readonly number[];
    const shifts = moved.map((value, row) => (y as readonly number[])[row]! - value);
    shifts.forEach((shift, row) => {
      expect(shift).toBeCloseTo(sample![row] === "I" ? 2.5 : 0, 10);
    });
  });

  it("has the models of models/, and one that is relaxed in both", () => {
    expect(bare(relaxed.normal)).toEqual(bare(read("replicates/replicates.model")));
    const tails = bare(read("student-t-effects/student-t-effects.model"));
    expect(bare(relaxed.tails)).toEqual(tails.filter((line) => !line.startsWith("sd_b")));
    const methods = bare(read("heteroscedastic/heteroscedastic.model"));
    expect(bare(relaxed.methods)).toEqual(methods.filter((line) => !line.startsWith("worth")));
    const own = bare(relaxed.methods);
    const both = ["model both", ...own.slice(1, 6), "constant ν = 4", ...own.slice(6)];
    expect(bare(relaxed.both)).toEqual(
      both.map((line) => line.replace("normal(0, σ_b)", "student_t(ν, 0, σ_b)")),
    );
  });
});
