/** Where the command line writes: results on standard output, progress and warnings on standard error. */

import pc from "picocolors";
import type { Problem } from "../language/problem.ts";
import type { Paint } from "../report/table.ts";

export interface Terminal {
  /** Results. */
  readonly print: (text: string) => void;
  /** Progress, warnings, problems. */
  readonly warn: (text: string) => void;
  /** Under `--json`: takes the problems that are told, and the file that those of a model are in. */
  readonly collect?: (problems: readonly Problem[], file: string) => void;
  /** Colours for results; none when piped, or under NO_COLOR. */
  readonly paint: Paint;
  /** Whether a progress bar can be drawn on standard error. */
  readonly hasProgress: boolean;
  /** Characters in a line of standard output. */
  readonly width: number;
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
    print: (text) => {
      process.stdout.write(text);
    },
    warn: (text) => {
      process.stderr.write(text);
    },
    paint: (text, role) => painters[role](text),
    hasProgress: process.stderr.isTTY === true,
    width: process.stdout.columns ?? 100,
  };
}
