/** The panels of a drawn picture, which tell where a value of their axes lies. */

/** A panel as Observable Plot makes it: it tells its scales, whose pixels are those of the panel. */
export interface PanelElement extends SVGSVGElement {
  readonly scale: (
    name: "x" | "y",
  ) => { readonly apply: (value: number) => number; readonly range: readonly [number, number] } | undefined;
}

/** In the picture's order; `root` is what `drawPicture` gave. */
export function panelElements(root: Element): PanelElement[] {
  return [...root.children].filter((child): child is PanelElement => child.localName === "svg");
}

/** A place in a picture, in parts of its width and height from its upper left corner. */
export interface PartPlace {
  readonly left: number;
  readonly top: number;
}

/** Where a panel, counted from 0, draws these values. Throws a RangeError if the picture has no such panel. */
export function placeInPicture(root: Element, panel: number, x: number, y: number): PartPlace {
  const element = panelElements(root)[panel];
  if (element === undefined) throw new RangeError(`the picture has no panel ${panel}`);
  const part = (side: "x" | "y", value: number, length: "width" | "height"): number =>
    (Number(element.getAttribute(side)) + element.scale(side)!.apply(value)) /
    Number(root.getAttribute(length));
  return { left: part("x", x, "width"), top: part("y", y, "height") };
}
