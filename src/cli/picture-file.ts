/** Pictures as files: SVG, PNG or a page, as the ending of the name says. */

import { crc32 } from "node:zlib";
import { ProblemError } from "../api/problem-error.ts";
import { darkPalette, lightPalette } from "../pictures/palette.ts";
import type { Picture } from "../pictures/picture.ts";
import type { Problem } from "../problems/problem.ts";
import { noFonts, rasterMissing, unknownEnding } from "./problems-pictures.ts";

/** Endings of files, each another way of writing. */
const endings = [".svg", ".png", ".html"] as const;

/** One of the ways. */
export type PictureEnding = (typeof endings)[number];

export interface PictureFileOptions {
  readonly isDark: boolean;
  readonly width?: number | undefined;
  /** How the picture is read, for those that have room for words. */
  readonly reading: string;
}

/** Whether a file of this name is a picture. */
export function isPictureName(path: string): boolean {
  return endings.some((one) => path.toLowerCase().endsWith(one));
}

/** How a file of this name is written. Throws a `ProblemError` where its ending tells nothing. */
export function endingOf(path: string): PictureEnding {
  const ending = endings.find((one) => path.toLowerCase().endsWith(one));
  if (ending === undefined) throw new ProblemError([unknownEnding(path)], "", path);
  return ending;
}

/** What stands in the file, and what is to be told of it. Throws a `ProblemError` where a package for it is missing. */
export async function renderPictureFile(
  picture: Picture,
  path: string,
  options: PictureFileOptions,
): Promise<{ readonly content: string | Uint8Array; readonly warning: Problem | null }> {
  const ending = endingOf(path);
  if (ending === ".html") {
    const { renderPage } = await import("../pictures/page/render.ts");
    return { content: renderPage(picture, { ...options, script: await pageScript() }), warning: null };
  }
  const { renderSvg } = await import("../pictures/svg/file.ts");
  const svg = renderSvg(picture, {
    ...(options.width === undefined ? {} : { width: options.width }),
    palette: options.isDark ? darkPalette : lightPalette,
  });
  if (ending === ".svg") return { content: svg, warning: null };
  const { png, hasFonts } = await rasterized(svg);
  return { content: png, warning: hasFonts ? null : noFonts(path) };
}

/** Twice as many pixels as the SVG has, for screens that have them and for paper. */
const zoom = 2;

async function rasterized(svg: string): Promise<{ readonly png: Uint8Array; readonly hasFonts: boolean }> {
  const raster = await import("@resvg/resvg-js").catch(() => null);
  if (raster === null) throw new ProblemError([rasterMissing()], "", "");
  const { Resvg } = raster;
  // Letters without a font take no room.
  const letter = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="15">x</text></svg>';
  const hasFonts = new Resvg(letter).getBBox() !== undefined;
  const png = new Resvg(svg, { fitTo: { mode: "zoom", value: zoom } }).render().asPng();
  return { png: withMaker(png), hasFonts };
}

/** Length of the signature of a PNG and of the chunk that follows it, which every PNG has. */
const headLength = 33;

/** With a chunk of text that says what made it, so that an earlier picture is known as one (PNG, third edition, 11.3.3.2). */
function withMaker(png: Uint8Array): Uint8Array {
  const data = Buffer.from("tEXtSoftware\0hyperprior", "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(data));
  return Buffer.concat([png.subarray(0, headLength), length, data, check, png.subarray(headLength)]);
}

/** What draws in a page: a file of the build. */
async function pageScript(): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  // In the build this file is a part of `dist/cli/main.js`; in the sources it stands as deep.
  const built = new URL("../pictures-page.min.js", import.meta.url);
  const fromSources = new URL("../../dist/pictures-page.min.js", import.meta.url);
  return readFile(built, "utf8").catch(() => readFile(fromSources, "utf8"));
}
