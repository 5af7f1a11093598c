/** Pictures of where divergent draws lie: pairs and divergences. */

import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../src/numeric/error-function.ts";
import { divergences } from "../../../src/pictures/kinds/divergences.ts";
import { pairs } from "../../../src/pictures/kinds/pairs.ts";
import { rankCorrelation } from "../../../src/posterior/rank-correlation.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { inputOf, marksOf, requirePicture, requireReason } from "./input.ts";

const shape = { chainCount: 2, drawCount: 2000 };
const total = 4000;
const [x, y, z] = [1, 2, 3].map((seed) => normalDraws(shape, seed)) as [
  Float64Array,
  Float64Array,
  Float64Array,
];
const sd = x.map((value) => Math.exp(value));
/** The divergent draws are those with the smallest sd, 20 of them. */
const smallest = [...sd.keys()].sort((a, b) => sd[a]! - sd[b]!).slice(0, 20);
const divergent = new Float64Array(total);
for (const place of smallest) divergent[place] = 1;
const draws = makeDraws(shape, { sd, y, z }, { statistics: { divergent } });

describe("pairs", () => {
  const picture = requirePicture(pairs, inputOf(draws));

  it("have a matrix of panels: densities, scatters below, rank correlations above", () => {
    expect(picture.panels).toHaveLength(9);
    expect(picture.columns).toBe(3);
    expect(picture.panels[3]!.title).toBe("y by sd");
    expect(marksOf(picture, "area", 4)).toHaveLength(1);
    const said = Number(marksOf(picture, "texts", 1)[0]!.texts[0]!.replace("−", "-"));
    expect(Math.abs(said - rankCorrelation(sd, y))).toBeLessThanOrEqual(0.005 + 1e-12);
  });

  it("keep all divergent draws, above at most 1,000 others, 1,800 in all panels, each at its own place", () => {
    const [plain, crosses] = marksOf(picture, "dots", 3);
    expect(plain!.x).toHaveLength(600);
    const two = requirePicture(pairs, inputOf(makeDraws(shape, { y, z })));
    expect(marksOf(two, "dots", 2)[0]!.x).toHaveLength(1000);
    expect(crosses!.symbol).toBe("cross");
    expect(Array.from(crosses!.x).sort((a, b) => a - b)).toEqual(smallest.map((place) => sd[place]!));
    const others = new Set(
      [...sd.keys()].filter((place) => divergent[place] === 0).map((place) => sd[place]!),
    );
    expect(Array.from(plain!.x).every((value) => others.has(value))).toBe(true);
    // The least of the least lies within the panel.
    const [from, to] = picture.panels[3]!.x.domain!;
    expect(Math.min(...Array.from(crosses!.x))).toBeGreaterThan(from);
    expect(Math.max(...Array.from(plain!.x))).toBeLessThan(to);
  });

  it("are those of five variables at most, and need two", () => {
    const many = makeDraws(shape, { a: x, b: y, c: z, d: x, e: y, f: z });
    const drawn = requirePicture(pairs, inputOf(many));
    expect(drawn.panels).toHaveLength(25);
    expect(drawn.subtitle).toBe("The first 5 of 6 variables.");
    expect(requireReason(pairs, inputOf(makeDraws(shape, { a: x })))).toContain(
      "one variable, a; name two to 5",
    );
  });

  it("leave out what is not finite, and say of a constant what it is", () => {
    const broken = y.map((value, i) => (i % 3 === 0 ? Number.NaN : value));
    const given = makeDraws(shape, { broken, same: y.map(() => 7), x });
    const drawn = requirePicture(pairs, inputOf(given));
    expect(drawn.description).toContain("broken and same none");
    expect(marksOf(drawn, "texts", 4)[0]!.texts).toEqual(["all draws are 7"]);
  });

  it("of one chain of two draws are drawn, too", () => {
    const two = makeDraws({ chainCount: 1, drawCount: 2 }, { a: [1, 2], b: [2, 1] });
    expect(requirePicture(pairs, inputOf(two)).description).toContain("a and b −1");
  });
});

describe("divergences", () => {
  const picture = requirePicture(divergences, inputOf(draws));

  it("have the variable that separates them first, marked, at the mean rank of its divergent draws", () => {
    expect(picture.panels[0]!.y.names![0]).toBe("sd");
    const alert = marksOf(picture, "dots").find(({ colour }) => colour === "alert")!;
    expect(alert.y).toEqual([0]);
    // The ranks 1 … 20 of 4,000, less a half each.
    expect(alert.x[0]).toBeCloseTo(10 / total, 12);
    expect(picture.description).toContain("They gather by sd.");
  });

  it("have the ranks of divergent draws by brute force", () => {
    const crosses = marksOf(picture, "dots").find(({ symbol }) => symbol === "cross")!;
    const row = picture.panels[0]!.y.names!.indexOf("y");
    const found = Array.from(crosses.x).filter((_, i) => crosses.y[i] === row);
    const places = [...divergent.keys()].filter((place) => divergent[place] === 1);
    const expected = places.map((place) => (y.filter((value) => value < y[place]!).length + 0.5) / total);
    expected.forEach((rank, i) => {
      expect(found[i]).toBeCloseTo(rank, 12);
    });
  });

  it("have a band in which a mean of ranks lies by chance in 95 of 100 cases", () => {
    const [band] = marksOf(picture, "boxes");
    const reach = band!.x2[0]! - 0.5;
    let inside = 0;
    for (let k = 0; k < 400; k++) {
      // 20 uniform numbers: normal draws by their ranks among a thousand others would be the same.
      const uniform = normalDraws({ chainCount: 1, drawCount: 20 }, 100 + k).map((value) => normalCdf(value));
      const mean = uniform.reduce((sum, value) => sum + value, 0) / 20;
      if (Math.abs(mean - 0.5) < reach) inside++;
    }
    // Binomial of 400 with 0.95: sd 4.36.
    expect(Math.abs(inside - 380)).toBeLessThan(4 * 4.36);
  });

  it("have no red dot where divergent draws lie everywhere", () => {
    const scattered = Float64Array.from({ length: total }, (_, i) => (i % 200 === 7 ? 1 : 0));
    const drawn = requirePicture(divergences, inputOf({ ...draws, statistics: { divergent: scattered } }));
    expect(drawn.description).toContain("None of them separates the divergent draws");
  });

  it("say what to do where there are none, where they are not known, and where nothing varies", () => {
    const none = { ...draws, statistics: { divergent: new Float64Array(total) } };
    expect(requireReason(divergences, inputOf(none))).toContain("none of 4000 transitions is divergent");
    expect(requireReason(divergences, inputOf({ ...draws, statistics: {} }))).toContain("draw `pairs`");
    const still = makeDraws(shape, { a: x.map(() => 1) }, { statistics: { divergent } });
    expect(requireReason(divergences, inputOf(still))).toContain("name others");
  });

  it("thin thousands of crosses", () => {
    const all = { ...draws, statistics: { divergent: new Float64Array(total).fill(1) } };
    const drawn = requirePicture(divergences, inputOf(all));
    expect(marksOf(drawn, "dots").find(({ symbol }) => symbol === "cross")!.x).toHaveLength(3 * 200);
  });
});
