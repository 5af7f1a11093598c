/** Points of a picture that can be pressed: a button over each, native, so that keyboards and screen readers know it. */

import { placeInPicture } from "../../pictures/svg/panel-elements.ts";
import { addButton } from "../kit/controls.ts";
import type { Figure } from "../kit/figure.ts";
import type { LessonPage } from "../kit/page.ts";

/** In units of the data. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** What a screen reader says of it. */
  readonly label: string;
}

export interface PointOptions {
  /** What they are together. */
  readonly label: string;
  /** The picture's panel that they are in, from 0. */
  readonly panel: number;
  readonly points: readonly Point[];
  readonly onPress: (place: number) => void;
}

/** The buttons, in the order of the points. They stay when the picture is drawn again, and move with it. */
export function addPointButtons(
  page: LessonPage,
  figure: Figure,
  { label, panel, points, onPress }: PointOptions,
): HTMLButtonElement[] {
  const layer = document.createElement("div");
  const attributes = { class: "points", role: "group", "aria-label": label };
  for (const [name, value] of Object.entries(attributes)) layer.setAttribute(name, value);
  const buttons = points.map((point, place) => {
    const button = addButton(page, layer, "", () => onPress(place));
    button.setAttribute("aria-label", point.label);
    button.title = point.label;
    return button;
  });
  figure.cover(layer, (drawn) => {
    layer.style.maxWidth = `${drawn.getAttribute("width")}px`;
    for (const [place, { x, y }] of points.entries()) {
      const { left, top } = placeInPicture(drawn, panel, x, y);
      Object.assign(buttons[place]!.style, { left: `${100 * left}%`, top: `${100 * top}%` });
    }
  });
  return buttons;
}
