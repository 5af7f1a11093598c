/** The pictures of the lesson on calibration. */

import { type Mark, numberAxis, type Picture } from "../../pictures/picture.ts";
import type { ExperimentAnswer, ExperimentsJudgement } from "../engine/calibration.ts";
import type { LessonPage } from "../kit/page.ts";

/** Intervals that are seen at once. */
const seenAtOnce = 50;
const nominal = 0.95;
/** Of a share, so many standard errors about 95 %: what chance gives. */
const errors = 2;

/** The last intervals, less the truth; and the share of all that cover it, experiment by experiment. */
export function comingPicture(
  page: LessonPage,
  all: readonly ExperimentAnswer[],
  quantity: number,
  name: string,
): Picture {
  const from = Math.max(0, all.length - seenAtOnce);
  const seen = all.slice(from);
  const lineOf = (isCovered: boolean): Mark => {
    const own = [...seen.keys()].filter((i) => seen[i]!.isCovered[quantity] === isCovered);
    const x = own.map((i) => from + i + 1);
    const less = (end: "lower" | "upper") =>
      own.map((i) => seen[i]![end][quantity]! - seen[i]!.truths[quantity]!);
    return {
      kind: "segments",
      x1: x,
      x2: x,
      y1: less("lower"),
      y2: less("upper"),
      colour: isCovered ? "main" : "alert",
      width: isCovered ? 2 : 3.5,
    };
  };
  return {
    kind: "lesson",
    title: page.word("coming.title"),
    subtitle: null,
    description: page.word("coming.description", { quantity: name, experiments: all.length }),
    columns: 2,
    legend: [
      { colour: "main", text: page.word("covers"), symbol: "line" },
      { colour: "alert", text: page.word("misses"), symbol: "line" },
    ],
    panels: [
      {
        title: page.word("panel.intervals", { quantity: name }),
        x: numberAxis(page.word("experiment"), { domain: [from, from + seenAtOnce + 1] }),
        y: numberAxis(page.word("less")),
        height: 1.2,
        marks: [{ kind: "rule", axis: "y", at: 0, colour: "muted" }, lineOf(true), lineOf(false)],
      },
      coveragePanel(page, all, quantity),
    ],
  };
}

function coveragePanel(
  page: LessonPage,
  all: readonly ExperimentAnswer[],
  quantity: number,
): Picture["panels"][number] {
  let covered = 0;
  const x: number[] = [];
  const share: number[] = [];
  for (const [i, { isCovered }] of all.entries()) {
    covered += Number(isCovered[quantity]);
    x.push(i + 1);
    share.push(covered / (i + 1));
  }
  const error = x.map((count) => errors * Math.sqrt((nominal * (1 - nominal)) / count));
  return {
    title: page.word("panel.coverage"),
    x: numberAxis(page.word("experiments"), { domain: [0, Math.max(50, all.length)] }),
    y: numberAxis(null, { domain: [Math.min(0.7, ...share.slice(10)) - 0.02, 1], format: "percent" }),
    height: 1.2,
    isClipped: true,
    marks: [
      {
        kind: "area",
        x,
        lower: error.map((one) => nominal - one),
        upper: error.map((one) => Math.min(1, nominal + one)),
        colour: "band",
      },
      { kind: "rule", axis: "y", at: nominal, colour: "muted", isDashed: true },
      { kind: "line", x, y: share, colour: "main", width: 2 },
    ],
  };
}

/** Ranks of the truths among the draws: a histogram, and the distribution function less that of uniform ranks, each with what chance gives. */
export function rankPicture(
  page: LessonPage,
  { counts, least, most, curve, lower, upper }: ExperimentsJudgement,
  description: string,
): Picture {
  const width = 1 / counts.length;
  const x = curve.map((_, i) => i / (curve.length - 1));
  const isOut = counts.map((count) => count < least || count > most);
  const boxes = (isOfThese: boolean): Mark => {
    const own = [...counts.keys()].filter((i) => isOut[i] === isOfThese);
    return {
      kind: "boxes",
      x1: own.map((i) => i * width),
      x2: own.map((i) => (i + 1) * width),
      y1: own.map(() => 0),
      y2: own.map((i) => counts[i]!),
      colour: isOfThese ? "alert" : "main",
      opacity: 0.6,
    };
  };
  return {
    kind: "lesson",
    title: page.word("ranks.title"),
    subtitle: null,
    description,
    columns: 2,
    legend: [{ colour: "band", text: page.word("chance"), symbol: "area" }],
    panels: [
      {
        title: page.word("panel.histogram"),
        x: numberAxis(page.word("rank"), { domain: [0, 1], format: "percent" }),
        y: numberAxis(page.word("experiments"), { domain: [0, 1.1 * Math.max(most, ...counts)] }),
        height: 1.1,
        marks: [
          { kind: "boxes", x1: [0], x2: [1], y1: [least], y2: [most], colour: "band" },
          boxes(false),
          boxes(true),
        ],
      },
      {
        title: page.word("panel.ecdf"),
        x: numberAxis(page.word("rank"), { domain: [0, 1], format: "percent" }),
        y: numberAxis(null),
        height: 1.1,
        marks: [
          { kind: "area", x, lower, upper, colour: "band" },
          { kind: "rule", axis: "y", at: 0, colour: "muted", isDashed: true },
          { kind: "line", x, y: curve, colour: "main", width: 2 },
        ],
      },
    ],
  };
}
