/** SVG files where there is no browser: the elements are made in a document of linkedom. */

import { parseHTML } from "linkedom";
import type { Picture } from "../picture.ts";
import type { SvgOptions } from "./render.ts";
import { svgText } from "./text.ts";

/** The text of an SVG file. */
export function renderSvg(picture: Picture, options: SvgOptions = {}): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return svgText(picture, document as unknown as Document, options);
}
