/** A picture in a lesson, drawn as `plot` draws it, and drawn again when it changes, the window does, or the reader's system turns dark. */

import { darkPalette, lightPalette } from "../../pictures/palette.ts";
import type { Picture } from "../../pictures/picture.ts";
import { drawPicture } from "../../pictures/svg/render.ts";

const widest = 760;
const narrowest = 300;
/** Panels side by side want more. */
const roomForColumns = 520;

export class Figure {
  private readonly holder: HTMLElement;
  private readonly listeners: ((drawn: Element) => void)[] = [];
  private picture: Picture | null = null;
  private drawn: Element | null = null;
  private isPrinting = false;

  constructor(place: HTMLElement) {
    this.holder = document.createElement("div");
    this.holder.className = "figure";
    place.append(this.holder);
    const draw = (): void => this.draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    addEventListener("resize", draw);
    for (const name of ["beforeprint", "afterprint"] as const)
      addEventListener(name, () => {
        this.isPrinting = name === "beforeprint";
        this.draw();
      });
  }

  /** A layer over the picture, of its size; `onDraw` is told each time what was drawn under it. */
  cover(layer: HTMLElement, onDraw: (drawn: Element) => void): void {
    this.holder.append(layer);
    this.listeners.push(onDraw);
  }

  show(picture: Picture): void {
    this.picture = picture;
    this.draw();
  }

  private draw(): void {
    if (this.picture === null) return;
    const isDark = !this.isPrinting && matchMedia("(prefers-color-scheme: dark)").matches;
    const width = Math.max(narrowest, Math.min(widest, this.holder.clientWidth || widest));
    const palette = isDark ? darkPalette : lightPalette;
    const columns = width < roomForColumns ? 1 : this.picture.columns;
    const drawn = drawPicture({ ...this.picture, columns }, document, { width, palette });
    // What covers it stays where it is, with the focus that it may have.
    if (this.drawn === null) this.holder.prepend(drawn);
    else this.drawn.replaceWith(drawn);
    this.drawn = drawn;
    for (const listener of this.listeners) listener(drawn);
  }
}
