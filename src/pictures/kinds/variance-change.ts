/** Variances of a run beside those of another, as one without a predictor, and the share by which they are less. */

import type { ChangeRow, VarianceChange } from "../../posterior/variance-change.ts";
import type { Interval } from "../interval.ts";
import { type IntervalRow, intervalMarks, sayInterval, sharedDomain } from "../interval-rows.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { nameAxis, numberAxis, type Panel, type Picture } from "../picture.ts";
import { rowsHeight } from "../row-groups.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const varianceChange: PictureKind = {
  name: "variance-change",
  about: "variances of a run beside those of another, and the share by which they are less",
  reading:
    "Of each variance the upper interval is that of the run that is compared with, and the lower one that of this run. At the right is the proportional change: a share above 0 is what the predictors of this " +
    "run explain of that variance, and one below 0 a variance that has grown, as that between groups may where a predictor varies within them. The two posteriors are taken as " +
    "independent, so that intervals of the change are rather too wide.",
  variables: null,
  draw: ({ title, varianceChange: change = null }) => {
    if (change === null)
      return {
        reason:
          "one run has changed from nothing; name the other by `hyperprior variance RUN --versus OTHER --plot`, or with `--out change.svg`",
      };
    if (change.rows.length === 0)
      return {
        reason: "the two runs have no variance in common; compare runs with the same grouping factors",
      };
    return picture(title, change);
  },
};

function picture(title: PictureInput["title"], { rows, prob }: VarianceChange): Picture {
  return {
    kind: "variance-change",
    title: `Change of variances in ${title}`,
    subtitle: null,
    description: describe(rows),
    panels: [variancePanel(rows), changePanel(rows)],
    columns: 2,
    legend: [
      { colour: "second", text: "before, in the run that is compared with", symbol: "dot" },
      { colour: "main", text: `in this run, each with its 50% and ${percent(prob)} interval`, symbol: "dot" },
    ],
  };
}

function nameOf({ group, term }: ChangeRow): string {
  return term === null || term === "intercept" ? group : `${group}: ${term}`;
}

function describe(rows: readonly ChangeRow[]): string {
  const said = rows.map((row) => {
    const { before, after, decrease } = row;
    return `${nameOf(row)} from ${formatRounded(before.median)} to ${formatRounded(after.median)}, less by a share of ${sayInterval(intervalOf(row, "change"))}, less with probability ${formatRounded(decrease)}`;
  });
  return `Variances: ${said.join("; ")}.`;
}

function intervalOf(row: ChangeRow, of: "before" | "after" | "change"): Interval {
  const { lower, median, upper } = row[of];
  return { lower, median, upper, half: row.halves[of] };
}

const rowPixels = 44;
/** From the middle of a row to its two intervals. */
const apart = 0.18;

function panelOf(rows: readonly ChangeRow[], rest: Omit<Panel, "y" | "height" | "isClipped">): Panel {
  return {
    ...rest,
    y: nameAxis(rows.map(nameOf)),
    height: rowsHeight(rows.length, rowPixels, 2),
    isClipped: true,
  };
}

function variancePanel(rows: readonly ChangeRow[]): Panel {
  const rowOf = (of: "before" | "after", shift: number) =>
    rows.map(
      (row, y): IntervalRow => ({ ...intervalOf(row, of), y: y + shift, name: `${nameOf(row)}, ${of}` }),
    );
  const [before, after] = [rowOf("before", -apart), rowOf("after", apart)];
  const { domain } = sharedDomain([...before, ...after], [0]);
  return panelOf(rows, {
    title: "variances",
    x: numberAxis("variance", { domain }),
    marks: [...intervalMarks(before, "second", domain), ...intervalMarks(after, "main", domain)],
  });
}

function changePanel(rows: readonly ChangeRow[]): Panel {
  const changes = rows.map((row, y): IntervalRow => ({ ...intervalOf(row, "change"), y, name: nameOf(row) }));
  const { domain } = sharedDomain(changes, [0]);
  return panelOf(rows, {
    title: "share by which it is less",
    x: numberAxis("proportional change", { domain, format: "percent" }),
    marks: [
      { kind: "rule", axis: "x", at: 0, colour: "muted", isDashed: true },
      ...intervalMarks(changes, "main", domain),
    ],
  });
}
