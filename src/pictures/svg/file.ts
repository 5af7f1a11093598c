/** SVG files where there is no browser: the elements are made in a document of linkedom. */

import { parseHTML } from "linkedom";
import type { Picture } from "../picture.ts";
import { drawPicture, type SvgOptions } from "./render.ts";

/** The text of an SVG file. */
export function renderSvg(picture: Picture, options: SvgOptions = {}): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const root = drawPicture(picture, document as unknown as Document, options);
  // So that it is known as a picture of ours when another one is to be written in its place.
  root.setAttribute("data-maker", "hyperprior");
  return `${root.toString()}\n`;
}
