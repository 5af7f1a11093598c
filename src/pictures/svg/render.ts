/** A picture as the text of an SVG file, or as its elements in a document: title, legend, and the panels in a grid. */

import { visible } from "../../text/visible.ts";
import { extentOf } from "../extent.ts";
import { lightPalette, type Palette, paintOf } from "../palette.ts";
import type { LegendEntry, Panel, Picture } from "../picture.ts";
import { formatTick, roundSteps } from "../ticks.ts";
import { drawPanel } from "./panel.ts";
import { letterWidth, shortened } from "./words.ts";

export interface SvgOptions {
  /** Pixels; 860 if not given. */
  readonly width?: number;
  readonly palette?: Palette;
}

const namespace = "http://www.w3.org/2000/svg";
const usualWidth = 860;
const usualHeight = { one: 380, many: 190 };
const padding = 18;
const gap = { x: 22, y: 14 };
const titleHeight = 18;
/** Left of a panel at most: longer names are shortened. */
const mostMargin = 260;
/** And no more of it than this, so that something of a narrow one is left. */
const mostOfPanel = 0.5;
/** Narrower panels stand below each other. */
const leastPanel = 210;

/** The root element, made in this document. */
export function drawPicture(picture: Picture, document: Document, options: SvgOptions = {}): Element {
  const { width = usualWidth, palette = lightPalette } = options;
  const columns = columnsFor(picture, width);
  const panelWidth = (width - 2 * padding - (columns - 1) * gap.x) / columns;
  const root = make(document, "svg", { xmlns: namespace, width, role: "img", "font-size": 12 });
  root.setAttribute(
    "font-family",
    "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif",
  );
  const background = make(document, "rect", { width, fill: palette.background });
  root.append(
    textElement(document, "title", {}, picture.title),
    textElement(document, "desc", {}, picture.description),
    background,
  );
  let y = drawHead(root, document, picture, { width, palette });
  const place = {
    panelWidth,
    isAlone: picture.panels.length === 1,
    margins: leftMargins(picture, columns).map((margin) => Math.min(margin, mostOfPanel * panelWidth)),
    palette,
  };
  for (let first = 0; first < picture.panels.length; first += columns) {
    const row = picture.panels.slice(first, first + columns);
    y += drawRow(root, document, row, { ...place, y }) + gap.y;
  }
  const height = Math.ceil(y - gap.y + padding);
  root.setAttribute("height", String(height));
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  background.setAttribute("height", String(height));
  return root;
}

/** As many as there is room for; those of a matrix stay together. */
function columnsFor({ kind, columns, panels }: Picture, width: number): number {
  const wanted = Math.max(1, Math.min(columns, panels.length));
  if (kind === "pairs") return wanted;
  const room = Math.floor((width - 2 * padding + gap.x) / (leastPanel + gap.x));
  return Math.max(1, Math.min(wanted, room));
}

interface HeadPlace {
  readonly width: number;
  readonly palette: Palette;
}

/** Title, subtitle and legend. Gives the height that they took. */
function drawHead(root: Element, document: Document, picture: Picture, place: HeadPlace): number {
  const { width, palette } = place;
  let y = padding + 14;
  const look = { "font-size": 16, "font-weight": 600, fill: palette.text };
  const most = (width - 2 * padding) / (1.4 * letterWidth);
  root.append(textElement(document, "text", { x: padding, y, ...look }, shortened(picture.title, most)));
  for (const line of picture.subtitle === null
    ? []
    : broken(picture.subtitle, (width - 2 * padding) / letterWidth)) {
    y += 18;
    root.append(textElement(document, "text", { x: padding, y, fill: palette.subtle }, line));
  }
  if (picture.legend.length > 0) {
    y += 22;
    y += drawLegend(root, document, picture.legend, { ...place, y });
  }
  return y + 12;
}

