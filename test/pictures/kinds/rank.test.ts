/** Rank histograms: counts of ranks, and the band of chains that agree. */

import { expect, it } from "vitest";
import { rank } from "../../../src/pictures/kinds/rank.ts";
import { chainRankBins } from "../../../src/posterior/chain-ranks.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 4, drawCount: 200 };

it("count how many of a chain's draws are of each twentieth of all, with the band of hypergeometric counts", () => {
  const values = normalDraws(shape, 1);
  const [panel] = pictureOf(rank, makeDraws(shape, { mu: values })).panels;
  const sorted = [...values].sort((a, b) => a - b);
  marksOf(panel!, "line").forEach(({ y, isStepped }, chain) => {
    const ranks = [...values.subarray(chain * 200, (chain + 1) * 200)].map((value) => sorted.indexOf(value));
    const counts = Array.from(
      { length: 20 },
      (_, bin) => ranks.filter((one) => Math.floor(one / 40) === bin).length,
    );
    expect([...Array.from(y)]).toEqual([...counts, counts[19]]);
    expect(isStepped).toBe(true);
  });
  const [band] = marksOf(panel!, "area");
  const limits = chainRankBins(shape, 20, 0.05);
  expect(
    Array.from(band!.lower)
      .slice(0, 20)
      .map((x) => x),
  ).toEqual([...limits.lower]);
  expect(Array.from(band!.upper).slice(0, 20)).toEqual([...limits.upper]);
  expect(panel!.marks).toContainEqual({ kind: "rule", axis: "y", at: 10, colour: "muted", isDashed: true });
});

it("tell which chain lies apart, and name the halves of a single one", () => {
  const apart = makeDraws(shape, {
    mu: normalDraws(shape, 2),
    b: normalDraws(shape, 1, { map: (z, c) => z + (c === 2 ? 3 : 0) }),
  });
  const { description } = pictureOf(rank, apart);
  expect(description).toContain("mu: all within the band; b: outside the band:");
  expect(description.split("b: outside")[1]).toContain("chain 3");
  const drifting = { chainCount: 1, drawCount: 400 };
  const one = pictureOf(
    rank,
    makeDraws(drifting, { mu: normalDraws(drifting, 1, { map: (z, _, i) => z + i / 50 }) }),
  );
  expect(one.legend.map(({ text }) => text)).toEqual([
    "first half",
    "second half",
    "95% band of chains that agree",
  ]);
  expect(one.description).toContain("outside the band: first half, second half");
});

it("are of thinned draws where chains move slowly, and say so", () => {
  const slow = makeDraws(shape, { mu: normalDraws(shape, 5, { rho: 0.7 }) });
  const picture = pictureOf(rank, slow);
  expect(picture.subtitle).toMatch(/chains that move slowly are thinned, one draw of \d is kept\.$/);
  expect(picture.description).toContain("all within the band");
});

it("are of 2,000 draws of a chain at most, and of fewer where those are not independent", () => {
  const long = { chainCount: 2, drawCount: 10_000 };
  const draws = makeDraws(long, { mu: normalDraws(long, 1), slow: normalDraws(long, 2, { rho: 0.9 }) });
  const { panels, subtitle } = pictureOf(rank, draws);
  const counts = panels.map((panel) => Array.from(marksOf(panel, "line")[0]!.y).slice(0, 20));
  const [mu, slow] = counts.map((own) => own.reduce((a, b) => a + b));
  expect(mu).toBe(2000);
  expect(slow).toBeLessThanOrEqual(1000);
  expect(subtitle).toMatch(/one draw of 5 to \d\d is kept/);
});

it("show, of more than eight chains, those that leave the band and the others behind them", () => {
  const many = { chainCount: 12, drawCount: 100 };
  const values = normalDraws(many, 3, { map: (z, chain) => (chain === 7 ? z + 4 : z) });
  const lines = marksOf(pictureOf(rank, makeDraws(many, { mu: values })).panels[0]!, "line");
  expect(lines.map(({ colour }) => colour)).toEqual(
    lines.map((_, chain) => (chain === 7 ? "alert" : "muted")),
  );
});
