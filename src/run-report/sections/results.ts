/** The results: variance components and intraclass correlations, population effects, and effects of groups with their shrinkage. */

import type { Phrase } from "../../manuscript/inline.ts";
import {
  effectsData,
  isInSummary,
  type ManuscriptTable,
  summaryData,
  varianceData,
} from "../../manuscript/table-data.ts";
import { rolesByOutcome } from "../../posterior/draws.ts";
import { aside, type Block, type Section } from "../blocks.ts";
import { populationNames } from "../population.ts";
import type { ReportInput } from "../report-input.ts";

/** Longer tables of effects are folded, and end there. */
const [mostOpen, mostRows] = [30, 100];

/** Where the variation is. */
export function varianceSection({ fitted, numbers, pictures }: ReportInput): Section | null {
  const outcomes = fitted.outcomes.length > 1 ? fitted.outcomes : [undefined];
  const tables = outcomes.flatMap((outcome) =>
    varianceData(fitted, { ...numbers, ...(outcome === undefined ? {} : { outcome }) }),
  );
  const { roles } = fitted.record;
  if (tables.length === 0) {
    const [why] = roles.remarks;
    if (why === undefined) return null;
    return section("variance", "Variance components", [aside(`Variance components are not told: ${why}.`)]);
  }
  const hasComponents = roles.components.length > 0;
  return section(
    "variance",
    hasComponents ? "Variance components and intraclass correlations" : "Residual variance",
    [
      ...tables.map((table): Block => ({ kind: "table", table })),
      ...(hasComponents ? [pictures.block("variance")] : []),
      ...(roles.intraclass.length > 0 ? [pictures.block("icc")] : []),
    ],
  );
}

/** What holds for all groups. */
export function populationSection(input: ReportInput): Section | null {
  const { fitted, numbers } = input;
  const names = populationNames(input);
  const isOfEffects = names.length > 0;
  const isWanted = isOfEffects
    ? ({ name }: { readonly name: string }) => names.includes(name)
    : isInSummary(fitted);
  if (!fitted.draws.variables.some((one) => !one.isHidden && isWanted(one))) return null;
  const caption: Phrase = [
    isOfEffects ? "Effects of the population: what holds for all groups" : "Parameters",
  ];
  const table = summaryData(fitted, isWanted, numbers, { label: "population", caption, tellsRest: false });
  const forest =
    names.length > 2 ? [input.pictures.block("forest", { variables: names, suffix: "population" })] : [];
  return section("population", isOfEffects ? "Population effects" : "Parameters", [
    ...longTable(table, "all parameters"),
    ...forest,
  ]);
}

/** Level by level. */
export function effectsSection({ fitted, numbers, pictures }: ReportInput): Section | null {
  const tables = effectsData(fitted, undefined, numbers);
  if (tables.length === 0) return null;
  const groups = [...new Set(fitted.record.roles.effects.map(({ group }) => group))];
  return section("effects", "Effects of groups, and how far they were shrunk", [
    ...groups
      .map((group, i) => pictures.block("shrinkage", { group, suffix: `${i + 1}` }))
      .flatMap((block, i) =>
        // Where there is none, the effects themselves are drawn.
        block.kind === "picture"
          ? [block]
          : [pictures.block("caterpillar", { group: groups[i]!, suffix: `${i + 1}` })],
      ),
    ...tables
      .map((table, i) => withCounts(table, fitted, i))
      .flatMap((table) => longTable(table, "the effects of all levels")),
  ]);
}

/** With what its columns of the data are, which the rest of the table are not. */
function withCounts(table: ManuscriptTable, { record }: ReportInput["fitted"], i: number): ManuscriptTable {
  const role = rolesByOutcome(record.roles).flatMap(({ effects }) => effects)[i];
  const counted = role?.countsTrials === true ? "trials" : "rows";
  const hasRaw = table.columns.some(({ header }) => header[0] === "Raw mean");
  const raw = counted === "trials" ? "the share of successes among them" : "the mean of the outcome in them";
  return {
    ...table,
    notes: [
      [`n: ${counted} of the level${hasRaw ? `; raw mean: ${raw}, without the model` : ""}`],
      ...table.notes,
    ],
  };
}

function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { id, title, isOpen: true, blocks };
}

/** Folded where it is long, and cut where it is very long. */
export function longTable(table: ManuscriptTable, what: string): Block[] {
  const { rows } = table;
  if (rows.length <= mostOpen) return [{ kind: "table", table }];
  const title = `Table of ${what}: ${rows.length} rows`;
  if (rows.length <= mostRows) return [{ kind: "folded", title, blocks: [{ kind: "table", table }] }];
  const cut = { ...table, rows: rows.slice(0, mostRows) };
  const note = aside(
    `The first ${mostRows} of ${rows.length} rows; \`hyperprior effects\` and \`hyperprior summary\` print all.`,
  );
  return [{ kind: "folded", title, blocks: [note, { kind: "table", table: cut }] }];
}
