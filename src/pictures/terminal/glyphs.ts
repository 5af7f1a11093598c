/** The characters that pictures are made of in a terminal: those of Unicode's boxes and blocks, or ASCII alone. */

import { asciiGrain, braille, type Grain } from "./canvas.ts";
import type { Filling } from "./strokes.ts";

export interface Glyphs {
  readonly grain: Grain;
  readonly dot: string;
  readonly ring: string;
  readonly cross: string;
  /** Of legends. */
  readonly line: string;
  readonly thin: { readonly across: string; readonly down: string };
  readonly thick: { readonly across: string; readonly down: string };
  readonly dashed: { readonly across: string; readonly down: string };
  readonly heads: {
    readonly right: string;
    readonly left: string;
    readonly up: string;
    readonly down: string;
  };
  readonly axis: {
    readonly corner: string;
    readonly across: string;
    readonly down: string;
    readonly tickAcross: string;
    readonly tickDown: string;
  };
  /** From what lets most through to what lets nothing through. */
  readonly fillings: readonly Filling[];
  readonly ellipsis: string;
}

const plainFilling = (full: string): Filling => ({ full, rising: null, growing: null });

/** Boxes and blocks, and dots in braille. */
export const unicodeGlyphs: Glyphs = {
  grain: braille,
  dot: "●",
  ring: "○",
  cross: "×",
  line: "──",
  thin: { across: "─", down: "│" },
  thick: { across: "━", down: "┃" },
  dashed: { across: "╌", down: "┊" },
  heads: { right: "→", left: "←", up: "↑", down: "↓" },
  axis: { corner: "└", across: "─", down: "│", tickAcross: "┬", tickDown: "┤" },
  fillings: [
    plainFilling("░"),
    plainFilling("▒"),
    plainFilling("▓"),
    { full: "█", rising: "▁▂▃▄▅▆▇", growing: "▏▎▍▌▋▊▉" },
  ],
  ellipsis: "…",
};

/** What every terminal, and every font, has. */
export const asciiGlyphs: Glyphs = {
  grain: asciiGrain,
  dot: "*",
  ring: "o",
  cross: "x",
  line: "--",
  thin: { across: "-", down: "|" },
  thick: { across: "=", down: "|" },
  dashed: { across: "-", down: ":" },
  heads: { right: ">", left: "<", up: "^", down: "v" },
  axis: { corner: "+", across: "-", down: "|", tickAcross: "+", tickDown: "+" },
  fillings: [plainFilling("."), plainFilling("%"), plainFilling("&"), plainFilling("#")],
  ellipsis: "..",
};
