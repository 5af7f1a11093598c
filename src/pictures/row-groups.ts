/** Variables as rows: those of one quantity have a panel together, with their levels as names; single ones share panels. */

import type { Draws, Variable } from "../posterior/draws.ts";
import { finiteSorted, intervalOf } from "./variable-panel.ts";

/** The rows of a panel. */
export interface RowGroup {
  /** The quantity whose levels the rows are; null of single variables. */
  readonly quantity: string | null;
  /** Places among the variables. */
  readonly places: readonly number[];
  readonly names: readonly string[];
}

/** Single variables share an axis if the interval of each is at least so large a part of it. */
const leastPart = 1 / 12;

/** Groups in the order in which they begin. */
export function rowGroups(
  { variables, values }: Pick<Draws, "variables" | "values">,
  prob: number,
): RowGroup[] {
  const sizes = new Map<string, number>();
  for (const { quantity } of variables) sizes.set(quantity, (sizes.get(quantity) ?? 0) + 1);
  const groups: { readonly quantity: string | null; readonly places: number[]; readonly ends: Interval[] }[] =
    [];
  variables.forEach((variable, place) => {
    const quantity = sizes.get(variable.quantity)! > 1 ? variable.quantity : null;
    const [low, , high] = intervalOf(finiteSorted(values[place]!), prob);
    const own = groups.find(
      (group) => group.quantity === quantity && (quantity !== null || isSeen([...group.ends, [low, high]])),
    );
    if (own) {
      own.places.push(place);
      own.ends.push([low, high]);
    } else groups.push({ quantity, places: [place], ends: [[low, high]] });
  });
  return groups.map(({ quantity, places }) => ({
    quantity,
    places,
    names: places.map((place) => rowName(variables[place]!, quantity)),
  }));
}

type Interval = readonly [low: number, high: number];

/** Whether each interval is long enough to be seen beside the others; those of one number are points. */
function isSeen(intervals: readonly Interval[]): boolean {
  const known = intervals.filter(([low, high]) => low <= high);
  const width = Math.max(...known.map(([, high]) => high)) - Math.min(...known.map(([low]) => low));
  return known.every(
    ([low, high]) => high - low >= leastPart * width || (low === high && known.length === 1),
  );
}

function rowName({ name, levels }: Variable, quantity: string | null): string {
  return quantity === null || levels.length === 0 ? name : levels.join(", ");
}

/** Pixels of the axis below rows, and of a panel of height 1, alone and among others, as SVG has them. */
const pixels = { axis: 34, alone: 380, among: 190 };

/** The height of a panel of rows, each of so many pixels. */
export function rowsHeight(rows: number, pixelsPerRow: number, panelCount: number): number {
  return (pixels.axis + rows * pixelsPerRow) / (panelCount === 1 ? pixels.alone : pixels.among);
}
