/** What of a panel is seen: the ends of its axes after they were moved and zoomed. */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import { domainOf } from "../domain.ts";
import type { Axis, Panel, Picture } from "../picture.ts";

type Ends = readonly [number, number];

/** The ends of the axes of a panel that was moved; null for one that shows all. */
export interface View {
  readonly x: Ends;
  readonly y: Ends;
}

/** Which axes a movement is of. */
export interface Sides {
  readonly x: boolean;
  readonly y: boolean;
}

/** Those of a panel that can be moved: names and heights that say nothing stay where they are. */
export function movableSides({ x, y }: Panel): Sides {
  const canMove = ({ names, isBare }: Axis): boolean => names === null && !isBare;
  const sides = { x: canMove(x), y: canMove(y) };
  // Of a panel without numbers, what is across is moved.
  return sides.x || sides.y ? sides : { x: x.names === null, y: false };
}

/** All of a panel. */
export function wholeView(panel: Panel): View {
  return { x: domainOf(panel, "x"), y: domainOf(panel, "y") };
}

/** Zoomed about a place, shares of the width from the left and of the height from the bottom: a factor under 1 shows less. */
export function zoomed(
  panel: Panel,
  view: View,
  {
    factor,
    at,
    sides,
  }: {
    readonly factor: number;
    readonly at: { readonly x: number; readonly y: number };
    readonly sides: Sides;
  },
): View {
  const change = (side: "x" | "y"): Ends => {
    if (!sides[side]) return view[side];
    return throughScale(panel[side], view[side], ([lower, upper]) => {
      const middle = lower + at[side] * (upper - lower);
      return [middle + factor * (lower - middle), middle + factor * (upper - middle)];
    });
  };
  return { x: change("x"), y: change("y") };
}

/** Moved by shares of the width and of the height. */
export function moved(
  panel: Panel,
  view: View,
  by: { readonly x: number; readonly y: number },
  sides: Sides,
): View {
  const change = (side: "x" | "y"): Ends => {
    if (!sides[side]) return view[side];
    return throughScale(panel[side], view[side], ([lower, upper]) => {
      const distance = by[side] * (upper - lower);
      return [lower + distance, upper + distance];
    });
  };
  return { x: change("x"), y: change("y") };
}

/** On the scale of the axis; ends that are too close to be told apart stay as they were. */
function throughScale({ scale }: Axis, ends: Ends, change: (ends: Ends) => Ends): Ends {
  const isLog = scale === "log";
  const [lower, upper] = change(isLog ? [log(ends[0]), log(ends[1])] : ends);
  const changed: Ends = isLog ? [exp(lower), exp(upper)] : [lower, upper];
  const size = Math.max(Math.abs(changed[0]), Math.abs(changed[1]));
  const isWide = changed[1] - changed[0] > 1e-9 * size && changed.every(Number.isFinite);
  return isWide ? changed : ends;
}

/** The picture with the axes of its panels as they are seen. */
export function withViews(picture: Picture, views: readonly (View | null)[]): Picture {
  const panels = picture.panels.map((panel, i): Panel => {
    const view = views[i] ?? null;
    if (view === null) return panel;
    return {
      ...panel,
      x: { ...panel.x, domain: view.x },
      y: { ...panel.y, domain: view.y },
      isClipped: true,
    };
  });
  return { ...picture, panels };
}
