/** Lists of completions that are names of the model, written as they are used: `b[sample]`, `X * β`. */

import { findDistribution } from "../distributions/index.ts";
import { canonicalName } from "../language/names.ts";
import { isSeriesFunction } from "../language/series.ts";
import type { Frame, StatementOutline } from "./classify.ts";
import { type Item, itemOf, itemOfName } from "./completion-item.ts";
import type { Reading } from "./reading.ts";
import type { NamedSymbol, SymbolKind } from "./symbols.ts";
import { functions } from "./vocabulary.ts";

/** Bare names of some kinds, but one. */
export function namesOf({ symbols }: Reading, kinds: readonly SymbolKind[], but: string): readonly Item[] {
  return [...symbols.values()]
    .filter(({ kind, name }) => kinds.includes(kind) && canonicalName(name) !== canonicalName(but))
    .map((symbol) => itemOfName(symbol, symbol.name));
}

/** In the brackets of a name: its own plate, or any. */
export function plateItems(reading: Reading, { of, position }: Frame): readonly Item[] {
  const { symbols } = reading;
  const all = namesOf(reading, ["factor", "pool", "levels", "design"], "");
  const plate = symbols.get(canonicalName(of ?? ""))?.plates[position];
  if (plate === undefined) return all;
  const columns = poolColumns(reading, plate);
  const own = all.filter(({ label }) => columns.includes(label) || label === plate);
  return own.length > 0 ? own : all;
}

/** The columns `home` and `away` of a pool `team`; none of another plate. */
function poolColumns({ symbols }: Reading, plate: string): readonly string[] {
  const key = canonicalName(plate);
  return [...symbols.values()].flatMap(({ kind, name, statement: { tokens } }) => {
    const isOf = tokens.some(({ text }, i) => tokens[i - 1]?.text === "of" && canonicalName(text) === key);
    return kind === "factor" && isOf ? [name] : [];
  });
}

const reductions: ReadonlySet<string> = new Set(["sum", "mean", "sd", "min", "max", "rank"]);

/** Names and functions of an expression; `called` is what it is an argument of. */
export function expressionItems(
  reading: Reading,
  statement: StatementOutline,
  called: Frame | null,
): readonly Item[] {
  const of = called?.of ?? "";
  if (isSeriesFunction(of)) return namesOf(reading, ["column", "factor"], "");
  const isBare = reductions.has(of) || wantsVector(called);
  const own = statement.subject === null ? "" : canonicalName(statement.subject.text);
  const names = [...reading.symbols.values()].flatMap((symbol) => {
    return canonicalName(symbol.name) === own ? [] : writtenItems(reading, symbol, statement, isBare);
  });
  const values = names.filter(({ kind }) => kind !== "column");
  const columns = names.filter(({ kind }) => kind === "column");
  return [...values, ...columns, ...functions.map((one) => itemOf(one, "function"))];
}

/** Whether the argument that is being written is a vector or a matrix. */
function wantsVector(called: Frame | null): boolean {
  const list = findDistribution(called?.of ?? "")?.arguments ?? [];
  const shape =
    list.find(({ name }) => name === called?.named.at(-1))?.shape ?? list[called?.position ?? 0]?.shape;
  return shape === "vector" || shape === "matrix";
}

/** How a name is written in an expression: with its brackets, or as a product with its design. */
function writtenItems(
  reading: Reading,
  symbol: NamedSymbol,
  { plates: here }: StatementOutline,
  isBare: boolean,
): readonly Item[] {
  const { kind, name, plates } = symbol;
  if (kind === "column" || kind === "constant") return [itemOfName(symbol, name)];
  if (kind === "matrix") return isBare ? [itemOfName(symbol, name)] : [];
  if (kind !== "parameter" && kind !== "definition") return [];
  if (isBare || plates.length === 0) return [itemOfName(symbol, name)];
  if (plates.length === 2 && plates[0] === plates[1]) return [];
  const last = reading.symbols.get(canonicalName(plates.at(-1)!));
  const isProduct = last?.kind === "design" && !here.includes(plates.at(-1)!);
  const around = isProduct ? plates.slice(0, -1) : plates;
  return ways(reading, around, here).map((indices) => {
    const pattern = `${isProduct ? `${last.name} * ` : ""}${name}${indices === "" ? "" : `[${indices}]`}`;
    return itemOfName(symbol, pattern.replace(/[«»]/g, ""), pattern);
  });
}

/** What the brackets may hold: of a pool each of its columns, of listed levels one of them. */
function ways(reading: Reading, plates: readonly string[], here: readonly string[]): readonly string[] {
  return plates.reduce<readonly string[]>(
    (all, plate, i) => {
      const isListed = reading.symbols.get(canonicalName(plate))?.kind === "levels";
      const columns = here.includes(plate) ? [] : poolColumns(reading, plate);
      const own = isListed && !here.includes(plate) ? ["«1»"] : columns.length > 0 ? columns : [plate];
      return all.flatMap((before) => own.map((one) => `${before}${i === 0 ? "" : ", "}${one}`));
    },
    [""],
  );
}
