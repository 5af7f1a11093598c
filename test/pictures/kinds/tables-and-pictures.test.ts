/** Pictures of a run show the numbers that its tables have. */

import { describe, expect, it } from "vitest";
import { caterpillar } from "../../../src/pictures/kinds/caterpillar.ts";
import { icc } from "../../../src/pictures/kinds/icc.ts";
import { shrinkage } from "../../../src/pictures/kinds/shrinkage.ts";
import { variance } from "../../../src/pictures/kinds/variance.ts";
import { effectsTables } from "../../../src/posterior/effects.ts";
import { intraclassCorrelations } from "../../../src/posterior/icc.ts";
import { varianceTable } from "../../../src/posterior/variance.ts";
import { failedRun, goodRun } from "../../cli/fixed-run.ts";
import { marksOf, requirePicture, runInput } from "./input.ts";

describe.each([
  ["that can be trusted", goodRun],
  ["that cannot", failedRun],
])("of a run %s", (_, { draws, record: { roles } }) => {
  const input = runInput(draws, roles);

  it("a caterpillar has the medians and intervals of the table of effects", () => {
    const [table] = effectsTables(draws, roles);
    const sorted = [...table!.rows].sort((a, b) => b.median - a.median);
    const picture = requirePicture(caterpillar, input);
    const names = picture.panels[0]!.y.names!;
    expect(names).toEqual(sorted.map(({ level }) => level));
    const dots = marksOf(picture, "dots");
    for (const [row, { median }] of sorted.entries()) {
      const mark = dots.find(({ y }) => Array.from(y).includes(row))!;
      expect(mark.x[Array.from(mark.y).indexOf(row)]).toBe(median);
    }
  });

  it("a picture of the variance has its shares and standard deviations", () => {
    const table = varianceTable(draws, roles);
    const picture = requirePicture(variance, input);
    const shares = [table.components[0]!.share!, table.residual!.share];
    const sds = [table.components[0]!.sd, table.residual!.sd];
    for (const [panel, rows] of [shares, sds].entries()) {
      // An interval, its middle half, a dot for each row.
      const segments = marksOf(picture, "segments", panel);
      rows.forEach(({ lower, upper, median }, row) => {
        expect([segments[2 * row]!.x1[0], segments[2 * row]!.x2[0]]).toEqual([lower, upper]);
        expect(marksOf(picture, "dots", panel)[row]!.x[0]).toBe(median);
      });
    }
  });

  it("an intraclass correlation has the interval of its table", () => {
    const [row] = intraclassCorrelations(draws, roles);
    const picture = requirePicture(icc, input);
    expect(marksOf(picture, "segments")[0]).toMatchObject({ x1: [row!.lower], x2: [row!.upper] });
    expect(picture.subtitle).toContain(row!.definition);
  });

  it("arrows begin at the raw means of the table of effects, less that of all", () => {
    const rows = effectsTables(draws, roles)[0]!.rows;
    const grand = rows.reduce((sum, { rawMean }) => sum + rawMean, 0) / rows.length;
    const picture = requirePicture(shrinkage, input);
    const names = picture.panels[0]!.y.names!;
    const [arrows] = marksOf(picture, "segments");
    for (const { level, rawMean } of rows)
      expect(arrows!.x1[names.indexOf(level)]).toBeCloseTo(rawMean - grand, 10);
  });
});
