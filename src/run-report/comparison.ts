/** The sections of a report on several runs: what differs, and results side by side. */

import { diffRuns } from "../api/diff-runs.ts";
import type { ChangedValue } from "../api/model-difference.ts";
import type { DifferentNumber, RunsDifference } from "../api/runs-difference.ts";
import { renderLatex } from "../language/latex.ts";
import type { Phrase } from "../manuscript/inline.ts";
import type { ManuscriptTable } from "../manuscript/table-data.ts";
import { formatDecimals } from "../report/digits.ts";
import { unifiedLines } from "../text/line-difference.ts";
import { aside, type Block, list, paragraph, type Section } from "./blocks.ts";
import { commandsFor } from "./commands.ts";
import { resultsSection, variancesSection } from "./compared-results.ts";
import type { ReportInput } from "./report-input.ts";
import { diagnosisSection } from "./sections/diagnosis.ts";

/** Of the joint density: what fits into the width of a report. */
const factorsInLine = 4;

/** Variables that are named where two runs are compared, and for each run where there are more. */
const mostTold = { ofTwo: 8, ofMore: 3 };

/** In their order; those that have nothing to say are left out. The first run is what each of the others is held against. */
export function comparisonSections(inputs: readonly ReportInput[]): readonly Section[] {
  const [first, ...others] = inputs as readonly [ReportInput, ...ReportInput[]];
  const differences = others.map((other) =>
    diffRuns(first.fitted, other.fitted, { names: [first.called, other.called] }),
  );
  return [
    inShort(differences),
    whatDiffers(differences),
    resultsSection(inputs),
    variancesSection(inputs),
    models(differences, inputs),
    ...inputs.map((input, i) => ofRun(diagnosisSection(input), input, i)),
    reproduce(inputs),
  ].filter((one) => one !== null);
}

function inShort(differences: readonly RunsDifference[]): Section {
  const [{ names }] = differences as readonly [RunsDifference, ...RunsDifference[]];
  if (differences.length === 1)
    return section("in-short", "In short", toldOf(differences[0]!, mostTold.ofTwo));
  return section("in-short", "In short", [
    paragraph(`Each run is held against the first, ${names[0]}.`),
    ...differences.flatMap((one) => toldOf(one, mostTold.ofMore)),
  ]);
}

/** The sentence, and the variables that are farthest apart. */
function toldOf({ sentence, names, beyondError }: RunsDifference, most: number): Block[] {
  const worst = beyondError.filter(
    ({ variable }, i) => beyondError.findIndex((one) => one.variable === variable) === i,
  );
  const told = worst.slice(0, most);
  const rest = worst.length - told.length;
  return [
    paragraph(`${sentence}.`),
    ...list(told.map((one) => differencePhrase(one, names[1]))),
    ...(rest > 0
      ? [
          aside(
            `${rest} more ${rest === 1 ? "variable differs" : "variables differ"}; the table of results has them.`,
          ),
        ]
      : []),
  ];
}

function differencePhrase({ variable, number, inSds, inErrors }: DifferentNumber, name: string): Phrase {
  const errors = Number.isFinite(inErrors)
    ? `, ${formatDecimals(Math.abs(inErrors), 1)} standard errors`
    : "";
  return [
    { kind: "mathematics", text: variable, latex: variable },
    `: its ${number} is ${formatDecimals(Math.abs(inSds), 2)} sd ${inSds > 0 ? "higher" : "lower"} in ${name}${errors}.`,
  ];
}

function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { id, title, isOpen: true, blocks };
}

/** Row by row what is not the same in all runs, one column a run. */
function whatDiffers(differences: readonly RunsDifference[]): Section {
  const parts = differences.map(changesIn);
  const keys = [...new Set(parts[0]!.flatMap((_, k) => parts.flatMap((one) => [...one[k]!.keys()])))];
  const changes = parts.map((one) => new Map(one.flatMap((part) => [...part])));
  if (keys.length === 0)
    return section("differences", "What differs", [
      paragraph("Model, data, options, seed, version and verdict are the same."),
    ]);
  const names = [differences[0]!.names[0], ...differences.map((one) => one.names[1])];
  const table: ManuscriptTable = {
    label: "differences",
    caption: ["What the runs do not have in common"],
    columns: ["What", ...names].map((header) => ({ header: [header], isText: true })),
    rows: keys.map((key) => {
      const { first } = changes.find((one) => one.has(key))!.get(key)!;
      // Where a run is not told to differ, it has what the first has.
      const values = [first, ...changes.map((one) => (one.has(key) ? one.get(key)!.second : first))];
      return [[key], ...values.map((value): Phrase => [value ?? "not there"])];
    }),
    notes: [],
  };
  return section("differences", "What differs", [{ kind: "table", table }]);
}

/** By what they are of; in parts, so that those of all runs can be listed part by part. */
function changesIn({ model, data, options, method, seed, version, verdicts }: RunsDifference) {
  const verdict: ChangedValue | null =
    verdicts[0] === verdicts[1] ? null : { what: "verdict", first: verdicts[0], second: verdicts[1] };
  const parts = [
    model.priors,
    model.statements,
    model.constants,
    data,
    options,
    [seed, version],
    method,
    [verdict],
  ];
  return parts.map(
    (part) => new Map(part.flatMap((one) => (one === null ? [] : [[one.what, one] as const]))),
  );
}

function models(differences: readonly RunsDifference[], inputs: readonly ReportInput[]): Section {
  const formulas = inputs.flatMap(({ model, called }): Block[] =>
    model === null
      ? []
      : [
          paragraph(`${called}:`),
          { kind: "formula", latex: renderLatex(model, factorsInLine), words: `The model of ${called}` },
        ],
  );
  return section("models", "The models", [...formulas, ...differences.flatMap(lineBlocks)]);
}

function lineBlocks({ model, names }: RunsDifference): Block[] {
  const [first, other] = names;
  const lines = unifiedLines(model.lines);
  if (lines.length === 0)
    return [paragraph(`The texts of the models of ${first} and ${other} are the same, but for white space.`)];
  return [
    paragraph(`Line by line: what begins with a minus is in ${first} only, with a plus in ${other}.`),
    {
      kind: "code",
      label: `Lines in which ${other} differs from ${first}`,
      language: "diff",
      text: lines.join("\n"),
    },
  ];
}

/** A section of one run among those of all: with a name, an id and pictures of its own. */
function ofRun({ id, title, blocks }: Section, { called }: ReportInput, i: number): Section {
  const renamed = blocks.map((block) =>
    block.kind === "picture" ? { ...block, id: `${block.id}-${i + 1}` } : block,
  );
  return { id: `${id}-${i + 1}`, title: `${title}: ${called}`, isOpen: false, blocks: renamed };
}

function reproduce(inputs: readonly ReportInput[]): Section {
  const blocks = inputs.flatMap((input): Block[] => {
    const { text, notes } = commandsFor(input);
    return [
      ...notes.map((note) => paragraph(...note)),
      { kind: "code", label: `Commands that make ${input.name} again`, language: "sh", text },
    ];
  });
  return section("reproduce", "How to reproduce them", blocks);
}
