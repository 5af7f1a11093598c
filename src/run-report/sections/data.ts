/** The data: what was read and used, what was dropped, how many rows levels have, and which columns the model takes. */

import { describeChecked } from "../../api/describe-checked.ts";
import { dataSentences } from "../../manuscript/data-words.ts";
import { numberText, type Phrase, symbol } from "../../manuscript/inline.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import { rolesByOutcome } from "../../posterior/draws.ts";
import { type Block, paragraph, type Section, sentences } from "../blocks.ts";
import { notHad, type ReportInput } from "../report-input.ts";

/** Rows, groups, columns. */
export function dataSection(input: ReportInput): Section {
  const { fitted, data } = input;
  const { record } = fitted;
  const said = dataSentences(record);
  const none: Phrase = ["The model has no data: its draws are those of its priors."];
  return {
    id: "data",
    title: "The data",
    isOpen: true,
    blocks: [
      paragraph(...(said.length === 0 ? none : sentences(said))),
      ...groupTable(input),
      ...columnTable(input),
      ...(data.value === null && record.data.rowsRead > 0
        ? [notHad("what needs the data themselves", data.reason)]
        : []),
    ],
  };
}

/** How many rows the levels of each factor have, which says how far each level can stand by itself. */
function groupTable({ fitted }: ReportInput): Block[] {
  const { roles } = fitted.record;
  const seen = new Map<string, { readonly n: readonly number[]; readonly counted: string }>();
  for (const { effects } of rolesByOutcome(roles))
    for (const { group, n, countsTrials } of effects)
      if (!seen.has(group)) seen.set(group, { n, counted: countsTrials === true ? "trials" : "rows" });
  if (seen.size === 0) return [];
  const within = new Map((roles.factors ?? []).map((factor) => [factor.group, factor.within]));
  const isNested = [...seen.keys()].some((group) => (within.get(group) ?? []).length > 0);
  const number = (value: number): Phrase => [numberText(String(value))];
  const table: ManuscriptTable = {
    label: "groups",
    caption: ["Grouping factors, and how much of the data each level has"],
    columns: [
      { header: ["Factor"], isText: true },
      { header: ["Levels"], isText: false },
      { header: ["Least"], isText: false },
      { header: ["Median"], isText: false },
      { header: ["Most"], isText: false },
      { header: ["Counted"], isText: true },
      ...(isNested ? [{ header: ["Within"], isText: true }] : []),
    ],
    rows: [...seen].map(([group, { n, counted }]) => {
      const sorted = [...n].sort((a, b) => a - b);
      const middle = (sorted[Math.floor((n.length - 1) / 2)]! + sorted[Math.ceil((n.length - 1) / 2)]!) / 2;
      const nested = within.get(group) ?? [];
      return [
        [symbol(group)],
        number(n.length),
        number(sorted[0] ?? 0),
        number(middle),
        number(sorted.at(-1) ?? 0),
        [counted],
        ...(isNested ? [[nested.join(", ")]] : []),
      ];
    }),
    notes: isNested ? [["Within: factors of which each level has one level only"]] : [],
  };
  return [{ kind: "table", table }];
}

function columnTable({ model }: ReportInput): Block[] {
  const columns = model === null ? [] : describeChecked(model).columns;
  if (columns.length === 0) return [];
  const table: ManuscriptTable = {
    label: "columns",
    caption: ["Columns that the model takes"],
    columns: ["Column", "What it is", "Shape"].map((header) => ({ header: [header], isText: true })),
    rows: columns.map(({ name, type, bounds, from, mayBeMissing, shape }) => [
      [symbol(name)],
      [
        [type, ...bounds].join(" "),
        ...(from === name ? [] : [`, from the column ${JSON.stringify(from)}`]),
        ...(mayBeMissing ? [", may be missing"] : []),
      ],
      [shape],
    ]),
    notes: [],
  };
  return [{ kind: "table", table }];
}
