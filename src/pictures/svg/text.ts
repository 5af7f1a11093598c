/** A picture as the text of an SVG element, made in whatever document there is. */

import type { Picture } from "../picture.ts";
import { drawPicture, type SvgOptions } from "./render.ts";

/** The text: the same for the same picture, whatever was drawn before. */
export function svgText(picture: Picture, document: Document, options: SvgOptions = {}): string {
  const root = drawPicture(picture, document, options);
  const elements = [...root.querySelectorAll("*")];
  for (const element of elements) roundPlaces(element);
  renumberClips(elements);
  // So that it is known as a picture of ours when another one is to be written in its place.
  root.setAttribute("data-maker", "hyperprior");
  return `${root.outerHTML}\n`;
}

const clipName = /plot-clip-\d+/;

/** Observable Plot counts through all that it draws: in a file from 1 on, so that it is the same whatever was drawn before. */
function renumberClips(elements: readonly Element[]): void {
  const numbers = new Map<string, number>();
  const own = elements.filter(({ id }) => clipName.test(id));
  for (const { id } of own) numbers.set(id, numbers.size + 1);
  const renumbered = (text: string): string =>
    text.replace(clipName, (name) => `plot-clip-${numbers.get(name) ?? 0}`);
  for (const element of elements) {
    const clip = element.getAttribute("clip-path");
    if (clip !== null) element.setAttribute("clip-path", renumbered(clip));
  }
  for (const element of own) element.id = renumbered(element.id);
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
