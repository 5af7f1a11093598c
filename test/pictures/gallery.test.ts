/**
 * Every kind of pictures, drawn: as text of a terminal and as SVG to the letter, in files of `output/` and of `docs/pictures/`, which the
 * gallery shows. After a change that is wanted: npx vitest run --project fast test/pictures/gallery.test.ts --update
 */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asciiName } from "../../src/language/names.ts";
import { decodePicture, encodePicture } from "../../src/pictures/page/encode.ts";
import { darkPalette } from "../../src/pictures/palette.ts";
import { renderSvg } from "../../src/pictures/svg/file.ts";
import { renderTerminal } from "../../src/pictures/terminal/render.ts";
import { textWidth } from "../../src/text/lines.ts";
import { repository } from "../docs/commands.ts";
import { pictureExamples } from "./examples.ts";
import { faultsOfSvg } from "./svg-faults.ts";

const mostBytes = 200_000;

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

  it("says what it is, and how it is read", () => {
    expect(kind.about).toMatch(/^[^A-Z].*[^.]$/);
    expect(kind.reading).toMatch(/^[A-Z].*\.$/s);
    expect(picture.kind).toBe(kind.name);
    expect(picture.description.length).toBeGreaterThan(20);
  });

  it("is the same in a page, to what can be seen", () => {
    expect(renderSvg(decodePicture(encodePicture(picture))).length).toBeGreaterThan(1000);
    expect(renderTerminal(decodePicture(encodePicture(picture)))).toBe(renderTerminal(picture));
  });
});
