/** Models by what they predict of data that they have not seen: their elpd and its differences with standard errors, Pareto k, weights; or by their evidence. */

import type { RankedEvidence } from "../../posterior/compare-evidence.ts";
import { type ComparedModel, type ModelComparison, smallDifference } from "../../posterior/compare-models.ts";
import { decimate } from "../decimate.ts";
import type { PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, nameAxis, numberAxis, type Panel, type Picture } from "../picture.ts";
import { rowsHeight } from "../row-groups.ts";
import { formatRounded } from "../ticks.ts";

export const compare: PictureKind = {
  name: "compare",
  about: "models by what they predict: elpd and its differences with standard errors, Pareto k and weights",
  reading:
    "Each row is a model, the best first. Look at the differences: a dot within the shaded band is a difference that is none to speak of, and one whose thin bar, two standard errors " +
    "to each side, reaches 0 is not told from chance. The bars of elpd itself are longer, as rows that are hard are so for all models. Red rings are rows or groups with a Pareto k " +
    "beyond the line, which make a model look better than it is. Weights say how much each model adds to the mixture that predicts best.",
  variables: null,
  draw: ({ comparison = null }) => {
    if (comparison === null)
      return {
        reason:
          "one run is compared with nothing; name others by `hyperprior compare RUN RUN --plot`, or with `--out compare.svg`",
      };
    return isEvidence(comparison) ? evidencePicture(comparison) : elpdPicture(comparison);
  },
};

function isEvidence(
  comparison: ModelComparison | readonly RankedEvidence[],
): comparison is readonly RankedEvidence[] {
  return Array.isArray(comparison);
}

const rowPixels = 22;
/** Standard errors of the thin bars; the thick ones have one. */
const fewErrors = 2;

function elpdPicture(comparison: ModelComparison): Picture {
  const { models, measure } = comparison;
  const isSeveral = models.length > 1;
  const canWeigh = models.some(({ weights }) => weights !== null);
  const hasShapes = models.some(({ paretoK }) => paretoK !== null);
  const makers = [
    ...(isSeveral ? [differencePanel] : []),
    elpdPanel,
    ...(hasShapes ? [shapePanel] : []),
    ...(canWeigh ? [weightPanel] : []),
  ];
  return {
    kind: "compare",
    title: isSeveral
      ? `Models by ${measureNames[measure]}`
      : `${models[0]!.name} by ${measureNames[measure]}`,
    subtitle: subtitleOf(comparison),
    description: describe(comparison),
    panels: makers.map((make) => make(comparison, makers.length)),
    columns: makers.length === 1 ? 1 : 2,
    legend: elpdLegend(comparison, isSeveral, canWeigh),
  };
}

const measureNames: { readonly [Measure in ModelComparison["measure"]]: string } = {
  loo: "leave-one-out cross-validation",
  waic: "WAIC",
  group: "cross-validation without each group",
  kfold: "K-fold cross-validation",
};

function subtitleOf({ predicted, models, trustedK, factor, measure }: ModelComparison): string {
  const what = factor === null ? ["row", "rows"] : ["group", "groups"];
  const told = models
    .filter(({ unreliable }) => unreliable.length > 0)
    .map(({ name, unreliable: { length } }) => `${length} ${what[length === 1 ? 0 : 1]} of ${name}`);
  const why =
    measure === "waic"
      ? "too large a p_waic"
      : measure === "kfold"
        ? "no density that is a number"
        : `a Pareto k above ${formatRounded(trustedK, 2)}`;
  const warned = told.length === 0 ? "" : ` Not to be trusted: ${told.join(", ")}, with ${why}.`;
  return `Predicted: ${predicted}.${warned}`;
}

function describe({ models }: ModelComparison): string {
  const said = models.map(
    ({ name, estimate, difference: { difference, error, verdict }, weights, unreliable }) => {
      const against =
        verdict === "best"
          ? ""
          : `, ${formatRounded(difference)} from the best with an error of ${formatRounded(error)}`;
      const weight = weights === null ? "" : `, stacking weight ${formatRounded(weights.stacking, 2)}`;
      const bad = unreliable.length === 0 ? "" : `, ${unreliable.length} not to be trusted`;
      return `${name} ${formatRounded(estimate.elpd, 5)} (error ${formatRounded(estimate.elpdSe)})${against}${weight}${bad}`;
    },
  );
  return `Expected log predictive densities: ${said.join("; ")}.`;
}

