/** What every kind of picture keeps, of draws of any shape: it draws what can be drawn, or says why not. */

import { describe, expect, it } from "vitest";
import { isNoPicture } from "../../../src/pictures/kind.ts";
import { pictureKinds } from "../../../src/pictures/kinds/index.ts";
import { darkPalette } from "../../../src/pictures/palette.ts";
import { renderSvg } from "../../../src/pictures/svg/file.ts";
import type { Draws } from "../../../src/posterior/draws.ts";
import { makeDraws, normalDraws, type Shape } from "../../posterior/make-draws.ts";
import { inputOf, numbersOf } from "../picture-input.ts";

const energyOf = (shape: Shape): Draws["statistics"] => ({
  energy: normalDraws(shape, 9),
  divergent: normalDraws(shape, 8).map((z) => (z > 2 ? 1 : 0)),
});
const plain = (shape: Shape): Draws =>
  makeDraws(
    shape,
    { mu: normalDraws(shape, 1), tau: normalDraws(shape, 2, { rho: 0.5, map: (z) => Math.exp(z) }) },
    {
      statistics: energyOf(shape),
    },
  );
const odd: Shape = { chainCount: 3, drawCount: 120 };
const length = odd.chainCount * odd.drawCount;

/** By what is odd about them. */
const given: Readonly<Record<string, Draws>> = {
  "four chains": plain({ chainCount: 4, drawCount: 300 }),
  "one chain": plain({ chainCount: 1, drawCount: 300 }),
  "one draw": plain({ chainCount: 1, drawCount: 1 }),
  "one draw of four chains": plain({ chainCount: 4, drawCount: 1 }),
  "three draws": plain({ chainCount: 2, drawCount: 3 }),
  "seven draws": plain({ chainCount: 2, drawCount: 7 }),
  "fifty chains": plain({ chainCount: 50, drawCount: 60 }),
  "thousands of draws": plain({ chainCount: 2, drawCount: 6000 }),
  "no statistics": makeDraws(odd, { a: normalDraws(odd, 1), b: normalDraws(odd, 2) }),
  "constants, NaN, infinities, chains that stand still, and 1e300": makeDraws(
    odd,
    {
      constant: new Float64Array(length).fill(2),
      nothing: new Float64Array(length).fill(Number.NaN),
      "some not finite": normalDraws(odd, 3, {
        map: (z, _, i) => (i === 5 ? Infinity : i === 7 ? NaN : i === 9 ? -Infinity : z),
      }),
      infinite: new Float64Array(length).fill(Number.POSITIVE_INFINITY),
      huge: normalDraws(odd, 4, { map: (z) => z * 1e300 }),
      tiny: normalDraws(odd, 4, { map: (z) => z * 1e-300 }),
      still: normalDraws(odd, 5, { map: (z, chain) => (chain === 0 ? 1 : z) }),
      "all still": normalDraws(odd, 5, { map: (_, chain) => chain }),
    },
    { statistics: { energy: new Float64Array(length).fill(Number.NaN) } },
  ),
  "energies of which some are not": makeDraws(
    odd,
    { a: normalDraws(odd, 1), b: normalDraws(odd, 2) },
    {
      statistics: {
        energy: normalDraws(odd, 6, {
          map: (z, chain) => (chain === 0 ? 3 : chain === 1 && z > 1 ? NaN : z),
        }),
      },
    },
  ),
};

describe.each(pictureKinds.map((kind) => [kind.name, kind] as const))("the kind %s", (name, kind) => {
  it("has a name of words and hyphens, a line about it, and two to five sentences on how to read it", () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(kind.about).not.toMatch(/\.$|\n/);
    const sentences = kind.reading.split(/[.:]\s+(?=[A-Z])/);
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(kind.reading.match(/\.(\s|$)/g)!.length).toBeLessThanOrEqual(5);
  });

  it.each(Object.entries(given))("draws %s, or says why not and what to do", (_, draws) => {
    const drawn = kind.draw(inputOf(draws));
    if (isNoPicture(drawn)) {
      expect(drawn.reason).toMatch(/; [a-z].*[^.]$/);
      return;
    }
    expect(drawn.kind).toBe(name);
    expect(drawn.panels.length).toBeGreaterThan(0);
    expect(drawn.description).toMatch(/\.$/);
    expect(drawn.description).not.toMatch(/NaN|undefined|Infinity/);
    for (const { marks, x, y, height } of drawn.panels) {
      for (const mark of marks)
        expect(new Set(numbersOf(mark).map((numbers) => numbers.length)).size).toBeLessThan(2);
      for (const { domain } of [x, y]) {
        if (domain !== null) expect(domain[1] - domain[0]).toBeGreaterThan(0);
      }
      expect(height).toBeGreaterThan(0);
    }
    for (const palette of [undefined, darkPalette]) {
      const svg = renderSvg(drawn, palette ? { palette } : {});
      expect(svg.replaceAll(/<(title|desc|text)[ >].*?<\/\1>/gs, "")).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg).toMatch(/^<svg[^>]* viewBox="0 0 860 \d+"/);
    }
  });

  it("has no more points of a line than pixels show", () => {
    const drawn = kind.draw(inputOf(given["thousands of draws"]!));
    if (isNoPicture(drawn)) return;
    const lines = drawn.panels.flatMap(({ marks }) => marks).filter((mark) => mark.kind === "line");
    for (const { x } of lines) expect(x.length).toBeLessThanOrEqual(1000);
  });
});
