/** The three pictures of effective sample sizes: their numbers, and the line of what is asked for. */

import { describe, expect, it } from "vitest";
import { essEvolutionKind } from "../../../src/pictures/kinds/ess-evolution.ts";
import { essLocalKind } from "../../../src/pictures/kinds/ess-local.ts";
import { essQuantileKind } from "../../../src/pictures/kinds/ess-quantile.ts";
import { essBulk, essOfChains, essQuantile, essTail } from "../../../src/posterior/ess.ts";
import { quantile, sortDraws } from "../../../src/posterior/quantile.ts";
import { splitChains } from "../../../src/posterior/split-chains.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 2, drawCount: 300 };
const values = normalDraws(shape, 1, { rho: 0.6 });
const draws = makeDraws(shape, { mu: values });

describe("effective sample sizes", () => {
  it("as draws accumulate are those of the first draws, bulk and tail, at twenty points", () => {
    const { panels, description } = pictureOf(essEvolutionKind, draws);
    const [bulk, tail] = marksOf(panels[0]!, "line");
    expect(Array.from(bulk!.x)).toEqual(Array.from({ length: 20 }, (_, i) => 30 * (i + 1)));
    [1, 7, 20].forEach((step) => {
      const count = 15 * step;
      const first = Float64Array.from([...values.subarray(0, count), ...values.subarray(300, 300 + count)]);
      expect(bulk!.y[step - 1]).toBe(essBulk(first, 2));
      expect(tail!.y[step - 1]).toBe(essTail(first, 2));
    });
    expect(description).toContain(
      `bulk ${Math.floor(essBulk(values, 2))}, tail ${Math.floor(essTail(values, 2))}`,
    );
  });

  it("of quantiles are those from 5 % to 95 %, and the smallest is told", () => {
    const { panels, description } = pictureOf(essQuantileKind, draws);
    const [line] = marksOf(panels[0]!, "line");
    const sizes = Array.from({ length: 19 }, (_, i) => essQuantile(values, 2, (i + 1) / 20));
    expect(Array.from(line!.y)).toEqual(sizes);
    const least = Math.min(...sizes);
    expect(description).toContain(`smallest ${Math.floor(least)} at ${5 * (sizes.indexOf(least) + 1)}%`);
  });

  it("of parts are those of lying in each twentieth", () => {
    const [bars] = marksOf(pictureOf(essLocalKind, draws).panels[0]!, "boxes");
    const sorted = sortDraws(values);
    const [low, high] = [quantile(sorted, 0.4), quantile(sorted, 0.45)];
    const isIn = values.map((x) => (x >= low && x <= high ? 1 : 0));
    expect(bars!.y2[8]).toBe(essOfChains(splitChains(isIn, 2)));
    expect(bars!.y2).toHaveLength(20);
  });

  it.each([essEvolutionKind, essQuantileKind, essLocalKind])(
    "stand beside the size that a diagnosis asks for, 100 for each chain: $name",
    (kind) => {
      const [panel] = pictureOf(kind, draws).panels;
      expect(marksOf(panel!, "rule")).toMatchObject([{ axis: "y", at: 200, colour: "alert" }]);
      expect(panel!.y.domain![1]).toBeGreaterThan(200);
    },
  );
});
