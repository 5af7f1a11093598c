/**
 * A calibration as a picture: for each quantity the distribution function of the truths' places less that of uniform places, over
 * the band that it stays in if all is right. All panels have one scale. Source: Säilynoja, Bürkner & Vehtari (2022), figure 3.
 */

import type { Calibration, QuantityCalibration } from "../posterior/calibration.ts";
import { visible } from "../text/visible.ts";
import { bandShare, withRelation } from "./calibration-text.ts";
import { describeDeviation } from "./calibration-wording.ts";
import { type EcdfDifference, ecdfDifference, largestDifference } from "./ecdf-difference.ts";
import { element, escapeText, linePath } from "./svg.ts";

const panelWidth = 250;
const panelHeight = 150;
const gap = { x: 22, y: 58 };
const margin = { left: 58, top: 84, right: 20, bottom: 52 };
const mostColumns = 3;
/** Room for the line below the title. */
const leastWidth = 660;
/** Letters of a panel's title at most. */
const longestTitle = 30;

const colours = {
  background: "#ffffff",
  text: "#24292f",
  muted: "#57606a",
  frame: "#d0d7de",
  band: "#dbe4ee",
  good: "#33567a",
  off: "#b3402e",
};

const axisTitle = "place of the truth among the draws of its posterior";

/** The text of an SVG file. */
export function renderCalibrationPlot(calibration: Calibration, title: string): string {
  const { quantities } = calibration;
  const differences = quantities.map((quantity) => ecdfDifference(quantity, calibration));
  const scale = largestDifference(differences) * 1.05 || 1;
  const columnCount = Math.max(1, Math.min(mostColumns, quantities.length));
  const rowCount = Math.max(1, Math.ceil(quantities.length / columnCount));
  const width = Math.max(leastWidth, margin.left + columnCount * (panelWidth + gap.x) - gap.x + margin.right);
  const height = margin.top + rowCount * (panelHeight + gap.y) - gap.y + margin.bottom;
  const panels = quantities.map((quantity, q) => {
    const [row, column] = [Math.floor(q / columnCount), q % columnCount];
    const x = margin.left + column * (panelWidth + gap.x);
    const y = margin.top + row * (panelHeight + gap.y);
    const isLowest = q + columnCount >= quantities.length;
    return panel(quantity, differences[q]!, scale, { x, y, isFirst: column === 0, isLowest });
  });
  const image = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-labelledby": "title description",
      "font-family": "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif",
      "font-size": 12,
    },
    element("title", { id: "title" }, escapeText(title)),
    element("desc", { id: "description" }, escapeText(describe(calibration))),
    element("rect", { width, height, fill: colours.background }),
    label(title, { x: margin.left, y: 28, "font-size": 16, "font-weight": 600, fill: colours.text }),
    label(subtitle(calibration), { x: margin.left, y: 48, fill: colours.muted }),
    ...panels,
    label(axisTitle, { x: margin.left, y: height - 12, fill: colours.muted }),
  );
  return `${image}\n`;
}

function subtitle({ simulations, draws, alpha }: Calibration): string {
  return `${simulations} simulations, ${draws} draws each: distribution of places less the uniform one, with its ${bandShare(alpha)} band`;
}

/** For those who do not see it. */
function describe(calibration: Calibration): string {
  const { quantities, isCalibrated } = calibration;
  if (isCalibrated) return `All of ${quantities.length} quantities stay inside of their bands.`;
  const off = quantities.filter(({ isOff }) => isOff);
  const sentences = off.map((quantity) => `${quantity.name}: ${describeDeviation(quantity)}`);
  return `${off.length} of ${quantities.length} quantities leave their bands. ${sentences.join(". ")}.`;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly isFirst: boolean;
  readonly isLowest: boolean;
}

function panel(
  quantity: QuantityCalibration,
  { curve, lower, upper }: EcdfDifference,
  scale: number,
  { x, y, isFirst, isLowest }: Place,
): string {
  const points = curve.length - 1;
  const at = (value: number, i: number): readonly [number, number] => [
    (i / points) * panelWidth,
    (panelHeight / 2) * (1 - value / scale),
  ];
  const outline = [...upper.map(at), ...lower.map(at).reverse()];
  const colour = quantity.isOff ? colours.off : colours.good;
  return element(
    "g",
    { transform: `translate(${x} ${y})` },
    element("title", {}, escapeText(`${quantity.name}: ${describeDeviation(quantity)}`)),
    label(shorten(quantity.name), { x: 0, y: -10, "font-weight": 600, fill: colours.text }),
    label(`p ${withRelation(quantity.pValue)}`, {
      x: panelWidth,
      y: -10,
      "text-anchor": "end",
      fill: quantity.isOff ? colours.off : colours.muted,
    }),
    element("path", { d: `${linePath(outline)}Z`, fill: colours.band }),
    element("path", { d: `M0 ${panelHeight / 2}H${panelWidth}`, stroke: colours.frame }),
    element("path", {
      d: linePath(curve.map(at)),
      fill: "none",
      stroke: colour,
      "stroke-width": quantity.isOff ? 2 : 1.5,
      "stroke-linejoin": "round",
    }),
    element("rect", { width: panelWidth, height: panelHeight, fill: "none", stroke: colours.frame }),
    ...(isFirst ? verticalTicks(scale) : []),
    ...(isLowest ? horizontalTicks() : []),
  );
}

function verticalTicks(scale: number): string[] {
  const step = tickStep(scale);
  return [-step, 0, step].map((value) =>
    label(value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value)}`, {
      x: -8,
      y: (panelHeight / 2) * (1 - value / scale) + 4,
      "text-anchor": "end",
      fill: colours.muted,
    }),
  );
}

function horizontalTicks(): string[] {
  return [0, 0.5, 1].map((value) =>
    label(String(value), {
      x: value * panelWidth,
      y: panelHeight + 17,
      "text-anchor": value === 0 ? "start" : value === 1 ? "end" : "middle",
      fill: colours.muted,
    }),
  );
}

/** The largest of 1, 2 and 5 times a power of ten that lies within the scale. */
function tickStep(scale: number): number {
  const steps = [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
  return steps.find((step) => step <= 0.9 * scale) ?? 0.001;
}

function shorten(name: string): string {
  const letters = Array.from(visible(name));
  return letters.length <= longestTitle
    ? letters.join("")
    : `${letters.slice(0, longestTitle - 1).join("")}…`;
}

function label(text: string, attributes: Readonly<Record<string, string | number>>): string {
  return element("text", attributes, escapeText(text));
}
