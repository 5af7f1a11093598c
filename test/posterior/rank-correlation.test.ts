import { expect, it } from "vitest";
import { averageRanks, rankCorrelation } from "../../src/posterior/rank-correlation.ts";

it("ranks are from 1 on, the average one of those that are equal", () => {
  expect([...averageRanks(Float64Array.of(3, 1, 3, -2, 3))]).toEqual([4, 2, 4, 1, 4]);
});

it("a rank correlation is that of R: cor(x, y, method = 'spearman'), without places where one is not finite", () => {
  // cor(c(1, 5, 2, 2, 9), c(2, 3, 1, 8, 7), method = "spearman") is 0.41039134083406165
  const [x, y] = [Float64Array.of(1, 5, 2, 2, 9), Float64Array.of(2, 3, 1, 8, 7)];
  expect(rankCorrelation(x, y)).toBeCloseTo(0.41039134083406165, 14);
  const [more, other] = [
    Float64Array.of(...x, Number.NaN, 3),
    Float64Array.of(...y, 1, Number.POSITIVE_INFINITY),
  ];
  expect(rankCorrelation(more, other)).toBeCloseTo(0.41039134083406165, 14);
  expect(
    rankCorrelation(
      x,
      x.map((value) => -(value ** 3)),
    ),
  ).toBeCloseTo(-1, 14);
  expect(
    rankCorrelation(
      x,
      x.map(() => 1),
    ),
  ).toBeNaN();
});
