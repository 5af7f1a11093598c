/** The results of several runs in tables, one column a run. */

import { canonicalName } from "../language/names.ts";
import { column, estimatePhrases, intervalName, intervalPhrase } from "../manuscript/estimate-cells.ts";
import { numberText, type Phrase, symbol } from "../manuscript/inline.ts";
import { isInSummary, type ManuscriptTable } from "../manuscript/table-data.ts";
import { type Difference, differencesOfRows } from "../posterior/compare-draws.ts";
import type { Estimate } from "../posterior/estimate.ts";
import type { SummaryRow } from "../posterior/summary.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import { formatDecimals } from "../report/digits.ts";
import { type Block, list, paragraph, type Section } from "./blocks.ts";
import type { ReportInput } from "./report-input.ts";
import { longTable } from "./sections/results.ts";

/** Names that only one run has: no more than these are listed. */
const mostNames = 12;

/** A variable by what its names have in common, with a row for each run that has it. */
interface ComparedRows {
  readonly name: string;
  readonly rows: readonly (SummaryRow | undefined)[];
  /** Whether it is an effect of a level in every run that has it. */
  readonly isEffect: boolean;
}

/** Means and intervals of what at least two of the runs have, and how far apart they are. */
export function resultsSection(inputs: readonly ReportInput[]): Section {
  const all = comparedRows(inputs);
  const shared = all.filter(({ rows }) => rows.filter((row) => row !== undefined).length > 1);
  const [main, effects] = [false, true].map((isEffect) => shared.filter((one) => one.isEffect === isEffect));
  const tableFor = (rows: readonly ComparedRows[], caption: string, label: string, what: string): Block[] =>
    rows.length === 0 ? [] : longTable(resultsTable(rows, inputs, caption, label), what);
  return {
    id: "results",
    title: "Results side by side",
    isOpen: true,
    blocks: [
      ...(shared.length === 0 ? [paragraph("The runs have no quantity in common.")] : []),
      ...tableFor(main!, "Parameters and what is derived of them", "results", "parameters"),
      ...tableFor(effects!, "Effects of groups", "effects", "group effects"),
      ...list(onlyInOne(all, inputs)),
    ],
  };
}

function comparedRows(inputs: readonly ReportInput[]): ComparedRows[] {
  const byRun = inputs.map(
    ({ summary }) => new Map(summary.rows.map((row) => [canonicalName(row.variable), row])),
  );
  const short = new Set(
    inputs.flatMap(({ fitted }) =>
      fitted.draws.variables.filter(isInSummary(fitted)).map(({ name }) => canonicalName(name)),
    ),
  );
  const keys = [...new Set(byRun.flatMap((rows) => [...rows.keys()]))];
  return keys.map((key) => {
    const rows = byRun.map((one) => one.get(key));
    return { name: rows.find((row) => row !== undefined)!.variable, rows, isEffect: !short.has(key) };
  });
}

function onlyInOne(all: readonly ComparedRows[], inputs: readonly ReportInput[]): Phrase[] {
  return inputs.flatMap(({ called }, i): Phrase[] => {
    const own = all.filter(({ rows }) => rows.every((row, k) => (row !== undefined) === (k === i)));
    if (own.length === 0) return [];
    const more = own.length > mostNames ? ` and ${own.length - mostNames} more` : "";
    const named = own.slice(0, mostNames).map((one) => one.name);
    return [[`Only in ${called}: ${named.join(", ")}${more}.`]];
  });
}

function resultsTable(
  rows: readonly ComparedRows[],
  inputs: readonly ReportInput[],
  caption: string,
  label: string,
): ManuscriptTable {
  const [{ summary, numbers }] = inputs as readonly [ReportInput, ...ReportInput[]];
  const isPair = inputs.length === 2;
  const interval = intervalName(summary.lowerName, summary.upperName);
  const apart = isPair
    ? [column("Apart, in SD"), column("In standard errors")]
    : [column("Most apart, in SD"), column("Of which two", true)];
  return {
    label,
    caption: [`${caption}: posterior mean and ${interval}`],
    columns: [column("Quantity", true), ...inputs.map(({ called }) => column(called)), ...apart],
    rows: rows.map((one) => {
      const { difference, between } = farthest(one.rows);
      const told = (value: number | undefined, digits: number): Phrase =>
        value === undefined ? [""] : [numberText(formatDecimals(value, digits))];
      return [
        [{ kind: "mathematics", text: one.name, latex: one.name }],
        ...one.rows.map((row) => estimateCell(row, numbers)),
        ...(isPair
          ? [told(difference?.inSds, 2), told(difference?.inErrors, 1)]
          : [
              told(difference === null ? undefined : Math.abs(difference.inSds), 2),
              [between.map((i) => inputs[i]!.called).join(" and ")],
            ]),
      ];
    }),
    notes: [
      [
        isPair
          ? "Apart: the second mean (or median, where there is no mean) less the first, in standard deviations of the posterior and in standard errors of Monte Carlo"
          : "Most apart: the largest difference of two means (or medians, where there is no mean) of these runs, in standard deviations of the posterior",
      ],
    ],
  };
}

