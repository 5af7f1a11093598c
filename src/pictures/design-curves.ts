/** What studies of several designs would give, as curves: a panel for each quantity and statement, a line for each number of replicates. */

import type { DesignOutlook, DesignStudy, Simulated } from "../posterior/study-design.ts";
import { panelGrid } from "./chain-parts.ts";
import {
  type Colour,
  type LegendEntry,
  type Mark,
  nameAxis,
  numberAxis,
  type Panel,
  type Picture,
} from "./picture.ts";
import { formatRounded } from "./ticks.ts";

/** How the picture is read, for those forms that have room for words. */
export const designReading =
  "Each dot is a design, the bar through it two Monte Carlo standard errors up and down: more studies make it shorter. The lower an expected " +
  "posterior sd, the more a study of that design says; the ring is the best of the designs for what was asked. Where a curve is flat, designs " +
  "are as good as each other, and the cheaper or simpler one may be taken.";

/** More panels than this say nothing. */
const mostPanels = 6;
/** Bars are so many standard errors long, up and down. */
const barErrors = 2;

/** Of at least two designs and one study. */
export function designPicture(study: DesignStudy, title: string): Picture {
  const { designs, recommendation } = study;
  const [first] = designs as readonly [DesignOutlook];
  const target = recommendation?.target;
  const quantities = first.quantities.map(({ name }, q) => ({
    name,
    of: (one: DesignOutlook) => one.quantities[q]!.sd,
  }));
  const told = first.told.map(({ statement, level }, t) => ({
    name: `${statement} told at ${level}`,
    of: (one: DesignOutlook) => one.told[t]!.share,
    isTarget: statement === target && recommendation?.aim === "told",
  }));
  const sds = quantities.map((one) => ({
    ...one,
    isTarget: one.name === target && recommendation?.aim === "sd",
  }));
  const shown = [...sds, ...told]
    .sort((a, b) => Number(b.isTarget) - Number(a.isTarget))
    .slice(0, mostPanels);
  const lines = linesOf(designs);
  const isShare = (name: string): boolean => told.some((one) => one.name === name);
  const panels = shown.map(({ name, of, isTarget }) =>
    panelOf(designs, lines, {
      title: isShare(name) ? name : `sd of ${name}`,
      of,
      isShare: isShare(name),
      best: isTarget ? (recommendation?.best ?? null) : null,
    }),
  );
  const best =
    recommendation === null
      ? ""
      : ` Best for ${recommendation.target}: ${describe(designs[recommendation.best]!)}.`;
  return {
    kind: "design",
    title: `Designs of a study: ${title}`,
    subtitle: `${study.studies} simulated studies of each of ${designs.length} designs`,
    description: `Expected posterior sds and shares of studies that tell a statement, design by design.${best}`,
    panels,
    columns: panelGrid(panels.length),
    legend: legendOf(lines, recommendation !== null && shown.some(({ isTarget }) => isTarget)),
  };
}

/** Designs that are joined, by their places; `x` is what the axis is of. */
interface CurveLine {
  readonly name: string | null;
  readonly places: readonly number[];
  readonly colour: Colour;
}

interface Curves {
  readonly label: string;
  readonly lines: readonly CurveLine[];
  /** Where a design stands on the axis; null where designs have names in place of numbers. */
  readonly x: ((design: DesignOutlook) => number) | null;
}

/**
 * Along groups, a line for each number of replicates; along replicates where each number of them has one design, as within a budget; of several
 * factors along replicates, too, a line for each number of the levels within others; and otherwise design by design.
 */
function linesOf(designs: readonly DesignOutlook[]): Curves {
  const all = designs.map((_, d) => d);
  const replicates = [...new Set(designs.map((one) => one.replicates))];
  const isSimple = designs.every(({ levels }) => levels.length <= 1);
  const isAlong = replicates.length === designs.length && !replicates.includes(null);
  if (isSimple && isAlong) {
    const places = all.toSorted((a, b) => designs[a]!.replicates! - designs[b]!.replicates!);
    return {
      label: "replicates",
      lines: [{ name: null, places, colour: "main" }],
      x: (one) => one.replicates!,
    };
  }
  const nested = isSimple ? null : nestedLines(designs);
  if (nested !== null) return nested;
  if (!isSimple) return { label: "design", lines: [{ name: null, places: all, colour: "main" }], x: null };
  const lines = replicates.map((own, i): CurveLine => {
    const places = all.filter((d) => designs[d]!.replicates === own);
    const name = own === null ? "rows as copied" : `${own} ${own === 1 ? "replicate" : "replicates"}`;
    return {
      name,
      places: places.toSorted((a, b) => groupsOf(designs[a]!) - groupsOf(designs[b]!)),
      colour: { series: i },
    };
  });
  return { label: `levels of ${designs[0]!.levels[0]?.factor ?? ""}`, lines, x: groupsOf };
}

