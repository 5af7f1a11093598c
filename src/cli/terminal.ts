/**
 * Where the command line writes: results on standard output, progress and warnings on standard error.
 *
 * What is printed passes `guarded`, the one place where text leaves for the terminal. It lets through lines and our own colours;
 * all else that would control the terminal is made visible there, whoever forgot to. That a label does not begin a line of its own
 * only those can see to who know what is label and what is ours: tables, lists and problems make their parts visible one by one.
 */

import pc from "picocolors";
import type { PaintPiece } from "../pictures/terminal/render.ts";
import type { Problem } from "../problems/problem.ts";
import type { Paint } from "../report/table.ts";
import { textWidth } from "../text/lines.ts";
import { visible, visibleLines } from "../text/visible.ts";
import { paintOfTerminal } from "./picture-paint.ts";
import { type Screen, takeScreen } from "./screen.ts";

export interface Terminal {
  /** Results. `source` is a model's text, which a pipe or a file gets as it is. */
  readonly print: (text: string, kind?: "source") => void;
  /** Progress, warnings, problems. */
  readonly warn: (text: string) => void;
  /** Under `--json`: takes the problems that are told, and the file that those of a model are in. */
  readonly collect?: (problems: readonly Problem[], file: string) => void;
  /** Under `--json`: takes the result, which is an object. */
  readonly takeResult?: (result: object) => void;
  /** Colours for results; none when piped, or under NO_COLOR. */
  readonly paint: Paint;
  /** Colours of pictures; absent where there are none. */
  readonly paintPicture?: PaintPiece;
  /** Whether a progress bar can be drawn on standard error. */
  readonly hasProgress: boolean;
  /** Standard error where it is a terminal: a place in which text is replaced by other text. */
  readonly live?: LiveArea;
  /** Takes the whole screen, where standard input and output are a terminal. */
  readonly openScreen?: () => Screen;
  /** Standard output is no terminal. */
  readonly isPiped?: boolean;
  /** Characters in a line of standard output; of a pipe what `COLUMNS` says, or 80. */
  readonly width: number;
}

/** The last lines on a terminal, which are drawn again and again. */
export interface LiveArea {
  /** Lines on the screen, and characters in a line. */
  readonly height: () => number;
  readonly width: () => number;
  /** Puts a text of whole lines in the place of the one before; what is written otherwise stands below the last. */
  readonly redraw: (text: string) => void;
}

/** What replaces the lines before by the text: up, to the left, and all below cleared. `before` are those lines. */
export function replacing(before: number, text: string): string {
  return `${before > 0 ? `\x1b[${before}A` : ""}\r\x1b[J${text}`;
}

/** Lines of the screen that a text of whole lines takes: a long one several. */
export function linesOf(text: string, width: number): number {
  const lines = text.split("\n").slice(0, -1);
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / width)), 0);
}

function liveArea(stream: NodeJS.WriteStream): LiveArea {
  let lines = 0;
  const width = (): number => stream.columns || 80;
  return {
    height: () => stream.rows || 24,
    width,
    redraw: (text) => {
      stream.write(replacing(lines, text));
      lines = linesOf(text, width());
    },
  };
}

/** The terminal of this process. A pipe that is closed early (`| head`) ends the output, not the program. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  // no-color.org: a variable that is there and not empty.
  const isColored = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const colors = pc.createColors(isColored);
  const painters: { readonly [Role in Parameters<Paint>[1]]: (text: string) => string } = {
    header: colors.bold,
    alert: colors.red,
    good: colors.green,
    muted: colors.dim,
  };
  return {
    print: (text) => void process.stdout.write(text),
    warn: (text) => void process.stderr.write(text),
    paint: (text, role) => painters[role](text),
    ...(isColored ? { paintPicture: paintOfTerminal(process.env) } : {}),
    hasProgress: process.stderr.isTTY === true,
    ...(process.stdin.isTTY === true && process.stdout.isTTY === true
      ? { openScreen: () => takeScreen(process.stdin, process.stdout) }
      : {}),
    ...(process.stderr.isTTY === true ? { live: liveArea(process.stderr) } : {}),
    isPiped: process.stdout.isTTY !== true,
    width: process.stdout.columns || Number(process.env.COLUMNS) || 80,
  };
}

/** What results are laid out for; narrower than 60 columns is no terminal for tables. */
export function lineOf({ paint, width }: Terminal): { readonly paint: Paint; readonly width: number } {
  return { paint, width: Math.max(60, width) };
}

/** The sequences that picocolors and pictures are painted with: bold, dim, colours, and their ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const ownColour = /(\x1b\[(?:0|1|2|22|3[1-6]|39|9[035]|38;5;\d{1,3})m)/;

/** The terminal, with everything made visible that is neither a line nor one of our colours. */
export function guarded(terminal: Terminal): Terminal {
  const { paintPicture, live, openScreen } = terminal;
  return {
    ...terminal,
    print: (text, kind) => {
      if (kind === "source") terminal.print(terminal.isPiped ? text : visibleLines(text));
      else terminal.print(guard(text));
    },
    warn: (text) => terminal.warn(guard(text)),
    ...(live === undefined ? {} : { live: { ...live, redraw: (text: string) => live.redraw(guard(text)) } }),
    ...(openScreen === undefined ? {} : { openScreen: () => guardedScreen(openScreen()) }),
    // A colour ends where we end it: what is painted has none of its own.
    paint: (text, role) => terminal.paint(visibleLines(text), role),
    ...(paintPicture === undefined
      ? {}
      : { paintPicture: (text, look) => paintPicture(visibleLines(text), look) }),
  };
}

function guardedScreen(screen: Screen): Screen {
  return { ...screen, draw: (lines) => screen.draw(lines.map(guard)) };
}

function guard(text: string): string {
  // Split at a group, every other part is what matched.
  const parts = text.split(ownColour);
  return parts.map((part, i) => (i % 2 === 0 ? visibleLines(part) : part)).join("");
}

/** An error of usage in commander's words, which may hold words of the user's, on one line; its suggestion on another. */
export function usageError(text: string): string {
  return text
    .trimEnd()
    .split(/\n(?=\(Did you mean [^\n]*\)$)/)
    .map((line) => `${visible(line)}\n`)
    .join("");
}
