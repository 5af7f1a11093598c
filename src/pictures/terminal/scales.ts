/** From numbers of the data to places of a field: shares of its width from the left, and of its height from the top. */

import { log } from "../../numeric/logarithm.ts";
import { domainOf } from "../domain.ts";
import type { Panel } from "../picture.ts";

export interface PanelScales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** The ends of both axes. */
  readonly domains: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Which sides have names in the place of numbers. */
  readonly hasNames: { readonly x: boolean; readonly y: boolean };
}

/** The scales of a panel. Numbers outside of its axes have shares below 0 or above 1. */
export function scalesOf(panel: Panel): PanelScales {
  const x = sideOf(panel, "x");
  const y = sideOf(panel, "y");
  return {
    x: x.share,
    // Names stand from the top downwards, numbers from the bottom upwards.
    y: y.hasNames ? y.share : (value) => 1 - y.share(value),
    domains: { x: x.domain, y: y.domain },
    hasNames: { x: x.hasNames, y: y.hasNames },
  };
}

function sideOf(panel: Panel, side: "x" | "y") {
  const { names, scale } = panel[side];
  // Each name has the same number of lines, so that what belongs to it stands in the middle of them.
  const domain = names === null ? domainOf(panel, side) : ([-0.5, names.length - 0.5] as const);
  const [lower, upper] = domain;
  const share =
    scale === "log"
      ? (value: number) => log(value / lower) / log(upper / lower)
      : (value: number) => (value - lower) / (upper - lower);
  return { domain, share, hasNames: names !== null };
}
