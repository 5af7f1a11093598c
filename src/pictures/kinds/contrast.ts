/** Marginal means, their differences, and what hypotheses compare, as intervals below each other, with the line at 0 and the region of practical equivalence. */

import type { Contrasts, Equivalence } from "../../posterior/contrasts.ts";
import type { Estimate } from "../../posterior/estimate.ts";
import type { Interval } from "../interval.ts";
import { intervalMarks, type SharedDomain, sayInterval, sharedDomain } from "../interval-rows.ts";
import type { PictureInput, PictureKind } from "../kind.ts";
import { type LegendEntry, type Mark, nameAxis, numberAxis, type Panel, type Picture } from "../picture.ts";
import { rowsHeight } from "../row-groups.ts";
import { formatRounded } from "../ticks.ts";
import { percent } from "../variable-panel.ts";

export const contrast: PictureKind = {
  name: "contrast",
  about:
    "marginal means and their differences, slopes and hypotheses, with intervals, the line at 0, and the region of practical equivalence",
  reading:
    "Each row is a mean or a difference: the dot its median, the thick bar the central half of its draws, the thin one the interval. A difference whose interval leaves out 0, the dashed " +
    "line, has a sign that is known. Where its interval lies within the shaded region it is known to be of no account, and where it lies outside of it to be of some; a bar that does neither " +
    "says that the data do not tell. Whether two means differ is to be seen from the row of their difference: their own intervals may overlap nevertheless.",
  variables: null,
  draw: ({ title, contrasts = null, run }) =>
    contrasts === null
      ? {
          reason:
            "it is not said what is compared; say it by `hyperprior contrast RUN --by COLUMN --contrast pairwise --plot`, or with `--out contrast.svg`",
        }
      : picture(title, contrasts, run?.roles.outcome ?? null),
};

/** More rows of a panel are left out, and told. */
const mostRows = 100;
const rowPixels = { usual: 22, many: 16, from: 40 };

/** What stands in one panel. */
interface Part {
  readonly title: string | null;
  readonly label: string;
  readonly rows: readonly (Interval & { readonly name: string })[];
  readonly hasZero: boolean;
  readonly equivalence: Equivalence | null;
}

function picture(title: PictureInput["title"], contrasts: Contrasts, outcome: string | null): Picture {
  const parts = partsOf(contrasts, outcome);
  const panels = parts.map((part) => panelOf(part, parts.length));
  const left = parts.reduce((sum, { rows }) => sum + Math.max(0, rows.length - mostRows), 0);
  const cut = panels.find(({ beyond }) => beyond !== null)?.beyond;
  const said = [
    contrasts.definition === null ? null : capitalized(named(contrasts.definition, outcome)),
    left === 0 ? null : `${left} more rows are left out`,
    cut == null
      ? null
      : `Intervals that are cut reach from ${formatRounded(cut[0])} to ${formatRounded(cut[1])}`,
  ].filter((one) => one !== null);
  return {
    kind: "contrast",
    title: `Comparisons in ${title}`,
    subtitle: said.length === 0 ? null : `${said.join(". ")}.`,
    description: `${parts.map(describe).join(" ")}`,
    panels: panels.map(({ panel }) => panel),
    columns: 1,
    legend: legendOf(contrasts, parts),
  };
}

function partsOf(
  { definition, means, contrasts, hypotheses, equivalence }: Contrasts,
  outcome: string | null,
): Part[] {
  const label = named((definition ?? "").split(",")[0]!.replace(/^the /u, ""), outcome);
  const isSlope = label.startsWith("slope");
  const rowsOf = (list: Contrasts["means"]) =>
    list.map(({ name, estimate, half }) => ({ name, ...numbersOf(estimate), half }));
  const ofMeans: Part = {
    title: isSlope ? "slopes" : "means",
    label,
    rows: rowsOf(means),
    hasZero: isSlope,
    equivalence: isSlope && contrasts.length === 0 ? equivalence : null,
  };
  const ofContrasts: Part = {
    title: "differences",
    label: `difference of the ${label}`,
    rows: rowsOf(contrasts),
    hasZero: true,
    equivalence,
  };
  const ofHypotheses = hypotheses.map(({ text, difference, half, probability }): Part => {
    const title = probability === null ? "point" : `hypothesis, probability ${formatRounded(probability)}`;
    const rows = [{ name: text, ...numbersOf(difference), half }];
    return { title, label: "left side less right side", rows, hasZero: true, equivalence: null };
  });
  return [ofMeans, ofContrasts, ...ofHypotheses].filter(({ rows }) => rows.length > 0);
}