/** Within a budget the outermost levels are as many as it allows, so that those within and the replicates tell a design; null where they do not. */
function nestedLines(designs: readonly DesignOutlook[]): Curves | null {
  const innerOf = ({ levels }: DesignOutlook): string =>
    levels
      .slice(1)
      .map(({ factor, count }) => `${count} ${factor}`)
      .join(" × ");
  const inner = [...new Set(designs.map(innerOf))];
  const replicates = new Set(designs.map((one) => one.replicates));
  const told = new Set(designs.map((one) => `${innerOf(one)} ${one.replicates}`));
  if (told.size < designs.length || replicates.size < 2 || replicates.has(null)) return null;
  const lines = inner.map((name, i): CurveLine => {
    const places = [...designs.keys()].filter((d) => innerOf(designs[d]!) === name);
    return {
      name,
      places: places.sort((a, b) => designs[a]!.replicates! - designs[b]!.replicates!),
      colour: { series: i },
    };
  });
  return { label: "replicates", lines, x: (one) => one.replicates! };
}

function groupsOf({ levels }: DesignOutlook): number {
  return levels[0]?.count ?? 0;
}

interface PanelRequest {
  readonly title: string;
  readonly of: (design: DesignOutlook) => Simulated;
  readonly isShare: boolean;
  /** Place of the design with a ring. */
  readonly best: number | null;
}

function panelOf(
  designs: readonly DesignOutlook[],
  { label, lines, x }: Curves,
  request: PanelRequest,
): Panel {
  const { title, of, isShare, best } = request;
  const at = (d: number): number => (x === null ? d : x(designs[d]!));
  const marks = lines.flatMap(({ places, colour }): Mark[] => {
    const xs = places.map(at);
    const found = places.map((d) => of(designs[d]!));
    const bar = found.map(({ error }) => (Number.isFinite(error) ? barErrors * error : 0));
    const y = found.map(({ value }) => value);
    const [low, high] = [y.map((one, i) => one - bar[i]!), y.map((one, i) => one + bar[i]!)];
    const names = places.map((d, i) => `${describe(designs[d]!)}: ${formatRounded(y[i]!, 3)}`);
    return [
      ...(x === null ? [] : [{ kind: "line" as const, x: xs, y, colour, width: 1.6 }]),
      { kind: "segments", x1: xs, x2: xs, y1: low, y2: high, colour, opacity: 0.6 },
      { kind: "dots", x: xs, y, colour, names },
    ];
  });
  if (best !== null)
    marks.push({
      kind: "dots",
      x: [at(best)],
      y: [of(designs[best]!).value],
      colour: "good",
      symbol: "ring",
      size: 7,
    });
  const numbers = x === null ? [] : designs.map(x);
  const isWide = numbers.length > 0 && Math.max(...numbers) > 4 * Math.min(...numbers);
  return {
    title,
    x:
      x === null
        ? nameAxis(designs.map(shortName), label)
        : numberAxis(label, isWide ? { scale: "log" } : {}),
    y: isShare
      ? numberAxis("share of studies", { domain: [0, 1], format: "percent" })
      : numberAxis("expected posterior sd"),
    marks,
    height: 1,
  };
}

function legendOf({ lines }: Curves, hasBest: boolean): LegendEntry[] {
  const named = lines.flatMap(({ name, colour }): LegendEntry[] =>
    name === null ? [] : [{ colour, text: name, symbol: "line" }],
  );
  return hasBest ? [...named, { colour: "good", text: "best", symbol: "ring" }] : named;
}

function describe({ levels, replicates, rows }: DesignOutlook): string {
  const parts = levels.map(({ factor, count }) => `${count} ${factor}`);
  return `${[...parts, ...(replicates === null ? [] : [`${replicates} replicates`])].join(" × ")} (${rows} rows)`;
}

function shortName({ levels, replicates }: DesignOutlook): string {
  return [...levels.map(({ count }) => count), ...(replicates === null ? [] : [replicates])].join("×");
}
