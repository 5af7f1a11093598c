/** SVG files where there is no browser: the elements are made in a document of linkedom. */

import { parseHTML } from "linkedom";
import type { Picture } from "../picture.ts";
import { drawPicture, type SvgOptions } from "./render.ts";

/** The text of an SVG file. */
export function renderSvg(picture: Picture, options: SvgOptions = {}): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const root = drawPicture(picture, document as unknown as Document, options);
  for (const element of root.querySelectorAll("*")) roundPlaces(element);
  // So that it is known as a picture of ours when another one is to be written in its place.
  root.setAttribute("data-maker", "hyperprior");
  return `${root.toString()}\n`;
}

const places = "cx cy d height r transform width x x1 x2 y y1 y2".split(" ");

/** Hundredths of a pixel are not to be seen: files are a third smaller, and the same whatever computed them. */
function roundPlaces(element: Element): void {
  for (const name of places) {
    const text = element.getAttribute(name);
    const rounded = text?.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
      String(Number(Number(number).toFixed(2)) + 0),
    );
    if (rounded !== undefined && rounded !== text) element.setAttribute(name, rounded);
  }
}
