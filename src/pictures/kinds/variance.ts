/** Where the variance of the outcome comes from: the share of each group's effects and of the residual, and their standard deviations. */

import type { Draws, Roles } from "../../posterior/draws.ts";
import { shareOf, type VarianceParts, varianceParts } from "../../posterior/variance-parts.ts";
import { noneToDraw } from "../group-levels.ts";
import type { NoPicture, PictureInput, PictureKind } from "../kind.ts";
import { type Axis, nameAxis, numberAxis, type Panel, type Picture } from "../picture.ts";
import { ridgeMarks } from "../ridge.ts";
import { formatRounded } from "../ticks.ts";
import { finiteSorted, intervalOf, percent } from "../variable-panel.ts";

export const variance: PictureKind = {
  name: "variance",
  about: "shares of the outcome's variance with their uncertainty, and standard deviations",
  reading:
    "First the share of the variance of a value that each factor gives, and the residual; in every draw they sum to 100 %. Then the same as standard " +
    "deviations, in the units of the outcome. Long curves are shares that the data hardly know, mostly of factors with few levels: measure more levels, not more " +
    "rows of each. A curve that is high at 0 is a factor that may give nothing. The largest share is where improving a process, or taking more measurements, pays.",
  variables: null,
  draw: (input) => whyNone(input) ?? picture(input),
};

function whyNone({ run }: PictureInput): NoPicture | null {
  if (run === null)
    return {
      reason:
        "draws of another program do not say which of their variables are variances of effects; fit the model with `hyperprior fit`, or draw a `density`",
    };
  if (run.roles.components.length > 0) return null;
  return {
    reason: `${noneToDraw("variance components", run.roles)}; draw a \`density\` of its standard deviations`,
  };
}

/** A row of a panel. */
interface Part {
  readonly name: string;
  /** Ascending finite draws. */
  readonly sorted: Float64Array;
}

function picture({ title, run, prob }: PictureInput): Picture | NoPicture {
  const { draws, roles } = run!;
  const parts = varianceParts(draws, roles);
  const shares = sharesOf(roles, parts);
  const sds = deviationsOf(roles, parts);
  if (sds.every(({ sorted }) => sorted.length === 0))
    return {
      reason: "no variance component has finite draws; run `diagnose` on the run, and mend what it says",
    };
  const outcome = roles.outcome ?? "the outcome";
  const panels = [
    ...(shares === null ? [] : [panelOf(`share of the variance of ${outcome}`, shares, prob, shareAxis)]),
    panelOf("standard deviation", sds, prob, numberAxis(null)),
  ];
  return {
    kind: "variance",
    title: `Variance of ${outcome} in ${title}`,
    subtitle: roles.remarks.length === 0 ? null : roles.remarks.map(asSentence).join(" "),
    description: describe(outcome, shares, sds, draws, prob),
    panels,
    columns: panels.length,
    legend: [
      { colour: "main", text: `median, middle half and ${percent(prob)} interval`, symbol: "dot" },
      { colour: "band", text: "posterior density", symbol: "area" },
    ],
  };
}

const shareAxis: Axis = numberAxis(null, { format: "percent", domain: [0, 1] });

function asSentence(remark: string): string {
  return `${remark.charAt(0).toUpperCase()}${remark.slice(1)}.`;
}

/** `batch`, `subject: days`, `subject: intercept, days` for terms that have one share. */
function termName(group: string, terms: readonly string[]): string {
  return terms.length === 1 && terms[0] === "intercept" ? group : `${group}: ${terms.join(", ")}`;
}

/** Null where the residual variance is not known. */
function sharesOf({ components }: Roles, all: VarianceParts): Part[] | null {
  const { blocks, residual, total } = all;
  if (total === null || residual === null) return null;
  const of = (part: Float64Array): Float64Array => finiteSorted(shareOf(all, part, total));
  return [
    ...blocks.map(({ components: places, contribution }) => {
      const terms = places.map((k) => components[k]!.term);
      return { name: termName(components[places[0]!]!.group, terms), sorted: of(contribution) };
    }),
    { name: "residual", sorted: of(residual) },
  ];
}

function deviationsOf({ components }: Roles, { variances, residual }: VarianceParts): Part[] {
  const ofGroups = components.map(({ group, term }, k) => ({
    name: termName(group, [term]),
    sorted: finiteSorted(variances[k]!.map(Math.sqrt)),
  }));
  return residual === null
    ? ofGroups
    : [...ofGroups, { name: "residual", sorted: finiteSorted(residual.map(Math.sqrt)) }];
}

/** Pixels of a row and of a panel's frame, in heights of usual panels of several. */
const [rowHeight, frameHeight] = [0.26, 0.3];

function panelOf(title: string, parts: readonly Part[], prob: number, x: Axis): Panel {
  const names = parts.map(({ name }) => name);
  return {
    title,
    x,
    y: { ...nameAxis(names), domain: [-0.85, parts.length - 0.55] },
    marks: parts.flatMap(({ name, sorted }, row) => ridgeMarks(sorted, row, prob, { colour: "main", name })),
    height: frameHeight + rowHeight * Math.max(2, parts.length),
  };
}

function describe(
  outcome: string,
  shares: readonly Part[] | null,
  sds: readonly Part[],
  { chainCount, drawCount }: Draws,
  prob: number,
): string {
  const say = (parts: readonly Part[], unit: (value: number) => string): string =>
    parts
      .map(({ name, sorted }) => {
        const [low, median, high] = intervalOf(sorted, prob).map(unit);
        return `${name} ${median} (${low} to ${high})`;
      })
      .join(", ");
  const ofShares =
    shares === null
      ? ""
      : ` Shares of the variance: ${say(shares, (value) => `${formatRounded(100 * value)}%`)}.`;
  return `Variance of ${outcome} by ${chainCount * drawCount} draws, medians and ${percent(prob)} intervals.${ofShares} Standard deviations: ${say(sds, (value) => formatRounded(value))}.`;
}
