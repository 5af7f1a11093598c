/** Any picture, with numbers as they come, is drawn within its width; what is in a page is what was put there. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePicture, encodePicture } from "../../src/pictures/page/encode.ts";
import {
  type Axis,
  type Colour,
  type Mark,
  nameAxis,
  numberAxis,
  type Picture,
} from "../../src/pictures/picture.ts";
import { renderTerminal } from "../../src/pictures/terminal/render.ts";
import { textWidth } from "../../src/text/lines.ts";

const number = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, -1, 1e-300, 1e300, -1e300, 5e-324) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
const numbers = fc.array(number, { minLength: 0, maxLength: 40 });
const colour: fc.Arbitrary<Colour> = fc.oneof(
  fc.constantFrom<Colour>("main", "second", "muted", "alert", "good", "band"),
  fc.nat(20).map((chain) => ({ chain })),
  fc.nat(20).map((series) => ({ series })),
);
const opacity = fc.constantFrom(0.2, 0.5, 1);
const label = fc.string({ unit: "grapheme", maxLength: 30 });

const mark: fc.Arbitrary<Mark> = fc
  .record({
    x: numbers,
    y: numbers,
    a: numbers,
    b: numbers,
    colour,
    opacity,
    flag: fc.boolean(),
    text: label,
    at: number,
  })
  .chain(({ x, y, a, b, flag, text, at, ...look }) =>
    fc.constantFrom<Mark>(
      { kind: "line", x, y, isStepped: flag, isDashed: !flag, ...look },
      { kind: "dots", x, y, symbol: flag ? "ring" : "cross", ...look },
      { kind: "area", x: [...x].sort((p, q) => p - q), lower: y, upper: a, ...look },
      { kind: "boxes", x1: x, x2: y, y1: a, y2: b, ...look },
      { kind: "segments", x1: x, x2: y, y1: a, y2: b, hasArrow: flag, ...look },
      { kind: "rule", axis: flag ? "x" : "y", at, colour: look.colour, isDashed: flag, text },
      { kind: "texts", x, y, texts: x.map(() => text), colour: look.colour, anchor: flag ? "middle" : "end" },
    ),
  );
const axis: fc.Arbitrary<Axis> = fc.oneof(
  fc
    .record({
      scale: fc.constantFrom("linear" as const, "log" as const),
      isBare: fc.boolean(),
      label: fc.option(label),
    })
    .map((rest) => numberAxis(rest.label, rest)),
  fc.array(label, { minLength: 1, maxLength: 6 }).map((names) => nameAxis(names)),
);
const picture: fc.Arbitrary<Picture> = fc.record({
  kind: fc.constant("any"),
  title: label,
  subtitle: fc.option(label),
  description: label,
  columns: fc.integer({ min: 1, max: 4 }),
  panels: fc.array(
    fc.record({
      title: fc.option(label),
      x: axis,
      y: axis,
      marks: fc.array(mark, { maxLength: 4 }),
      height: fc.constantFrom(0.3, 1, 2),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  legend: fc.array(
    fc.record({
      colour,
      text: label,
      symbol: fc.constantFrom("line" as const, "dot" as const, "area" as const),
    }),
    { maxLength: 4 },
  ),
});

describe("any picture", () => {
  it("is drawn in a terminal within its width, on lines without spaces at their ends", () => {
    fc.assert(
      fc.property(picture, fc.constantFrom(40, 80, 133), fc.boolean(), (one, width, isAscii) => {
        const lines = renderTerminal(one, { width, isAscii }).split("\n");
        for (const line of lines) {
          expect(textWidth(line)).toBeLessThanOrEqual(width);
          expect(line).toBe(line.trimEnd());
          if (isAscii) expect(line).toMatch(/^[ -~]*$/);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("is in a page what it was, but for numbers that are none", () => {
    fc.assert(
      fc.property(picture, (one) => {
        const json = encodePicture(one);
        expect(json).not.toMatch(/<|\u2028/);
        const back = decodePicture(json);
        expect(back.panels.map(({ title }) => title)).toEqual(one.panels.map(({ title }) => title));
        expect(back.panels.map(({ marks }) => marks.map(({ kind }) => kind))).toEqual(
          one.panels.map(({ marks }) => marks.map(({ kind }) => kind)),
        );
        expect(back.legend).toEqual(one.legend);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
