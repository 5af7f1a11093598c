/** Mice with their measurements and what the model says of them, and how shrinkage falls with measurements. */

import { nameAxis, numberAxis, type Panel, type Picture } from "../../pictures/picture.ts";
import type { EffectsRow } from "../../posterior/effects.ts";
import type { SummaryRow } from "../../posterior/summary.ts";
import type { LessonData } from "../engine/fit.ts";
import type { LessonPage } from "../kit/page.ts";
import { available, chosen, mouseNames } from "./mice.ts";

export interface Shown {
  readonly data: LessonData;
  /** By mouse. */
  readonly means: readonly SummaryRow[];
  readonly effects: readonly EffectsRow[];
  readonly β: number;
  /** The mean of all measurements, whosever. */
  readonly rowMean: number;
  /** The share that a mouse with so many measurements is drawn in by, at the medians of σ and σ_b. */
  readonly shareOf: (count: number) => number;
}

/** Measurements and effects of the mice, with the intervals of what is said of each. */
export function unbalancePicture(page: LessonPage, shown: Shown, description: string): Picture {
  return {
    kind: "lesson",
    title: page.word("picture.title"),
    subtitle: null,
    description,
    columns: 1,
    legend: [
      { colour: "muted", text: page.word("raw"), symbol: "ring" },
      { colour: "main", text: page.word("estimate"), symbol: "dot" },
      { colour: "main", text: page.word("population"), symbol: "line" },
      { colour: "second", text: page.word("rows"), symbol: "line" },
    ],
    panels: [micePanel(page, shown), sharePanel(page, shown)],
  };
}

function micePanel(page: LessonPage, { data, means, effects, β, rowMean }: Shown): Panel {
  const places = mouseNames.map((_, i) => i);
  return {
    title: page.word("panel.mice"),
    x: nameAxis(mouseNames.map((name, i) => `${name}×${effects[i]!.n}`)),
    y: numberAxis("y", { domain: [-0.5, 6.5] }),
    height: 1.2,
    isClipped: true,
    marks: [
      { kind: "rule", axis: "y", at: rowMean, colour: "second", isDashed: true },
      { kind: "rule", axis: "y", at: β, colour: "main", isDashed: true },
      {
        kind: "dots",
        x: data.sample!.map((name) => mouseNames.indexOf(String(name)) - 0.15),
        y: data.y as readonly number[],
        colour: "muted",
        size: 2.5,
        opacity: 0.7,
      },
      {
        kind: "segments",
        x1: places,
        x2: places,
        y1: means.map(({ lower }) => lower),
        y2: means.map(({ upper }) => upper),
        colour: "main",
        width: 3,
      },
      { kind: "dots", x: places, y: effects.map((e) => e.rawMean), colour: "muted", symbol: "ring", size: 5 },
      { kind: "dots", x: places, y: means.map(({ mean }) => mean), colour: "main", size: 5 },
    ],
  };
}

function sharePanel(page: LessonPage, { effects, shareOf }: Shown): Panel {
  const counts = Array.from({ length: available.length + 1 }, (_, n) => n);
  const own = effects[mouseNames.indexOf(chosen)]!;
  return {
    title: page.word("panel.share"),
    x: numberAxis(page.word("count.long"), { domain: [-0.4, available.length + 0.4] }),
    y: numberAxis(page.word("shrinkage"), { domain: [0, 1.05], format: "percent" }),
    height: 0.7,
    marks: [
      { kind: "line", x: counts, y: counts.map(shareOf), colour: "muted", width: 1.2 },
      { kind: "dots", x: counts, y: counts.map(shareOf), colour: "muted", size: 3 },
      { kind: "dots", x: [own.n], y: [own.shrinkage], colour: "main", symbol: "ring", size: 7 },
    ],
  };
}
