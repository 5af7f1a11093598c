/** Quantities by the scale of a prior: a ribbon over refits with other scales. */

import type { ScaleCurve, ScaleGrid } from "../../posterior/scale-grid.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type Mark, numberAxis, type Panel, type Picture } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const sensitivity: PictureKind = {
  name: "sensitivity",
  about: "quantities by the scale of a prior, over refits with other scales",
  reading:
    "Each place along the axis is a run of its own, with the scale of that prior and all else as it was; the dashed line is the run itself. A ribbon that stays level says that " +
    "the data decide, and that the prior might as well have been another. One that rises or falls within the range of scales that you would defend says that " +
    "part of the answer is the prior: report it with the answer, or find data. A ribbon that only moves at the left is of a prior that is too narrow there, not of yours. " +
    "Rings are runs whose diagnosis failed.",
  variables: null,
  draw: ({ title, scaleGrid = null }) =>
    scaleGrid === null || scaleGrid.curves.length === 0
      ? {
          reason:
            "one run does not say what another prior would give; fit with others by `hyperprior sensitivity RUN --scale NAME --out sensitivity.svg`",
        }
      : picture(title, scaleGrid),
};

/** More quantities are too small to be seen; these are the ones that move most. */
const mostPanels = 9;

function picture(title: PictureInput["title"], grid: ScaleGrid): Picture {
  const { parameter, written, curves, prob } = grid;
  const least = [...curves].sort((a, b) => strength(b) - strength(a))[mostPanels - 1];
  const shown = least === undefined ? curves : curves.filter((one) => strength(one) >= strength(least));
  const left = curves.length - shown.length;
  const hasFailed = grid.points.some(({ isGood }) => !isGood);
  return {
    kind: "sensitivity",
    title: `${title} by the scale of the prior of ${parameter}`,
    subtitle: `${parameter} ~ ${written} in the run itself${left > 0 ? `; ${left} quantities that move less are left out` : ""}.`,
    description: `${shown.map((curve) => describe(curve, grid)).join("; ")}.`,
    panels: shown.map((curve) => panelOf(curve, grid)),
    columns: shown.length === 1 ? 1 : 2,
    legend: [
      { colour: "main", text: "median", symbol: "line" },
      { colour: "band", text: `${percent(prob)} interval, and the central half`, symbol: "area" },
      { colour: "muted", text: "the run itself", symbol: "line" },
      ...(hasFailed ? [{ colour: "alert", text: "diagnosis failed", symbol: "ring" } as const] : []),
    ],
  };
}

function strength({ move }: ScaleCurve): number {
  return Number.isFinite(move.inSds) ? move.inSds : 0;
}

function describe({ variable, move }: ScaleCurve, { points }: ScaleGrid): string {
  const [first, last] = [points[0]!.factor, points[points.length - 1]!.factor];
  const of = (value: number): string => formatRounded(value, 3);
  const sds = Number.isFinite(move.inSds) ? `, ${of(move.inSds)} posterior sds in all` : "";
  return `${variable}: median ${of(move.from)} at ${of(first)} times the scale, ${of(move.to)} at ${of(last)} times${sds}`;
}

function panelOf({ variable, estimates, halves }: ScaleCurve, grid: ScaleGrid): Panel {
  const { points, scale } = grid;
  const unit = scale ?? 1;
  const x = points.map(({ factor }) => unit * factor);
  const failed = [...points.keys()].filter((k) => !points[k]!.isGood);
  const medians = estimates.map(({ median }) => median);
  const marks: Mark[] = [
    {
      kind: "area",
      x,
      lower: estimates.map(({ lower }) => lower),
      upper: estimates.map(({ upper }) => upper),
      colour: "band",
      opacity: 0.35,
    },
    {
      kind: "area",
      x,
      lower: halves.map(([lower]) => lower),
      upper: halves.map(([, upper]) => upper),
      colour: "band",
      opacity: 0.6,
    },
    { kind: "rule", axis: "x", at: unit, colour: "muted", isDashed: true },
    { kind: "line", x, y: medians, colour: "main", width: 2, name: `median of ${variable}` },
    {
      kind: "dots",
      x: failed.map((k) => x[k]!),
      y: failed.map((k) => medians[k]!),
      colour: "alert",
      symbol: "ring",
      size: 5,
    },
  ];
  return {
    title: variable,
    x: numberAxis(scale === null ? "times the scale" : "scale of the prior", {
      scale: "log",
      domain: [x[0]!, x[x.length - 1]!],
    }),
    y: numberAxis(null),
    marks,
    height: 1,
  };
}