/** A number of each model with its standard error, one of them thick, two of them thin. */
interface Valued {
  readonly name: string;
  readonly value: number;
  readonly error: number;
}

function errorMarks(rows: readonly Valued[]): Mark[] {
  const y = [...rows.keys()];
  const ends = (sign: number, errors: number): number[] =>
    rows.map(({ value, error }) => (error > 0 ? value + sign * errors * error : Number.NaN));
  const base = { kind: "segments" as const, y1: y, y2: y, colour: "main" as const };
  return [
    { ...base, x1: ends(-1, fewErrors), x2: ends(1, fewErrors), width: 1.5 },
    { ...base, x1: ends(-1, 1), x2: ends(1, 1), width: 4.5, opacity: 0.55 },
    {
      kind: "dots",
      x: rows.map(({ value }) => value),
      y,
      colour: "main",
      size: 3.6,
      names: rows.map(
        ({ name, value, error }) => `${name}: ${formatRounded(value, 5)}, error ${formatRounded(error, 2)}`,
      ),
    },
  ];
}

function panelOf(
  models: readonly { readonly name: string }[],
  panelCount: number,
  rest: Pick<Panel, "title" | "x" | "marks">,
): Panel {
  return {
    ...rest,
    y: nameAxis(models.map(({ name }) => name)),
    height: rowsHeight(models.length, rowPixels, panelCount),
  };
}

function differencePanel({ models }: ModelComparison, panelCount: number): Panel {
  const rows = models.map(({ name, difference: { difference: value, error } }) => ({ name, value, error }));
  const band: Mark = {
    kind: "boxes",
    x1: [-smallDifference],
    x2: [0],
    y1: [-0.6],
    y2: [models.length - 0.4],
    colour: "band",
    opacity: 0.6,
  };
  const zero: Mark = { kind: "rule", axis: "x", at: 0, colour: "muted", isDashed: true };
  return panelOf(models, panelCount, {
    title: "difference from the best",
    x: numberAxis("elpd difference"),
    marks: [band, zero, ...errorMarks(rows)],
  });
}

function elpdPanel({ models }: ModelComparison, panelCount: number): Panel {
  const rows = models.map(({ name, estimate }) => ({ name, value: estimate.elpd, error: estimate.elpdSe }));
  return panelOf(models, panelCount, {
    title: panelCount === 1 ? null : "expected log predictive density",
    x: numberAxis("elpd, sum of log densities"),
    marks: errorMarks(rows),
  });
}

function weightPanel({ models }: ModelComparison, panelCount: number): Panel {
  const of = (pick: (weights: NonNullable<ComparedModel["weights"]>) => number): number[] =>
    models.map(({ weights }) => (weights === null ? Number.NaN : pick(weights)));
  const [stacking, pseudoBma] = [of((one) => one.stacking), of((one) => one.pseudoBma)];
  return panelOf(models, panelCount, {
    title: "weights",
    x: numberAxis("weight", { domain: [-0.02, 1.02] }),
    marks: [
      shareBars(models, stacking, "stacking weight"),
      {
        kind: "dots",
        x: pseudoBma,
        y: [...models.keys()],
        colour: "second",
        symbol: "ring",
        size: 4,
        names: models.map(({ name }, k) => `${name}: pseudo-BMA+ weight ${formatRounded(pseudoBma[k]!, 2)}`),
      },
    ],
  });
}

/** From 0 to a share of each model. */
function shareBars(
  models: readonly { readonly name: string }[],
  shares: readonly number[],
  what: string,
): Mark {
  const rows = [...models.keys()];
  return {
    kind: "boxes",
    x1: rows.map(() => 0),
    x2: shares,
    y1: rows.map((row) => row - 0.3),
    y2: rows.map((row) => row + 0.3),
    colour: "good",
    opacity: 0.7,
    names: models.map(({ name }, k) => `${name}: ${what} ${formatRounded(shares[k]!, 2)}`),
  };
}

/** Points of a model that are shown at most, besides those that are not to be trusted. */
const mostPoints = 300;

