/** The colours of pictures in a terminal: of its 256 where it says that it has them, or else of its 16. They can be read on black and on white. */

import type { Look } from "../pictures/terminal/canvas.ts";
import type { PaintPiece } from "../pictures/terminal/render.ts";

type Name = Extract<Look, string>;

/** Parameters of "select graphic rendition" (ECMA-48), and what ends them. */
type Codes = readonly [many: string, few: string];

const named: { readonly [One in Name]: Codes } = {
  title: ["1", "1"],
  subtle: ["38;5;245", "90"],
  main: ["38;5;32", "34"],
  second: ["38;5;172", "33"],
  muted: ["38;5;245", "90"],
  alert: ["38;5;196", "31"],
  good: ["38;5;35", "32"],
  band: ["38;5;110", "36"],
};

/** As the palettes of files have them, in their order. */
const series: readonly Codes[] = [
  ["38;5;32", "34"],
  ["38;5;172", "33"],
  ["38;5;36", "32"],
  ["38;5;175", "35"],
  ["38;5;75", "36"],
  ["38;5;136", "93"],
  ["38;5;97", "95"],
  ["38;5;245", "90"],
];

/** Paints pieces; `environment` says which colours the terminal has. */
export function paintOfTerminal(environment: Readonly<Record<string, string | undefined>>): PaintPiece {
  const hasMany =
    /256|direct/.test(environment.TERM ?? "") || /truecolor|24bit/.test(environment.COLORTERM ?? "");
  return (text, look) => {
    const codes = typeof look === "string" ? named[look] : series[placeOf(look) % series.length]!;
    return `\x1b[${hasMany ? codes[0] : codes[1]}m${text}\x1b[0m`;
  };
}

function placeOf(look: Exclude<Look, string | null>): number {
  return "chain" in look ? look.chain : look.series;
}
