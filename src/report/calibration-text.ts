/** A calibration in a terminal: a table of quantities, pictures of those that differ most, and the verdict. */

import type { Calibration, QuantityCalibration } from "../posterior/calibration.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { describeDeviation, notesOf, remedyOf } from "./calibration-wording.ts";
import { ecdfDifference, largestDifference } from "./ecdf-difference.ts";
import { columns, noPaint, renderTable, type TableOptions } from "./table.ts";

/** So many of the quantities that are off are drawn, the worst first. */
const mostPlots = 3;
const plotWidth = 66;
const plotHeight = 9;

/** One row for each quantity, with a `!` after those outside of the band. Ends with a newline. */
export function renderCalibrationTable({ quantities }: Calibration, options: TableOptions = {}): string {
  const rows = quantities.map((quantity) => ({
    cells: [
      quantity.name,
      formatProbability(quantity.pValue),
      Number.isFinite(quantity.excursion) ? quantity.excursion.toFixed(2) : "Inf",
      formatDeviate(quantity.shift),
      formatDeviate(quantity.spread),
    ],
    ...(quantity.isOff ? { mark: "!" } : {}),
  }));
  return renderTable(columns(["quantity", "p", "excursion", "shift", "spread"], 1), rows, options);
}

/** The verdict with what is off and what to do. Ends with a newline. */
export function renderCalibrationVerdict(
  calibration: Calibration,
  { paint = noPaint, width = 100 }: TableOptions = {},
): string {
  const { quantities, simulations, alpha } = calibration;
  const off = quantities.filter(({ isOff }) => isOff);
  const band = `${bandShare(alpha)} band`;
  const parts: string[] = [];
  if (simulations === 0) parts.push("calibration: no simulations");
  else if (off.length === 0) {
    const count = `${simulations} simulations, ${quantities.length} quantities inside of their ${band}`;
    parts.push(`${paint("calibration: good", "good")} (${count})`);
  } else {
    const failed = `failed, ${off.length} of ${quantities.length} quantities outside of their ${band}`;
    parts.push(paint(`calibration: ${failed}`, "alert"));
    off.forEach((quantity, i) => {
      const text = `${quantity.name}: ${describeDeviation(quantity)} (p ${withRelation(quantity.pValue)})`;
      parts.push(wrap(`${i + 1}. ${text}`, width, "   "));
    });
    parts.push(wrap(`   → ${remedyOf(calibration)}`, width, "     "));
  }
  for (const note of notesOf(calibration)) parts.push(wrap(`note: ${note}`, width, "      "));
  return parts.map((part) => `${part}\n`).join("");
}

/** Pictures of the quantities that are off, or of the one that differs most, an empty line after each. */
export function renderCalibrationPlots(calibration: Calibration): string {
  const worst = [...calibration.quantities].sort((a, b) => b.excursion - a.excursion);
  const shown = worst.slice(0, mostPlots).filter(({ isOff }, i) => isOff || i === 0);
  return shown.map((quantity) => `${renderPlot(quantity, calibration)}\n`).join("");
}

/** The difference of distribution functions as a line over its band. */
function renderPlot(quantity: QuantityCalibration, calibration: Calibration): string {
  const difference = ecdfDifference(quantity, calibration);
  // Nothing differs at the two ends, and of one simulation there are no other points.
  const scale = largestDifference([difference]) || 1;
  const points = difference.curve.length - 1;
  const middle = (plotHeight - 1) / 2;
  const rowOf = (value: number): number => Math.round(middle - (value / scale) * middle);
  const grid = Array.from({ length: plotHeight }, () => new Array<string>(plotWidth).fill(" "));
  let before = rowOf(0);
  for (let column = 0; column < plotWidth; column++) {
    const i = Math.round((column / (plotWidth - 1)) * points);
    const [top, bottom] = [rowOf(difference.upper[i]!), rowOf(difference.lower[i]!)];
    for (let row = top; row <= bottom; row++) grid[row]![column] = "░";
    const here = rowOf(difference.curve[i]!);
    drawStep(grid, column, before, here);
    before = here;
  }
  const labels = ["", `+${scale.toFixed(2)}`, "0", `-${scale.toFixed(2)}`];
  const labelOf = (row: number): string => labels[1 + [0, middle, plotHeight - 1].indexOf(row)]!;
  const lines = grid.map((cells, row) => `${labelOf(row).padStart(6)} ${cells.join("")}`.trimEnd());
  const axis = `${"0".padEnd(plotWidth - 1)}1`;
  return [`${visible(quantity.name)}, p ${withRelation(quantity.pValue)}`, ...lines, `       ${axis}`]
    .map((line) => `${line}\n`)
    .join("");
}

/** From the row of the column before to its own, in the manner of a line with round corners. */
function drawStep(grid: string[][], column: number, before: number, here: number): void {
  if (before === here) {
    grid[here]![column] = "─";
    return;
  }
  const isDown = here > before;
  grid[before]![column] = isDown ? "╮" : "╯";
  grid[here]![column] = isDown ? "╰" : "╭";
  for (let row = Math.min(before, here) + 1; row < Math.max(before, here); row++) grid[row]![column] = "│";
}

/** With one decimal, and no zero below zero. */
function formatDeviate(deviate: number): string {
  const text = deviate.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}

/** p-values below this are what rounding leaves of them. */
const smallestProbability = 1e-6;

/** `0.25`, `0.003`, `<1e-6`. */
function formatProbability(probability: number): string {
  if (probability < smallestProbability) return "<1e-6";
  return probability < 0.001 ? probability.toExponential(0) : probability.toFixed(probability < 0.1 ? 3 : 2);
}

/** `99 %`: of bands that are left with the probability α. */
export function bandShare(alpha: number): string {
  return `${Number((100 * (1 - alpha)).toPrecision(6))} %`;
}

/** `= 0.25`, `< 1e-6`. */
export function withRelation(probability: number): string {
  return probability < smallestProbability ? "< 1e-6" : `= ${formatProbability(probability)}`;
}
