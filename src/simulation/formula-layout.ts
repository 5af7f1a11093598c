/**
 * The model that a formula stands for with rows that have no outcome yet. Default priors are in units of the outcome, so that one is assumed:
 * of mean 0 and sd 1, of counts and shares such as their family has.
 */

import type { failOf, ReadSetting } from "../api/bind-data.ts";
import { formulaModel } from "../api/formula.ts";
import { type FileReader, readSource } from "../api/load-tables.ts";
import type { Model } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { TableColumn } from "../data/table.ts";
import { families, familyNamed, type OutcomeKind } from "../formula/families.ts";
import type { FormulaOptions } from "../formula/outcome.ts";
import { parseModelFormula } from "../formula/parse.ts";
import { composed } from "../text/composed.ts";
import { sourceOf } from "./layout.ts";
import { outcomeNeeded } from "./problems.ts";
import { readHeaders } from "./raw-columns.ts";
import type { LayoutOptions } from "./settings.ts";
import { withTableColumns } from "./stand-ins.ts";

/** The model, and the outcomes that were assumed. */
export interface FormulaOfLayout {
  readonly model: Model;
  readonly assumed: readonly string[];
}

/** Two values in turn, and one for the last of an odd number of rows. */
type AssumedValues = readonly [number, number, number];

/** For outcomes of each kind; null where labels or sums must be known. */
const assumedValues: Readonly<Record<OutcomeKind, AssumedValues | null>> = {
  real: [-1, 1, 0],
  angle: [-1, 1, 0],
  positive: [0.5, 1.5, 1],
  count: [1, 3, 2],
  binary: [0, 1, 0],
  trials: [0, 1, 0],
  share: [0.25, 0.75, 0.5],
  categories: null,
  counts: null,
  ordered: null,
};

/** Throws a `ProblemError` that lists every mistake in the formula, or in what says its rows. */
export async function formulaOfLayout(
  text: string,
  options: FormulaOptions &
    Pick<LayoutOptions, "data" | "design" | "sizes" | "dropMissing" | "na" | "wide" | "query">,
  setting: Pick<ReadSetting, "readFile">,
): Promise<FormulaOfLayout> {
  const fail = (problems: Parameters<ReturnType<typeof failOf>>[0]): never => {
    throw new ProblemError(problems, text, "<formula>");
  };
  const { design, sizes, data, ...own } = options;
  const source = await sourceOf({ data, design, sizes }, null, setting, fail);
  const { headers } = await readHeaders(
    source,
    { dropMissing: false, query: own.query ?? null },
    setting.readFile,
  );
  const { formula } = parseModelFormula(text);
  const assumed = new Map<string, AssumedValues>();
  for (const { response, family } of formula?.outcomes ?? []) {
    const header = composed(response.column.text);
    if (headers === null || headers.includes(header) || (own.wide ?? []).length > 0) continue;
    const named = familyNamed((family ?? own.family ?? "gaussian").replace(/\(.*$/s, "").trim());
    const values = named === null ? assumedValues.real : assumedValues[families[named]!.outcome];
    if (values === null)
      return fail([
        outcomeNeeded(
          header,
          "its labels or sums are not known",
          "give a table that has it: `--data FILE.csv`",
        ),
      ]);
    assumed.set(header, values);
  }
  const path = typeof source === "string" ? source : "<design>";
  const readRows: FileReader = (_, requests, reading) =>
    readSource(
      source,
      requests,
      { ...reading, ...(data === undefined ? { name: path } : {}) },
      setting.readFile,
    );
  const readFile = withAssumed(readRows, assumed, headers ?? []);
  return {
    model: await formulaModel(text, { ...own, data: path }, { readFile }),
    assumed: [...assumed.keys()],
  };
}

function withAssumed(
  read: FileReader,
  assumed: ReadonlyMap<string, AssumedValues>,
  headers: readonly string[],
): FileReader {
  return withTableColumns(read, headers, ({ name, from, type, reference, order }, rowCount) => {
    const three = assumed.get(from);
    if (three === undefined) return null;
    const head = { name, from, missing: 0 };
    const isLast = (i: number): boolean => i === rowCount - 1 && i % 2 === 0;
    const values = Float64Array.from({ length: rowCount }, (_, i) => three[isLast(i) ? 2 : i % 2]!);
    const distinct = [...new Set(values)].sort((a, b) => a - b);
    const column: TableColumn =
      type === "factor"
        ? {
            ...head,
            kind: "factor",
            codes: Int32Array.from(values, (value) => distinct.indexOf(value)),
            levels: distinct.map(String),
            reference,
            order: order ?? null,
          }
        : { ...head, kind: "numeric", values };
    return column;
  });
}