interface RowPlace {
  readonly y: number;
  readonly panelWidth: number;
  readonly isAlone: boolean;
  /** Left of each panel, in pixels. */
  readonly margins: readonly number[];
  readonly palette: Palette;
}

/** Gives the height that it took. */
function drawRow(root: Element, document: Document, row: readonly Panel[], place: RowPlace): number {
  const { y, panelWidth, isAlone, margins, palette } = place;
  const hasTitles = row.some(({ title }) => title !== null);
  const top = hasTitles ? titleHeight : 0;
  const height =
    Math.max(...row.map((panel) => panel.height)) * (isAlone ? usualHeight.one : usualHeight.many);
  row.forEach((panel, k) => {
    const x = padding + k * (panelWidth + gap.x);
    if (panel.title !== null) {
      const most = panelWidth / letterWidth;
      const look = { x, y: y + 12, "font-weight": 600, fill: palette.text };
      root.append(textElement(document, "text", look, shortened(panel.title, most)));
    }
    const marginBottom = panel.x.isBare ? 8 : panel.x.label === null ? 24 : 38;
    const drawn = drawPanel(
      panel,
      { width: panelWidth, height, marginLeft: margins[k]!, marginBottom },
      palette,
      document,
    );
    drawn.setAttribute("x", String(x));
    drawn.setAttribute("y", String(y + top));
    root.append(drawn);
  });
  return top + height;
}

/** Of each column: its panels begin at one place. */
function leftMargins({ panels }: Picture, columns: number): number[] {
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...panels.filter((_, k) => k % columns === column).map(leftMargin)),
  );
}

function leftMargin(panel: Panel): number {
  const { y } = panel;
  if (y.isBare) return 10;
  const label = y.label === null ? 0 : 18;
  const longest = Math.max(0, ...(y.names ?? tickTexts(panel)).map((name) => visible(name).length));
  return Math.min(mostMargin, 14 + label + longest * letterWidth);
}

function tickTexts(panel: Panel): string[] {
  const [from, to] = extentOf(panel, "y") ?? [0, 1];
  return roundSteps(from, to, 5).map((value) => formatTick(value, panel.y.format));
}

function drawLegend(
  root: Element,
  document: Document,
  legend: readonly LegendEntry[],
  { y, width, palette }: { readonly y: number; readonly width: number; readonly palette: Palette },
): number {
  let [x, line] = [padding, 0];
  for (const { colour, text, symbol } of legend) {
    const needed = 24 + visible(text).length * letterWidth + 14;
    if (x > padding && x + needed > width - padding) [x, line] = [padding, line + 18];
    const at = y + line;
    const sign = legendSign(document, symbol, paintOf(colour, palette), { x, y: at - 4 });
    root.append(sign, textElement(document, "text", { x: x + 22, y: at, fill: palette.text }, text));
    x += needed;
  }
  return line;
}

function legendSign(
  document: Document,
  symbol: LegendEntry["symbol"],
  paint: string,
  { x, y }: { readonly x: number; readonly y: number },
): Element {
  switch (symbol) {
    case "line":
      return make(document, "path", { d: `M${x} ${y}h16`, stroke: paint, "stroke-width": 2.5 });
    case "area":
      return make(document, "rect", { x, y: y - 6, width: 16, height: 11, fill: paint });
    case "cross":
      return make(document, "path", {
        d: `M${x + 4} ${y - 4}l8 8m0 -8l-8 8`,
        stroke: paint,
        "stroke-width": 1.6,
      });
    case "ring":
      return make(document, "circle", {
        cx: x + 8,
        cy: y,
        r: 4,
        fill: "none",
        stroke: paint,
        "stroke-width": 1.5,
      });
    case "dot":
      return make(document, "circle", { cx: x + 8, cy: y, r: 4, fill: paint });
  }
}

function make(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): Element {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function textElement(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text: string,
): Element {
  const element = make(document, name, attributes);
  element.textContent = visible(text);
  return element;
}

/** Lines of so many letters at most, at spaces. */
function broken(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
