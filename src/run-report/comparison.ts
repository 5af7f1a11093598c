/** The sections of a report on two runs: what differs, and results side by side. */

import { diffRuns } from "../api/diff-runs.ts";
import type { ChangedValue } from "../api/model-difference.ts";
import type { RunsDifference } from "../api/runs-difference.ts";
import { renderLatex } from "../language/latex.ts";
import { column, estimatePhrases, intervalName, intervalPhrase } from "../manuscript/estimate-cells.ts";
import { numberText, type Phrase, symbol } from "../manuscript/inline.ts";
import { isInSummary, type ManuscriptTable } from "../manuscript/table-data.ts";
import type { ComparedVariable } from "../posterior/compare-draws.ts";
import type { Estimate } from "../posterior/estimate.ts";
import type { SummaryRow } from "../posterior/summary.ts";
import type { VarianceTable } from "../posterior/variance.ts";
import { formatDecimals } from "../report/digits.ts";
import { unifiedLines } from "../text/line-difference.ts";
import { aside, type Block, list, paragraph, type Section } from "./blocks.ts";
import { commandsFor } from "./commands.ts";
import type { ReportInput } from "./report-input.ts";
import { diagnosisSection } from "./sections/diagnosis.ts";
import { longTable } from "./sections/results.ts";

/** Of the joint density: what fits into the width of a report. */
const factorsInLine = 4;

/** In their order; those that have nothing to say are left out. */
export function comparisonSections(one: ReportInput, other: ReportInput): readonly Section[] {
  const difference = diffRuns(one.fitted, other.fitted, { names: [one.name, other.name] });
  return [
    inShort(difference),
    differences(difference),
    sideBySide(difference, one, other),
    ...variances(one, other),
    models(difference, one, other),
    ...[one, other].map((input, i) => ofRun(diagnosisSection(input), input, i)),
    reproduce(one, other),
  ];
}

function inShort({ sentence, names, beyondError }: RunsDifference): Section {
  const worst = beyondError.filter(
    ({ variable }, i) => beyondError.findIndex((one) => one.variable === variable) === i,
  );
  const told = worst.slice(0, 8).map(({ variable, number, inSds, inErrors }): Phrase => {
    const way = inSds > 0 ? "higher" : "lower";
    const errors = Number.isFinite(inErrors)
      ? `, ${formatDecimals(Math.abs(inErrors), 1)} standard errors`
      : "";
    return [
      named(variable),
      `: its ${number} is ${formatDecimals(Math.abs(inSds), 2)} sd ${way} in ${names[1]}${errors}.`,
    ];
  });
  const rest = worst.length - told.length;
  return section("in-short", "In short", [
    paragraph(`${sentence}.`),
    ...list(told),
    ...(rest > 0 ? [aside(`${rest} more variables differ; the table of results has them.`)] : []),
  ]);
}

/** A name, with what it is a level of, as mathematics. */
function named(name: string): Phrase[number] {
  return { kind: "mathematics", text: name, latex: name };
}

function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { id, title, isOpen: true, blocks };
}

function differences({
  names,
  model,
  data,
  options,
  method,
  seed,
  version,
  verdicts,
}: RunsDifference): Section {
  const verdict: ChangedValue | null =
    verdicts[0] === verdicts[1] ? null : { what: "verdict", first: verdicts[0], second: verdicts[1] };
  const changes = [
    ...[...model.priors, ...model.statements, ...model.constants],
    ...[...data, ...options, seed, version, ...method, verdict],
  ].filter((one) => one !== null);
  if (changes.length === 0)
    return section("differences", "What differs", [
      paragraph("Model, data, options, seed, version and verdict are the same."),
    ]);
  const table: ManuscriptTable = {
    label: "differences",
    caption: ["What the runs do not have in common"],
    columns: ["What", ...names].map((header) => ({ header: [header], isText: true })),
    rows: changes.map(({ what, first, second }) => [[what], [first ?? "not there"], [second ?? "not there"]]),
    notes: [],
  };
  return section("differences", "What differs", [{ kind: "table", table }]);
}

function sideBySide({ results, names }: RunsDifference, one: ReportInput, other: ReportInput): Section {
  const isShort = isInSummary(one.fitted);
  const short = new Set(one.fitted.draws.variables.filter(isShort).map(({ name }) => name));
  const [main, effects] = [true, false].map((isMain) =>
    results.variables.filter(({ variable }) => short.has(variable) === isMain),
  ) as [ComparedVariable[], ComparedVariable[]];
  const table = (rows: readonly ComparedVariable[], caption: string, label: string): ManuscriptTable =>
    resultsTable(rows, { caption, label, names }, one, other);
  const only = [results.onlyInFirst, results.onlyInSecond].flatMap((variables, i): Phrase[] => {
    if (variables.length === 0) return [];
    const more = variables.length > 12 ? ` and ${variables.length - 12} more` : "";
    return [[`Only in ${names[i]}: ${variables.slice(0, 12).join(", ")}${more}.`]];
  });
  return section("results", "Results side by side", [
    ...(main.length === 0
      ? [paragraph("The runs have no parameter in common.")]
      : longTable(table(main, "Parameters and what is derived of them", "results"), "parameters")),
    ...(effects.length === 0
      ? []
      : longTable(table(effects, "Effects of groups", "effects"), "group effects")),
    ...list(only),
  ]);
}