function numbersOf({ lower, median, upper }: Estimate): Omit<Interval, "half"> {
  return { lower, median, upper };
}

/** With the outcome's name in place of the word. */
function named(text: string, outcome: string | null): string {
  return outcome === null ? text : text.replace("expected outcome", `expected ${outcome}`);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Zero is shown where the axis is not much longer for it. */
const mostRoomForZero = 10;

/** Whether 0 is so near to the intervals that these can still be seen beside it. */
function isNearZero(rows: readonly Interval[]): boolean {
  const { domain } = sharedDomain(rows, []);
  if (domain === null) return true;
  const distance = Math.max(domain[0], -domain[1], 0);
  return distance <= mostRoomForZero * (domain[1] - domain[0]);
}

function panelOf({ title, label, rows, hasZero, equivalence }: Part, panelCount: number) {
  const shown = rows.slice(0, mostRows);
  const isZeroShown = hasZero && isNearZero(shown);
  const { domain, beyond }: SharedDomain = sharedDomain(
    shown,
    isZeroShown ? [0, ...(equivalence ?? [])] : [],
  );
  const region: Mark[] =
    equivalence === null
      ? []
      : [
          {
            kind: "boxes",
            x1: [equivalence[0]],
            x2: [equivalence[1]],
            y1: [-0.6],
            y2: [shown.length - 0.4],
            colour: "band",
            opacity: 0.6,
            names: [
              `from ${formatRounded(equivalence[0])} to ${formatRounded(equivalence[1])}: no difference that matters`,
            ],
          },
        ];
  const zero: Mark[] = isZeroShown
    ? [{ kind: "rule", axis: "x", at: 0, colour: "muted", isDashed: true }]
    : [];
  const intervals = intervalMarks(
    shown.map((row, y) => ({ ...row, y })),
    "main",
    domain,
  );
  const pixels = shown.length >= rowPixels.from ? rowPixels.many : rowPixels.usual;
  const panel: Panel = {
    title: panelCount === 1 && title === "means" ? null : title,
    x: numberAxis(label, { domain }),
    y: nameAxis(shown.map(({ name }) => name)),
    marks: [...(isZeroShown ? region : []), ...zero, ...intervals],
    height: rowsHeight(shown.length, pixels, panelCount),
    isClipped: true,
  };
  return { panel, beyond };
}

const mostSaid = 12;

function describe({ title, rows }: Part): string {
  const said = rows.slice(0, mostSaid).map((row) => `${row.name} ${sayInterval(row)}`);
  const rest = rows.length > mostSaid ? `; and ${rows.length - mostSaid} more` : "";
  return `Medians and intervals, ${title}: ${said.join("; ")}${rest}.`;
}

function legendOf({ prob, equivalence }: Contrasts, parts: readonly Part[]): LegendEntry[] {
  const hasRegion = parts.some((part) => part.equivalence !== null);
  const hasZero = parts.some(({ hasZero }) => hasZero);
  return [
    { colour: "main", text: "median", symbol: "dot" },
    { colour: "main", text: `50% and ${percent(prob)} interval`, symbol: "line" },
    ...(hasZero ? [{ colour: "muted", text: "no difference", symbol: "line" } as const] : []),
    ...(hasRegion && equivalence !== null
      ? [
          {
            colour: "band",
            text: `practically none, ${formatRounded(equivalence[0])} to ${formatRounded(equivalence[1])}`,
            symbol: "area",
          } as const,
        ]
      : []),
  ];
}
