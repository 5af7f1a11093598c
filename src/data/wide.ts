/**
 * Tables with a row for each subject and a column for each time, read as if each time had a row of its own. What is given is texts,
 * `reaction: day0 day1 day2 as day`: the columns after the colon are one column `reaction` below each other, and `day` says which it was.
 */

import type { Problem } from "../problems/problem.ts";
import { parseNumber } from "./cell.ts";
import type { ColumnCollector } from "./column-collector.ts";
import { duplicateHeader, missingColumn, type TableSource } from "./problems.ts";
import type { ColumnRequest } from "./table.ts";

/** How a row of the table becomes several. */
export interface WideTable {
  /** How many. */
  readonly count: number;
  /** By the name of a column that is made, the columns of the table that it is made of. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** By the name of a column that is made, what it holds: which of the columns a row came from (`labelsOf`). */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** One text, read. */
interface WideColumns {
  readonly name: string;
  readonly columns: readonly string[];
  readonly as: string | null;
}

const example = '"reaction: day0 day1 day2 as day"';
/** A name in quotes, or what has neither blanks nor quotes. */
const word = /"([^"]+)"|([^\s"]+)/g;

/** Reads what is given; `faults` say what is wrong with it, and then there is no table. */
export function parseWide(texts: readonly string[]): {
  readonly wide: WideTable | null;
  readonly faults: readonly string[];
} {
  const read = texts.map(parseColumns);
  const faults = read.filter((one) => typeof one === "string");
  const all = read.filter((one) => typeof one !== "string");
  const [first] = all;
  if (faults.length > 0 || first === undefined) return { wide: null, faults };
  const uneven = all.find(({ columns }) => columns.length !== first.columns.length);
  if (uneven !== undefined) {
    const sizes = `\`${first.name}\` of ${first.columns.length} columns and \`${uneven.name}\` of ${uneven.columns.length}`;
    return { wide: null, faults: [`\`--wide\` must make all columns of as many, but it makes ${sizes}`] };
  }
  const made = all.flatMap(({ name, as }) => (as === null ? [name] : [name, as]));
  const twice = made.find((name, i) => made.indexOf(name) < i);
  if (twice !== undefined)
    return { wide: null, faults: [`\`--wide\` must make a column once, but \`${twice}\` is made twice`] };
  const values = new Map(all.map(({ name, columns }) => [name, columns]));
  const labels = new Map(
    all.flatMap(({ as, columns }) => (as === null ? [] : [[as, labelsOf(columns)] as const])),
  );
  return { wide: { count: first.columns.length, values, labels }, faults: [] };
}

/** The text's columns, or what is wrong with it. */
function parseColumns(text: string): WideColumns | string {
  const [, left = "", right = ""] = /^\s*("[^"]+"|[^:"]+):(.*)$/s.exec(text) ?? [];
  const name = left.replaceAll('"', "").trim();
  const words = [...right.matchAll(word)];
  const names = words.map(([, quoted, bare]) => quoted ?? bare ?? "");
  const hasAs = words.at(-2)?.[2] === "as";
  const columns = hasAs ? names.slice(0, -2) : names;
  const isWhole = right.replaceAll(word, "").trim() === "";
  if (name === "" || columns.length < 2 || !isWhole) {
    return `\`--wide\` must name a column and two or more that it is made of, as ${example}, but is \`${text}\``;
  }
  const twice = columns.find((column, i) => columns.indexOf(column) < i);
  if (twice !== undefined)
    return `\`--wide\` must name each column once, but \`${name}\` is made of \`${twice}\` twice`;
  return { name, columns, as: hasAs ? names.at(-1)! : null };
}

/** Where the cells of a column are, one for each row that is made of a row of the table. */
export interface CellPlaces {
  readonly request: ColumnRequest;
  /** Columns of the table, from 0; -1 where `labels` has what the cell says. */
  readonly places: readonly number[];
  readonly labels: readonly string[] | null;
}

/** The cells of each request that can be found; what cannot is a problem. */
export function locateCells(
  requests: readonly ColumnRequest[],
  names: readonly string[],
  wide: WideTable | null,
  source: TableSource,
  problems: Problem[],
): readonly CellPlaces[] {
  // Who misspells a name that is made should hear of it.
  const known = wide === null ? names : [...names, ...wide.values.keys(), ...wide.labels.keys()];
  const count = wide?.count ?? 1;
  return requests.flatMap((request): CellPlaces[] => {
    const labels = wide?.labels.get(request.from);
    if (labels !== undefined) return [{ request, places: labels.map(() => -1), labels }];
    const columns = wide?.values.get(request.from);
    const found = (columns ?? [request.from]).map((from) =>
      findColumn(
        { ...request, from },
        columns === undefined && !names.includes(from) ? known : names,
        source,
        problems,
      ),
    );
    const places = found.filter((place) => place !== null);
    if (places.length < found.length) return [];
    return [
      {
        request,
        places: columns === undefined ? Array<number>(count).fill(places[0]!) : places,
        labels: null,
      },
    ];
  });
}

/** Where a requested column stands among the names of a table's columns; null, with a problem, unless it is there once. */
function findColumn(
  request: ColumnRequest,
  names: readonly string[],
  source: TableSource,
  problems: Problem[],
): number | null {
  const places = names.flatMap((name, i) => (name === request.from ? [i + 1] : []));
  if (places.length === 1) return places[0]! - 1;
  if (places.length === 0) problems.push(missingColumn(request, names, source));
  else problems.push(duplicateHeader(request.from, places, source));
  return null;
}

/** The headers that are looked for in the table. */
export function wantedHeaders(requests: readonly ColumnRequest[], wide: WideTable | null): readonly string[] {
  return requests.flatMap(({ from }) =>
    wide?.labels.has(from) === true ? [] : (wide?.values.get(from) ?? [from]),
  );
}

/** Stages a label as a cell. */
export function stageLabel(collector: ColumnCollector, label: string, row: number): void {
  if (collector.kind === "factor") collector.stage(label, label, row);
  else collector.stage(parseNumber(label, collector.request.type === "int" ? "int" : "real"), label, row);
}

/** The numbers of names that begin alike and end in one, `1`, `2` and `10` of `t1`, `t2` and `t10`; of others the names. */
function labelsOf(columns: readonly string[]): readonly string[] {
  const parts = columns.map((name) => /^(.*?)([0-9]+(?:\.[0-9]+)?)$/s.exec(name));
  const begin = parts[0]?.[1];
  const numbers = parts.flatMap((found) => (found !== null && found[1] === begin ? [found[2]!] : []));
  return numbers.length === columns.length ? numbers : columns;
}