function shapePanel({ models, points, trustedK }: ModelComparison, panelCount: number): Panel {
  const marks = models.flatMap(({ name, paretoK, unreliable }, row): Mark[] => {
    if (paretoK === null) return [];
    const bad = new Set(unreliable);
    const good = [...paretoK.keys()].filter((i) => !bad.has(i) && Number.isFinite(paretoK[i]));
    const sorted = Float64Array.from(good, (i) => paretoK[i]!).sort();
    const { y: x } = decimate({ x: [...sorted.keys()], y: sorted }, mostPoints / 2);
    const dot = (i: number): string => `${points[i]} of ${name}: k = ${formatRounded(paretoK[i]!, 2)}`;
    const alerts: Mark = {
      kind: "dots",
      x: unreliable.map((i) => paretoK[i]!),
      y: unreliable.map(() => row),
      colour: "alert",
      symbol: "ring",
      size: 4,
      names: unreliable.map(dot),
    };
    const usual: Mark = {
      kind: "dots",
      x,
      y: Array.from(x, () => row),
      colour: "main",
      size: 2.2,
      opacity: 0.35,
    };
    return unreliable.length === 0 ? [usual] : [usual, alerts];
  });
  return panelOf(models, panelCount, {
    title: "Pareto k",
    x: numberAxis("k of each point"),
    marks: [{ kind: "rule", axis: "x", at: trustedK, colour: "alert", isDashed: true }, ...marks],
  });
}

function elpdLegend(comparison: ModelComparison, isSeveral: boolean, canWeigh: boolean): LegendEntry[] {
  const { models, measure, trustedK } = comparison;
  const hasShapes = models.some(({ paretoK }) => paretoK !== null);
  const hasBad = hasShapes && models.some(({ unreliable }) => unreliable.length > 0);
  const trusted =
    measure === "loo" || measure === "group"
      ? [
          {
            colour: "alert" as const,
            text: `largest k to be trusted, ${formatRounded(trustedK, 2)}`,
            symbol: "line" as const,
          },
        ]
      : [];
  return [
    { colour: "main", text: "1 and 2 standard errors", symbol: "line" },
    ...(isSeveral
      ? [
          {
            colour: "band" as const,
            text: `none to speak of, below ${smallDifference}`,
            symbol: "area" as const,
          },
        ]
      : []),
    ...(hasShapes ? trusted : []),
    ...(hasBad ? [{ colour: "alert" as const, text: "k beyond it", symbol: "ring" as const }] : []),
    ...(canWeigh
      ? [
          { colour: "good" as const, text: "stacking weight", symbol: "area" as const },
          { colour: "second" as const, text: "pseudo-BMA+ weight", symbol: "ring" as const },
        ]
      : []),
  ];
}

function evidencePicture(models: readonly RankedEvidence[]): Picture {
  const isSeveral = models.length > 1;
  const factors = models.map(({ name, logBayesFactor: value, factorError: error }) => ({
    name,
    value,
    error,
  }));
  const levels = models.map(({ name, logEvidence: value, error }) => ({ name, value, error }));
  const count = isSeveral ? 2 : 1;
  const shares = models.map(({ probability }) => probability);
  const panels = isSeveral
    ? [
        panelOf(models, count, {
          title: "log Bayes factor against the best",
          x: numberAxis("log Bayes factor"),
          marks: [
            { kind: "rule", axis: "x", at: 0, colour: "muted", isDashed: true },
            ...errorMarks(factors),
          ],
        }),
        panelOf(models, count, {
          title: "posterior probability",
          x: numberAxis("of models alike beforehand", { domain: [0, 1] }),
          marks: [shareBars(models, shares, "probability")],
        }),
      ]
    : [panelOf(models, count, { title: null, x: numberAxis("log evidence"), marks: errorMarks(levels) })];
  return {
    kind: "compare",
    title: isSeveral ? "Models by their marginal likelihoods" : `Marginal likelihood of ${models[0]!.name}`,
    subtitle: "Bayes factors go with the priors: wide ones count against a model.",
    description: `Log evidence: ${levels.map(({ name, value, error }, k) => `${name} ${formatRounded(value, 5)} (error ${formatRounded(error, 2)}), probability ${formatRounded(shares[k]!, 2)}`).join("; ")}.`,
    panels,
    columns: count,
    legend: [
      { colour: "main", text: "1 and 2 standard errors", symbol: "line" },
      ...(isSeveral ? [{ colour: "good" as const, text: "probability", symbol: "area" as const }] : []),
    ],
  };
}