function resultsTable(
  rows: readonly ComparedVariable[],
  {
    caption,
    label,
    names,
  }: { readonly caption: string; readonly label: string; readonly names: readonly string[] },
  one: ReportInput,
  other: ReportInput,
): ManuscriptTable {
  const { numbers } = one;
  const [ofOne, ofOther] = [one, other].map(
    ({ summary }) => new Map(summary.rows.map((row) => [row.variable, row])),
  ) as [Map<string, SummaryRow>, Map<string, SummaryRow>];
  const interval = intervalName(one.summary.lowerName, one.summary.upperName);
  return {
    label,
    caption: [caption],
    columns: [
      column("Quantity", true),
      ...names.flatMap((name) => [column(`Mean, ${name}`), column(interval)]),
      column("Apart, in SD"),
      column("In standard errors"),
    ],
    rows: rows.map(({ variable, first, second, differences: { mean, median } }) => {
      const apart = mean ?? median;
      return [
        [named(variable)],
        ...meanCells(ofOne.get(first.variable), numbers),
        ...meanCells(ofOther.get(second.variable), numbers),
        [numberText(formatDecimals(apart?.inSds ?? Number.NaN, 2))],
        [numberText(formatDecimals(apart?.inErrors ?? Number.NaN, 1))],
      ];
    }),
    notes: [
      [
        "Apart: the second mean (or median, where there is no mean) less the first, in posterior standard deviations and in Monte Carlo standard errors",
      ],
    ],
  };
}

/** A mean and its interval. */
function meanCells(estimate: Estimate | undefined, numbers: ReportInput["numbers"]): Phrase[] {
  return estimate === undefined
    ? [[""], [""]]
    : [...estimatePhrases(estimate, ["mean"], numbers), intervalPhrase(estimate, numbers)];
}

/** Components of both, by group and term. */
function variances(one: ReportInput, other: ReportInput): Section[] {
  const { numbers } = one;
  const tables = [one, other].map(({ fitted }) =>
    fitted.variance(numbers.prob === undefined ? {} : { prob: numbers.prob }),
  ) as [VarianceTable, VarianceTable];
  const [before, after] = tables.map(partsOf) as [Map<string, VariancePart>, Map<string, VariancePart>];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  if (keys.length === 0) return [];
  const interval = intervalName(tables[0].lowerName, tables[0].upperName);
  const table: ManuscriptTable = {
    label: "variance",
    caption: ["Variance components side by side"],
    columns: [
      column("Component", true),
      ...[one, other].flatMap(({ name }) => [column(`SD, ${name}`), column(interval), column("Share")]),
    ],
    rows: keys.map((key) => {
      const { group, term } = (before.get(key) ?? after.get(key))!;
      return [
        [symbol(group), term === "" || term === "intercept" ? "" : ` (${term})`],
        ...partCells(before.get(key), numbers),
        ...partCells(after.get(key), numbers),
      ];
    }),
    notes: [["Share: of the variance of a value; correlated terms have one together, at the first of them"]],
  };
  const pictures = [one, other].flatMap(({ pictures: own, name, fitted }, i): Block[] =>
    fitted.record.roles.components.length === 0
      ? []
      : [paragraph(`${name}:`), own.block("variance", { suffix: `${i + 1}` })],
  );
  return [section("variance", "Variance components", [{ kind: "table", table }, ...pictures])];
}

function partCells(part: VariancePart | undefined, numbers: ReportInput["numbers"]): Phrase[] {
  if (part === undefined) return [["not there"], [""], [""]];
  const share = part.share === null ? [[""]] : estimatePhrases(part.share, ["mean"], numbers);
  return [...meanCells(part.sd, numbers), ...share];
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

function models({ model }: RunsDifference, one: ReportInput, other: ReportInput): Section {
  const lines = unifiedLines(model.lines);
  const formulas = [one, other].flatMap(({ model: checked, name }): Block[] =>
    checked === null
      ? []
      : [
          paragraph(`${name}:`),
          { kind: "formula", latex: renderLatex(checked, factorsInLine), words: `The model of ${name}` },
        ],
  );
  return section("models", "The models", [
    ...formulas,
    ...(lines.length === 0
      ? [paragraph("The texts of the models are the same, but for white space.")]
      : [
          paragraph(
            "Line by line: what begins with a minus is in the first only, with a plus in the second.",
          ),
          { kind: "code", label: "Lines that differ", language: "diff", text: lines.join("\n") } as const,
        ]),
  ]);
}

/** A section of one run among those of both: with a name, an id and pictures of its own. */
function ofRun({ id, title, blocks }: Section, { name }: ReportInput, i: number): Section {
  const renamed = blocks.map((block) =>
    block.kind === "picture" ? { ...block, id: `${block.id}-${i + 1}` } : block,
  );
  return { id: `${id}-${i + 1}`, title: `${title}: ${name}`, isOpen: false, blocks: renamed };
}

function reproduce(one: ReportInput, other: ReportInput): Section {
  const blocks = [one, other].flatMap((input): Block[] => {
    const { text, notes } = commandsFor(input);
    return [
      ...notes.map((note) => paragraph(...note)),
      { kind: "code", label: `Commands that make ${input.name} again`, language: "sh", text },
    ];
  });
  return section("reproduce", "How to reproduce them", blocks);
}
