/** What is wrong with the SVG file of a picture: numbers that are none, and texts and marks that lie outside of it. */

import { parseHTML } from "linkedom";

/** Pixels that a letter takes on the average, and that a place may be off. */
const letter = 6;
const slack = 12;

interface Corner {
  readonly x: number;
  readonly y: number;
}

/** Words for each fault; none if all is well. */
export function faultsOfSvg(svg: string): string[] {
  const faults = /NaN|Infinity|undefined/.test(svg) ? ["a number that is none"] : [];
  const { document } = parseHTML(`<!doctype html><html><body>${svg}</body></html>`);
  const root = document.querySelector("svg")!;
  const [width, height] = ["width", "height"].map((name) => Number(root.getAttribute(name))) as [
    number,
    number,
  ];
  const see = (x: number, y: number, what: string): void => {
    const isInside = x >= -slack && y >= -slack && x <= width + slack && y <= height + slack;
    if (!isInside) faults.push(`${what} at ${x.toFixed(0)}, ${y.toFixed(0)} of ${width} × ${height}`);
  };
  const walk = (element: Element, corner: Corner): void => {
    const here = cornerOf(element, corner);
    for (const [x, y, what] of placesOf(element, here)) see(x, y, what);
    for (const child of element.children) walk(child, here);
  };
  for (const child of root.children) walk(child, { x: 0, y: 0 });
  return [...new Set(faults)];
}

/** Where the coordinates of an element begin. */
function cornerOf(element: Element, { x, y }: Corner): Corner {
  const moved = /translate\(([-\d.e]+)(?:[ ,]([-\d.e]+))?\)/.exec(element.getAttribute("transform") ?? "");
  const own = element.localName === "svg" ? [numberOf(element, "x"), numberOf(element, "y")] : [0, 0];
  return { x: x + own[0]! + Number(moved?.[1] ?? 0), y: y + own[1]! + Number(moved?.[2] ?? 0) };
}

function placesOf(element: Element, { x, y }: Corner): [number, number, string][] {
  const at = (a: number, b: number, what: string): [number, number, string] => [x + a, y + b, what];
  switch (element.localName) {
    case "text":
      return textEnds(element).map((a) => at(a, numberOf(element, "y"), `the text ${element.textContent}`));
    case "circle":
      return [at(numberOf(element, "cx"), numberOf(element, "cy"), "a dot")];
    case "rect": {
      const [a, b] = [numberOf(element, "x"), numberOf(element, "y")];
      const end = at(a + numberOf(element, "width"), b + numberOf(element, "height"), "the end of a box");
      return [at(a, b, "the corner of a box"), end];
    }
    case "line":
      return [
        at(numberOf(element, "x1"), numberOf(element, "y1"), "a line"),
        at(numberOf(element, "x2"), numberOf(element, "y2"), "a line"),
      ];
    case "path":
      return [...(element.getAttribute("d") ?? "").matchAll(/[ML]([-\d.e]+),([-\d.e]+)/g)].map((match) =>
        at(Number(match[1]), Number(match[2]), "a path"),
      );
    default:
      return [];
  }
}

/** Both ends of a text, by the anchor of it or of what it is in; of one that is turned its place only. */
function textEnds(element: Element): number[] {
  if (/rotate/.test(element.getAttribute("transform") ?? "")) return [0];
  const length = letter * Array.from(element.textContent ?? "").length;
  const x = numberOf(element, "x");
  const anchor = element.closest("[text-anchor]")?.getAttribute("text-anchor") ?? "start";
  if (anchor === "middle") return [x - length / 2, x + length / 2];
  return anchor === "end" ? [x - length, x] : [x, x + length];
}

/** In pixels; a letter of axes is 11 pixels high. */
function numberOf(element: Element, name: string): number {
  const text = element.getAttribute(name) ?? "0";
  return text.endsWith("em") ? 11 * Number(text.slice(0, -2)) : Number(text);
}
