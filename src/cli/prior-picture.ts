/** The picture of what priors say of an outcome, as a file. */

import { ProblemError } from "../api/problem-error.ts";
import { predictedPicture } from "../pictures/kinds/ppc.ts";
import type { PriorPredictive } from "../simulation/prior-model.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import type { LayoutFlags } from "./layout-options.ts";
import { endingOf, renderPictureFile } from "./picture-file.ts";
import { findPlotObstacle, writePlot } from "./plot-file.ts";
import { noPicture } from "./problems-pictures.ts";
import { lineOf, type Terminal } from "./terminal.ts";
import { warnOf } from "./told-problems.ts";

interface PictureFlags extends LayoutFlags {
  readonly force?: boolean;
  readonly json?: boolean;
  readonly prob: number;
}

const placeOf = (path: string) => ({ path, option: "--out prior.svg" });

/** Before anything is drawn. Throws a `ProblemError` where no picture can be written there. */
export async function findPriorObstacle(
  out: string,
  path: string,
  { data, sizes, force }: PictureFlags,
): Promise<void> {
  endingOf(out);
  const files = [path, ...(data?.main == null ? [] : [data.main]), ...(sizes === undefined ? [] : [sizes])];
  const obstacle = await findPlotObstacle(placeOf(out), files, force === true);
  if (obstacle !== null) throw new ProblemError([obstacle], "", out);
}

const readingOf = (isObserved: boolean): string =>
  `Each thin line is a data set that is drawn from the priors${isObserved ? ", the thick one the data. They should be of one scale, and the data no stranger among the sets; that sets reach further than the data is what a prior is for" : ""}. Sets with values that cannot be say that a prior is too wide.`;

/** Of the first outcome. Throws a `ProblemError` where it cannot be drawn or written. */
export async function writePriorPicture(
  terminal: Terminal,
  { outcomes }: PriorPredictive,
  out: string,
  { prob, json }: PictureFlags,
): Promise<void> {
  const [first] = outcomes;
  const { name, observed, sets } = first!;
  const rows = sets[0]?.length ?? 0;
  const replicated = Array.from({ length: rows }, (_, row) => Float64Array.from(sets, (set) => set[row]!));
  const predicted = { name, observed: observed ?? new Float64Array(0), replicated };
  const words = {
    title: `${name} as the priors have it`,
    sets: "from the priors",
    ofSets: "of sets from the priors",
    isCapped: true,
  };
  const picture = rows === 0 ? null : predictedPicture(predicted, prob, words);
  if (picture === null) throw new ProblemError([noPicture("prior", "no data set has two values")], "", out);
  const { content, warning } = await renderPictureFile(picture, out, {
    isDark: false,
    reading: readingOf(observed !== null),
  });
  const problem = await writePlot(placeOf(out), content);
  if (problem !== null) throw new ProblemError([problem], "", out);
  if (warning !== null) warnOf(terminal, [warning], "", out);
  if (json === true) return;
  const others = outcomes.length > 1 ? `; of ${outcomes.length} outcomes the first` : "";
  terminal.print(
    `\n${wrap(`${visible(picture.title)}: written to ${visible(out)}${others}`, lineOf(terminal).width, "  ")}\n`,
  );
}
