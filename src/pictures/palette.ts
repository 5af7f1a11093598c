/**
 * The colours of pictures by what they mean, on white and on black. Series and chains have those of Okabe and Ito (2008), which people with every
 * kind of colour vision tell apart, without their yellow, which is lost on white; on black some are lighter.
 */

import type { Colour } from "./picture.ts";

/** Colours as `#rrggbb`. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly subtle: string;
  readonly grid: string;
  readonly named: { readonly [Name in Extract<Colour, string>]: string };
  readonly series: readonly string[];
}

/** On white: screens by day, and paper. */
export const lightPalette: Palette = {
  background: "#ffffff",
  text: "#1f2328",
  subtle: "#59636e",
  grid: "#e4e8ec",
  named: {
    main: "#0b5c91",
    second: "#b35900",
    muted: "#8c959f",
    alert: "#c2181b",
    good: "#1a7f4b",
    band: "#c9dcea",
  },
  series: ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#6f4e9c", "#4d4d4d"],
};

/** On black. */
export const darkPalette: Palette = {
  background: "#0d1117",
  text: "#e6edf3",
  subtle: "#9198a1",
  grid: "#262c34",
  named: {
    main: "#58a6e8",
    second: "#f0883e",
    muted: "#7d8590",
    alert: "#ff6b63",
    good: "#3fb97a",
    band: "#1c3a52",
  },
  series: ["#56b4e9", "#f0883e", "#2fc99b", "#e59cc4", "#9ecbf0", "#e0b84a", "#b094e0", "#b8bec6"],
};

/** The colour in a palette, as `#rrggbb`. */
export function paintOf(colour: Colour, { named, series }: Palette): string {
  if (typeof colour === "string") return named[colour];
  const place = "chain" in colour ? colour.chain : colour.series;
  return series[place % series.length]!;
}
