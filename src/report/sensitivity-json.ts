/** Sensitivity as JSON: full doubles, names of quantiles by the interval. */

import type { Sensitivity } from "../posterior/power-scaling.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import type { ScaleGrid } from "../posterior/scale-grid.ts";
import type { ScaledComponent, SensitivityTable } from "../posterior/sensitivity-table.ts";
import { finiteOrNull, type JsonObject, numbersJson } from "./json.ts";

/** `threshold`, `components` with the Pareto k of their weights, and `sensitivity`, an object per quantity. */
export function sensitivityJson(table: SensitivityTable): JsonObject {
  const { threshold, prior, likelihood, priors, rows } = table;
  return {
    threshold,
    refit_draws: table.refitDraws ?? null,
    components: [prior, likelihood, ...priors].map(componentJson),
    left_out: table.leftOut,
    sensitivity: rows.map((row) => ({
      variable: row.variable,
      sd: finiteOrNull(row.sd),
      diagnosis: row.diagnosis,
      prior: measureJson(row.prior, table),
      likelihood: measureJson(row.likelihood, table),
      priors: Object.fromEntries(
        priors.map(({ name }, k) => [name, measureJson(row.priors[k] ?? null, table)]),
      ),
    })),
  };
}

function componentJson({ name, written, paretoK, unscaled }: ScaledComponent): JsonObject {
  const k = paretoK === null ? null : finiteOrNull(paretoK);
  return { component: name, prior: written, pareto_k: k, unscaled };
}

function measureJson(one: Sensitivity | null, names: IntervalNames): JsonObject | null {
  if (one === null) return null;
  const { distance, noise, changes } = one;
  return {
    distance: finiteOrNull(distance),
    noise: finiteOrNull(noise),
    changes: numbersJson(changes, names),
  };
}

/** `parameter`, `prior`, `scale`, and `refits`: an object per scale with all quantities; `moves`, how far each goes. */
export function scaleGridJson(grid: ScaleGrid): JsonObject {
  const { parameter, written, scale, points, curves } = grid;
  return {
    parameter,
    prior: written,
    scale,
    refits: points.map(({ factor, isGood }, k) => ({
      factor,
      scale: scale === null ? null : scale * factor,
      verdict: isGood ? "good" : "failed",
      summary: curves.map(({ variable, estimates }) => ({
        variable,
        ...numbersJson(estimates[k]!, grid),
      })),
    })),
    moves: curves.map(({ variable, move }) => ({
      variable,
      from: finiteOrNull(move.from),
      to: finiteOrNull(move.to),
      in_sds: finiteOrNull(move.inSds),
      error: finiteOrNull(move.error),
    })),
  };
}
