/** The density of each variable's posterior, with that of its prior: what the data added. */

import { bandwidthOf, hardEnds, kernelDensity, viewOf } from "../../posterior/kernel-density.ts";
import { listNames, panelGrid } from "../chain-parts.ts";
import { densityArea, intervalMarks } from "../density-marks.ts";
import type { NoPicture, PictureInput, PictureKind } from "../kind.ts";
import { type LegendEntry, numberAxis, type Panel } from "../picture.ts";
import { formatRounded } from "../ticks.ts";
import {
  describeInterval,
  finiteSorted,
  intervalOf,
  percent,
  whyNone,
  wordsPanel,
} from "../variable-panel.ts";

export const priorPosterior: PictureKind = {
  name: "prior-posterior",
  about: "the density of each variable's posterior with that of its prior",
  reading:
    "The area is the posterior, the dashed line the prior. A posterior much narrower than its prior, in the midst of it, is the data speaking. Where the two are " +
    "alike the data say nothing of the variable: what you conclude is what you put in. A posterior in the tail of its prior is a conflict: a wrong unit, a " +
    "prior from another population, or a model that needs the parameter to make up for something; fit with another prior and compare. A prior that ends " +
    "where the posterior is high cuts it off: widen it.",
  variables: { usual: 6, least: 1 },
  needsPrior: true,
  draw: (input) => whyNoPrior(input) ?? picture(input),
};

function whyNoPrior({ run, draws }: PictureInput): NoPicture | null {
  if (run === null)
    return {
      reason:
        "draws of another program do not come with priors; fit the model with `hyperprior fit`, or draw a `density`",
    };
  const prior = run.prior ?? new Map();
  if (draws.variables.some(({ name }) => prior.has(name))) return null;
  return {
    reason: `the prior of ${listNames(draws.variables, 3)} is not one of fixed numbers, so that it has no curve of its own; name a parameter whose prior has numbers only, or draw a \`density\``,
  };
}

function picture({ title, draws, run, prob }: PictureInput) {
  const prior = run!.prior!;
  const places = [...draws.variables.keys()].filter((v) => prior.has(draws.variables[v]!.name));
  const left = draws.variables.filter(({ name }) => !prior.has(name));
  const said = places
    .slice(0, 12)
    .map((v) =>
      describe(draws.variables[v]!.name, draws.values[v]!, prior.get(draws.variables[v]!.name)!, prob),
    );
  return {
    kind: "prior-posterior",
    title: `Priors and posteriors of ${title}`,
    subtitle:
      left.length === 0
        ? null
        : `Not shown, having a prior that depends on other parameters or none: ${listNames(left)}.`,
    description: `${said.join("; ")}${places.length > 12 ? `; and ${places.length - 12} more` : ""}.`,
    panels: places.map((v) => {
      const { name } = draws.variables[v]!;
      const sorted = finiteSorted(draws.values[v]!);
      const none = whyNone(sorted);
      return none === null ? panelOf(name, sorted, prior.get(name)!, prob) : wordsPanel(name, none);
    }),
    columns: panelGrid(places.length),
    legend: legendOf(prob),
  };
}

function legendOf(prob: number): LegendEntry[] {
  return [
    { colour: "band", text: "posterior", symbol: "area" },
    { colour: "second", text: "prior", symbol: "line" },
    { colour: "main", text: `median and ${percent(prob)} interval`, symbol: "dot" },
  ];
}

type Curve = (value: number) => number;

function describe(name: string, values: Float64Array, prior: Curve, prob: number): string {
  const sorted = finiteSorted(values);
  const words = `${name}: ${describeInterval(values, prob)}`;
  if (whyNone(sorted) !== null) return words;
  const [low, , high] = intervalOf(sorted, prob);
  const mass = massBetween(prior, low, high);
  return Number.isFinite(mass)
    ? `${words}, to which the prior gives ${formatRounded(100 * mass, 2)}%`
    : words;
}

/** Halves of steps by Simpson's rule. */
const simpsonSteps = 400;

/** The prior's probability of an interval; NaN where its density is not finite in it. */
export function massBetween(density: Curve, from: number, to: number): number {
  const step = (to - from) / simpsonSteps;
  let sum = 0;
  for (let i = 0; i <= simpsonSteps; i++) {
    const weight = i === 0 || i === simpsonSteps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * density(from + i * step);
  }
  return (sum * step) / 3;
}

/** Points of the prior's curve, widths of the posterior's range to see of it on either side, and how high it may be in heights of the posterior. */
const priorPoints = 240;
const margin = 0.4;
const mostHeight = 2;

function panelOf(title: string, sorted: Float64Array, prior: Curve, prob: number): Panel {
  const bandwidth = bandwidthOf(sorted);
  const ends = hardEnds(sorted, bandwidth);
  const [from, to] = viewOf(sorted);
  const reach = margin * (to - from);
  // Beyond an end of the draws there is something to see only if the prior goes on there.
  const until = (place: number, end: number | null): number =>
    end === null || prior(place) > 0 ? place : end;
  const view: [number, number] = [until(from - reach, ends.lower), until(to + reach, ends.upper)];
  const curve = kernelDensity(sorted, view, ends, bandwidth);
  const most = Math.max(0, ...(curve?.density ?? []));
  const x = Array.from(
    { length: priorPoints + 1 },
    (_, i) => view[0] + (i * (view[1] - view[0])) / priorPoints,
  );
  const y = x.map((value) => {
    const height = prior(value);
    return height <= mostHeight * most ? height : Number.NaN;
  });
  return {
    title,
    x: numberAxis(null, { domain: view }),
    y: numberAxis(null, { isBare: true }),
    marks: [
      ...densityArea(curve),
      { kind: "line", x, y, colour: "second", width: 1.8, isDashed: true, name: "prior" },
      ...intervalMarks(sorted, prob, view, -0.04 * most),
    ],
    height: 1,
  };
}
