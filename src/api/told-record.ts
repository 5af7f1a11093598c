/** A run's record as values with names that a reader knows: what two runs are compared by. */

import { type RunOptions, runDefaults } from "../run/options.ts";
import type { RunRecord } from "../run/run.ts";
import { inFlagWords } from "../samplers/options/option-group.ts";
import type { ToldValue } from "./model-difference.ts";

const told = (what: string, value: unknown): ToldValue => ({ what, value: textOf(value) });

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : value.map(textOf).join(", ");
  if (value === null || value === undefined) return "none";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** Rows, levels, missing values and the fingerprint; not the name of the file, which is none of what the data are. */
export function dataOfRecord({ data, sources }: RunRecord): ToldValue[] {
  const {
    rowsRead,
    rowsUsed,
    rowsDropped,
    observations,
    reduction,
    outcomeLabels = {},
    missing = [],
    groups,
  } = data;
  return [
    told("fingerprint of the columns used", data.fingerprint),
    told("rows read", rowsRead),
    told("rows used", rowsUsed),
    told("rows dropped", rowsDropped),
    ...(observations === undefined ? [] : [told("observations", observations)]),
    ...(reduction === undefined ? [] : [told("groups that rows were reduced to", reduction.groups)]),
    ...Object.entries(groups).map(([group, count]) => told(`levels of ${group}`, count)),
    ...Object.entries(outcomeLabels).map(([outcome, labels]) => told(`labels of ${outcome}`, labels)),
    ...missing.map(({ column, count, became }) => told(`missing of ${column}`, `${count}, ${became}`)),
    ...(sources === null
      ? []
      : [
          told("words for missing values", sources.na),
          told("wide columns made long", sources.wide),
          told("query", sources.query),
        ]),
  ];
}

/** All but the seed, which is told by itself, and the threads, which change no bit. */
export function optionsOfRecord({ options }: RunRecord): ToldValue[] {
  const { seed: _, workers: __, ...rest } = options;
  return Object.entries({ ...runDefaults, ...rest } satisfies RunOptions).flatMap(([name, value]) => {
    if (name === "seed" || name === "workers") return [];
    if (typeof value !== "object" || value === null) return [told(inFlagWords(name), value)];
    return Object.entries(value).map(([own, one]) => told(`${name} ${inFlagWords(own)}`, one));
  });
}

/** What sampled, what was integrated out, how group effects were put to it, and what came of the run. */
export function methodOfRecord({ plan, drawnChains, extension, isInterrupted }: RunRecord): ToldValue[] {
  const coordinates = Object.entries(plan.parameterizations).filter(([, way]) => way !== "centered");
  return [
    told("method", plan.method),
    told("sampler", plan.kernel),
    told("integrated out", plan.integrated),
    told("numbers sampled", plan.dimension),
    told("warm-up that was made", plan.warmup),
    told("notes", plan.notes),
    told("not kept", plan.notKept),
    ...coordinates.map(([name, way]) => told(`coordinates of ${name}`, way)),
    told("chains with draws", drawnChains.length),
    told("draws that were added", extension === null ? null : extension.reason),
    told("interrupted", isInterrupted),
  ];
}