/** The two that are most standard deviations apart. */
function farthest(rows: ComparedRows["rows"]): {
  readonly difference: Difference | null;
  readonly between: readonly number[];
} {
  let found: ReturnType<typeof farthest> = { difference: null, between: [] };
  rows.forEach((one, i) => {
    rows.slice(i + 1).forEach((other, k) => {
      if (one === undefined || other === undefined) return;
      const { mean, median } = differencesOfRows(one, other);
      const difference = mean ?? median;
      if (difference === null) return;
      if (Math.abs(difference.inSds) > Math.abs(found.difference?.inSds ?? 0) || found.difference === null)
        found = { difference, between: [i, i + 1 + k] };
    });
  });
  return found;
}

/** `1530 [1480, 1570]`; where there is no mean, the words that say so. */
function estimateCell(estimate: Estimate | undefined, numbers: ReportInput["numbers"]): Phrase {
  if (estimate === undefined) return ["not there"];
  const [mean] = estimatePhrases(estimate, ["mean"], numbers);
  return [...mean!, " ", ...intervalPhrase(estimate, numbers)];
}

/** Components of all runs, by group and term: standard deviations, shares, and the picture of each run; null where no run has any. */
export function variancesSection(inputs: readonly ReportInput[]): Section | null {
  const tables = inputs.map(({ fitted, numbers: { prob } }) =>
    fitted.variance(prob === undefined ? {} : { prob }),
  );
  const parts = tables.map(partsOf);
  const keys = [...new Set(parts.flatMap((one) => [...one.keys()]))];
  if (keys.length === 0) return null;
  const interval = intervalName(tables[0]!.lowerName, tables[0]!.upperName);
  const of = (what: "sd" | "share"): ManuscriptTable => ({
    label: `variance-${what}`,
    caption: [`${partWords[what].caption}: posterior mean and ${interval}`],
    columns: [column("Component", true), ...inputs.map(({ called }) => column(called))],
    rows: keys.map((key) => {
      const { group, term } = parts.find((one) => one.has(key))!.get(key)!;
      return [
        [symbol(group), term === "" || term === "intercept" ? "" : ` (${term})`],
        ...parts.map((one, i) => partCell(one.get(key), what, inputs[i]!.numbers)),
      ];
    }),
    notes: [[partWords[what].note]],
  });
  const pictures = inputs
    .filter(({ fitted }) => fitted.record.roles.components.length > 0)
    .flatMap(({ pictures: own, called }, i): Block[] => {
      const block = own.block("variance", { suffix: `${i + 1}` });
      const isRead = i > 0 && block.kind === "picture";
      return [paragraph(`${called}:`), isRead ? { ...block, reading: "It is read as the first is." } : block];
    });
  const blocks: Block[] = [
    { kind: "table", table: of("sd") },
    { kind: "table", table: of("share") },
    ...pictures,
  ];
  return { id: "variance", title: "Variance components", isOpen: true, blocks };
}

const partWords = {
  sd: {
    caption: "Standard deviations of the components",
    note: "In the unit of the outcome, or of what the link function makes of it",
  },
  share: {
    caption: "Shares of the variance of a value",
    note: "From 0 to 1; correlated terms have one share together, at the first of them",
  },
} as const;

function partCell(
  part: VariancePart | undefined,
  what: "sd" | "share",
  numbers: ReportInput["numbers"],
): Phrase {
  if (part === undefined) return ["not there"];
  const estimate = part[what];
  return estimate === null ? [""] : estimateCell(estimate, numbers);
}

interface VariancePart {
  readonly group: string;
  readonly term: string;
  readonly sd: Estimate;
  readonly share: Estimate | null;
}

function partsOf({ components, residual }: VarianceTable): Map<string, VariancePart> {
  const all: VariancePart[] = [
    ...components,
    ...(residual === null ? [] : [{ group: "residual", term: "", sd: residual.sd, share: residual.share }]),
  ];
  return new Map(all.map((part) => [JSON.stringify([part.group, part.term]), part]));
}
