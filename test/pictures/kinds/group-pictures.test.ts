/** Pictures of group effects: caterpillar, shrinkage and pooling. */

import { describe, expect, it } from "vitest";
import { caterpillar } from "../../../src/pictures/kinds/caterpillar.ts";
import { pooling } from "../../../src/pictures/kinds/pooling.ts";
import { shrinkage } from "../../../src/pictures/kinds/shrinkage.ts";
import { poolingOf } from "../../../src/posterior/pooling.ts";
import { quantile, sortDraws } from "../../../src/posterior/quantile.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { groupRole, inputOf, marksOf, requirePicture, requireReason, runInput } from "./input.ts";

const shape = { chainCount: 2, drawCount: 200 };
const spread = (seed: number, center: number, scale = 1) =>
  normalDraws(shape, seed, { map: (value) => center + scale * value });

/** Effects of levels at these places. */
function drawsOf(group: string, centers: readonly number[], scale = 1) {
  const effects = centers.map((center, j) => [`${group}[${j}]`, spread(j + 1, center, scale)] as const);
  return {
    ...Object.fromEntries(effects),
    [`variance ${group}`]: spread(901, 4, 0.1),
    residual: spread(902, 9, 0.1),
  };
}

const levelsOf = (centers: readonly number[]) => centers.map((_, j) => `${j}`);
const centers = [-5, 0.2, 5];
const draws = makeDraws(shape, drawsOf("g", centers));
const input = runInput(draws, groupRole("g", levelsOf(centers), { rawMean: [90, 100, 110], n: [4, 4, 4] }));
const kinds = [caterpillar, shrinkage, pooling];

describe("a caterpillar", () => {
  it("has the levels from the largest median to the least, with their intervals", () => {
    const picture = requirePicture(caterpillar, input);
    expect(picture.panels[0]!.y.names).toEqual(["2", "1", "0"]);
    const [inMain, , inSecond] = marksOf(picture, "segments");
    const sorted = sortDraws(draws.values[1]!);
    // The level about 0 alone, then the two that leave 0 out.
    expect([inMain!.x1[0], inMain!.x2[0]]).toEqual([quantile(sorted, 0.05), quantile(sorted, 0.95)]);
    expect(inMain!.y1).toEqual([1]);
    expect(inSecond!.y1).toEqual([0, 2]);
    expect(inSecond!.colour).toBe("second");
    expect(picture.description).toContain("2 intervals leave out 0");
  });

  it("has a panel for each term of each factor, or those of one factor only", () => {
    const all = makeDraws(shape, { ...drawsOf("g", centers), ...drawsOf("h", [1]) });
    const [g, h] = [groupRole("g", levelsOf(centers)), groupRole("h", ["0"], { term: "x" })];
    const roles = { effects: [...g.effects, ...h.effects], components: [...g.components, ...h.components] };
    const picture = requirePicture(caterpillar, runInput(all, roles));
    expect(picture.panels.map(({ title }) => title)).toEqual(["g", "h: x"]);
    const one = requirePicture(caterpillar, runInput(all, roles, { group: "h" }));
    expect(one.panels.map(({ title }) => title)).toEqual(["h: x"]);
    expect(requireReason(caterpillar, runInput(all, roles, { group: "k" }))).toContain(
      "it has those of `g`, `h`",
    );
  });

  it("leaves out draws that are not finite, and levels without others", () => {
    const broken = { ...drawsOf("g", centers), "g[1]": new Float64Array(400).fill(Number.NaN) };
    const picture = requirePicture(
      caterpillar,
      runInput(makeDraws(shape, broken), groupRole("g", levelsOf(centers))),
    );
    expect(picture.panels[0]!.y.names).toEqual(["2", "0"]);
    const none = { ...broken, "g[0]": broken["g[1]"], "g[2]": broken["g[1]"] };
    expect(
      requireReason(caterpillar, runInput(makeDraws(shape, none), groupRole("g", levelsOf(centers)))),
    ).toContain("no effect has finite draws");
  });
});

describe("a picture of shrinkage", () => {
  it("has an arrow from each raw difference to that of the model, and the mean of all at 0", () => {
    const picture = requirePicture(shrinkage, input);
    const { levels } = poolingOf(draws, input.run!.roles, input.run!.roles.effects[0]!, 0.9)!;
    const sorted = [levels[2]!, levels[1]!, levels[0]!];
    const [arrows] = marksOf(picture, "segments");
    expect(arrows!.hasArrow).toBe(true);
    expect(arrows!.x1).toEqual([10, 0, -10]);
    expect(arrows!.x2).toEqual(sorted.map(({ partial }) => partial.center));
    expect(marksOf(picture, "rule")[0]).toMatchObject({ axis: "x", at: 0 });
    expect(picture.description).toContain("2 10 to ");
    expect(picture.panels[0]!.x.label).toBe("difference from the mean of y, 100");
  });

  it("has no arrow for a level without rows, and says that other factors are in raw means", () => {
    const role = groupRole("g", levelsOf(centers), {
      n: [4, 4, 0],
      rawMean: [1, 2, Number.NaN],
      information: [4, 4, 0],
    });
    const others = [...role.components, { ...role.components[0]!, group: "h" }];
    const picture = requirePicture(shrinkage, runInput(draws, { ...role, components: others }));
    expect(marksOf(picture, "segments")[0]!.x1).toHaveLength(2);
    expect(marksOf(picture, "dots")[1]!.x).toHaveLength(3);
    expect(picture.subtitle).toContain("Raw means carry what other factors give their rows");
  });
});

