/** The picture of a study's designs, as a file. */

import { ProblemError } from "../api/problem-error.ts";
import { designPicture, designReading } from "../pictures/design-curves.ts";
import type { DesignStudy } from "../posterior/study-design.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { endingOf, renderPictureFile } from "./picture-file.ts";
import { findPlotObstacle, writePlot } from "./plot-file.ts";
import { noPicture } from "./problems-pictures.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

const placeOf = (path: string) => ({ path, option: "--out designs.svg" });

/** Before anything is simulated; `inputs` are the files that are read. Throws a `ProblemError` where no picture can be written there. */
export async function requirePicturePlace(
  out: string,
  inputs: readonly string[],
  isForced: boolean,
): Promise<void> {
  endingOf(out);
  const obstacle = await findPlotObstacle(placeOf(out), inputs, isForced);
  if (obstacle !== null) throw new ProblemError([obstacle], "", out);
}

/** `isTold`: where it is written is told on standard output. Throws a `ProblemError` where it cannot be drawn or written. */
export async function writeDesignPicture(
  terminal: Terminal,
  study: DesignStudy,
  { out, title, isTold }: { readonly out: string; readonly title: string; readonly isTold: boolean },
): Promise<void> {
  if (study.studies === 0) throw new ProblemError([noPicture("design", "no study was simulated")], "", out);
  const picture = designPicture(study, title);
  const { content, warning } = await renderPictureFile(picture, out, {
    isDark: false,
    reading: designReading,
  });
  const problem = await writePlot(placeOf(out), content);
  if (problem !== null) throw new ProblemError([problem], "", out);
  if (warning !== null) warnOf(terminal, [warning], "", out);
  if (!isTold) return;
  const text = `${visible(picture.title)}: written to ${visible(out)}`;
  terminal.print(`\n${wrap(text, lineOf(terminal).width, "  ")}\n`);
}
