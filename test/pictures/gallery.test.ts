/**
 * Every kind of pictures, drawn: as text of a terminal and as SVG to the letter, in files of `output/` and of `docs/pictures/`, which the
 * gallery shows. After a change that is wanted: npx vitest run --project fast test/pictures/gallery.test.ts --update
 */

import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asciiName } from "../../src/language/names.ts";
import { decodePicture, encodePicture } from "../../src/pictures/page/encode.ts";
import { darkPalette } from "../../src/pictures/palette.ts";
import type { Picture } from "../../src/pictures/picture.ts";
import { renderSvg } from "../../src/pictures/svg/file.ts";
import { renderTerminal } from "../../src/pictures/terminal/render.ts";
import { textWidth } from "../../src/text/lines.ts";
import { repository } from "../docs/commands.ts";
import { pictureExamples } from "./examples.ts";
import { faultsOfSvg } from "./svg-faults.ts";

const mostBytes = 200_000;

/** What the command line draws with. */
const built = createRequire(import.meta.url)("../../dist/cli/picture-svg.cjs") as {
  readonly renderSvg: typeof renderSvg;
};

/** The lists of numbers of all marks. */
function numbersOf({ panels }: Picture): number[][] {
  const marks = panels.flatMap((panel) => panel.marks);
  return marks.flatMap((mark) =>
    Object.values(mark).flatMap((value: unknown) => {
      const isNumbers = ArrayBuffer.isView(value) || (Array.isArray(value) && typeof value[0] === "number");
      return isNumbers ? [Array.from(value as unknown as ArrayLike<number>)] : [];
    }),
  );
}

/** The largest distance of two lists, in parts of the range of the second; infinite where one has a number and the other has none. */
function distance(a: readonly number[], b: readonly number[]): number {
  const finite = b.filter(Number.isFinite);
  const range = Math.max(...finite) - Math.min(...finite) || 1;
  const apart = b.map((one, i) => {
    if (Number.isFinite(one) !== Number.isFinite(a[i])) return Number.POSITIVE_INFINITY;
    return Number.isFinite(one) ? Math.abs(one - a[i]!) / range : 0;
  });
  return Math.max(0, ...apart);
}

describe.each(pictureExamples)("$kind.name", ({ kind, picture }) => {
  it("is drawn in a terminal of 80 columns without colours", async () => {
    const text = renderTerminal(picture);
    expect(text.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
    await expect(text).toMatchFileSnapshot(`output/${kind.name}.txt`);
  });

  it.each([40, 60, 120, 200])("fits into %d columns, and into ASCII", (width) => {
    const text = renderTerminal(picture, { width, isAscii: true, spell: asciiName });
    expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
    expect(text).toMatch(/^[ -~\n]*$/);
  });

  it("is an SVG file with all in its place", async () => {
    const svg = renderSvg(picture);
    expect(faultsOfSvg(svg)).toEqual([]);
    expect(Buffer.byteLength(svg)).toBeLessThan(mostBytes);
    await expect(svg).toMatchFileSnapshot(join(repository, "docs/pictures", `${kind.name}.svg`));
  });

  it("has its place where it is narrow, wide or dark, too", () => {
    for (const options of [{ width: 480 }, { width: 1400 }, { palette: darkPalette }])
      expect(faultsOfSvg(renderSvg(picture, options))).toEqual([]);
  });

  it("is the same from the build, which leaves out parts of packages", () => {
    expect(built.renderSvg(picture)).toBe(renderSvg(picture));
  });

  it("says what it is, and how it is read", () => {
    expect(kind.about).toMatch(/^[^A-Z].*[^.]$/);
    expect(kind.reading).toMatch(/^[A-Z].*\.$/s);
    expect(picture.kind).toBe(kind.name);
    expect(picture.description.length).toBeGreaterThan(20);
  });

  it("is the same in a page, to what can be seen", () => {
    const decoded = decodePicture(encodePicture(picture));
    const [there, here] = [numbersOf(decoded), numbersOf(picture)];
    expect(there.map(({ length }) => length)).toEqual(here.map(({ length }) => length));
    expect(Math.max(...there.map((numbers, k) => distance(numbers, here[k]!)))).toBeLessThan(1e-5);
    expect(decoded.panels.map(({ x, y }) => [x, y])).toEqual(picture.panels.map(({ x, y }) => [x, y]));
  });
});