describe("a picture of pooling", () => {
  it("has both intervals of each level side by side", () => {
    const picture = requirePicture(pooling, input);
    const { levels } = poolingOf(draws, input.run!.roles, input.run!.roles.effects[0]!, 0.9)!;
    const [none, partial] = marksOf(picture, "segments");
    expect(none!.x1).toEqual([2, 1, 0].map((j) => levels[j]!.none.lower));
    expect(partial!.x2).toEqual([2, 1, 0].map((j) => levels[j]!.partial.upper));
    expect(none!.y1[0]).toBeLessThan(partial!.y1[0]!);
  });

  it("says which means have no interval", () => {
    const role = groupRole("g", levelsOf(centers), {
      residualVariance: 1,
      n: [1, 1, 3],
      information: [1, 2, 3],
    });
    const picture = requirePicture(pooling, runInput(draws, role));
    expect(picture.subtitle).toContain("have no interval without pooling");
    expect(marksOf(picture, "segments")[0]!.x1).toHaveLength(2);
    const own = groupRole("g", levelsOf(centers));
    const others = [...own.components, { ...own.components[0]!, group: "h" }];
    const drawn = requirePicture(pooling, runInput(draws, { ...own, components: others }));
    expect(drawn.subtitle).toContain("carry what other factors give their rows, and so have no interval");
    expect(marksOf(drawn, "segments")).toHaveLength(1);
  });
});

describe("each picture of group effects", () => {
  it.for(kinds)("tells what to do where there are none: $name", (kind) => {
    expect(requireReason(kind, inputOf(draws))).toContain("fit the model with `hyperprior fit`");
    expect(requireReason(kind, runInput(draws, {}))).toContain("the model has no group effects");
    const several = runInput(draws, {
      outcome: null,
      remarks: ["they are told for models with one outcome"],
    });
    expect(requireReason(kind, several)).toBe(
      "the model's group effects are not known: they are told for models with one outcome; draw a `forest` of its variables",
    );
    const left = makeDraws(shape, { "variance g": spread(1, 4), residual: spread(2, 4) });
    expect(requireReason(kind, runInput(left, groupRole("g", levelsOf(centers))))).toBe(
      "the draws do not hold the effects of `g`; fit once more with `--keep all`",
    );
  });

  it.for([shrinkage, pooling])(
    "with raw means says of outcomes on another scale to draw a caterpillar: $name",
    (kind) => {
      const counts = groupRole("g", levelsOf(centers), { information: null, residualVariance: null });
      expect(requireReason(kind, runInput(draws, counts))).toContain("draw a `caterpillar`");
      const slopes = groupRole("g", levelsOf(centers), { term: "x" });
      expect(requireReason(kind, runInput(draws, slopes))).toContain("no group has an intercept of its own");
      const [own, slope] = [
        groupRole("g", levelsOf(centers)),
        groupRole("g", levelsOf(centers), { term: "x" }),
      ];
      const old = {
        effects: [...own.effects, ...slope.effects],
        components: [...own.components, ...slope.components],
      };
      expect(requireReason(kind, runInput(draws, old))).toContain("fit the model again");
    },
  );

  it.for(kinds)("has room for one level and for three hundred, whose names are thinned: $name", (kind) => {
    const one = makeDraws(
      { chainCount: 1, drawCount: 50 },
      {
        "g[0]": spread(1, 0).subarray(0, 50),
        "variance g": spread(2, 4, 0.1).subarray(0, 50),
        residual: spread(3, 4, 0.1).subarray(0, 50),
      },
    );
    expect(requirePicture(kind, runInput(one, groupRole("g", ["0"]))).panels[0]!.y.names![0]).toBe("0");
    const many = Array.from({ length: 300 }, (_, j) => j / 100);
    const picture = requirePicture(
      kind,
      runInput(makeDraws(shape, drawsOf("g", many)), groupRole("g", levelsOf(many))),
    );
    const names = picture.panels[0]!.y.names!;
    // Of pooling, each level has two rows.
    expect(names).toHaveLength(kind === pooling ? 600 : 300);
    const named = names.filter((name) => name !== "").length;
    expect(named).toBeGreaterThan(60);
    expect(named).toBeLessThan(151);
    expect(picture.panels[0]!.height * 380).toBeLessThan(2200);
  });
});
