/**
 * The table that is piped into a command: `--data -`. It is CSV or JSON, as its first letter says: an array of objects, one object of columns, or
 * a line for each object. It can be read once only, and is kept for all who ask.
 */

import type { FileReader } from "../api/load-tables.ts";
import { ProblemError } from "../api/problem-error.ts";
import { type ColumnData, type RowData, tableFromColumns, tableFromRows } from "../data/from-memory.ts";
import { parseCsv } from "../data/parse-csv.ts";
import { queryWithoutEngine } from "../sources/problems.ts";
import { readTable } from "../sources/read-table.ts";
import { isServer } from "../sources/source-name.ts";
import { cancellable } from "./interruption.ts";
import type { DataFiles } from "./option-parsers.ts";
import { inputEmpty, inputNotJson, inputNotPiped, inputNotRead, inputTwice } from "./problems-input.ts";

/** What is piped in, or a terminal. */
export type PipedInput = AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };

/** The name that stands for standard input. */
const inputName = "-";
const shownName = "standard input";

/** Reads files, and for `-` what is piped in. */
export function readerWith(open: () => PipedInput): FileReader {
  let whole: Promise<Uint8Array> | null = null;
  return async (path, requests, options) => {
    if (isServer(path)) return cancellable(() => readTable(path, requests, options));
    if (path !== inputName) return readTable(path, requests, options);
    if ((options.query ?? null) !== null)
      return { table: null, problems: [queryWithoutEngine(shownName, "what is piped in is no database")] };
    whole ??= readAll(open());
    const bytes = await whole;
    const json = jsonOf(bytes);
    if (json === null) return parseCsv(once(bytes), shownName, requests, options);
    const reading = { ...options, name: shownName };
    return Array.isArray(json)
      ? tableFromRows(json as RowData, requests, reading)
      : tableFromColumns(json as ColumnData, requests, reading);
  };
}

/** Of this process. */
export const readTableFile: FileReader = readerWith(() => process.stdin);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function readAll(input: PipedInput): Promise<Uint8Array> {
  if (input.isTTY === true) throw new ProblemError([inputNotPiped()], "", "");
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of input)
      pieces.push(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
  } catch (error) {
    throw new ProblemError([inputNotRead(error)], "", "");
  }
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  const isBlank = bytes.every((byte) => blanks.has(byte));
  if (isBlank) throw new ProblemError([inputEmpty()], "", "");
  return bytes;
}

/** Tab, line feed, carriage return, space. */
const blanks: ReadonlySet<number> = new Set([9, 10, 13, 32]);
const openBracket = 91;
const openBrace = 123;

/** What JSON says; null for what does not begin as JSON. Throws a `ProblemError` for what does and is none. */
function jsonOf(bytes: Uint8Array): unknown {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const first = bytes.subarray(hasMark ? 3 : 0).find((byte) => !blanks.has(byte));
  if (first !== openBracket && first !== openBrace) return null;
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch (error) {
    const rows = first === openBrace ? rowsOfLines(text) : null;
    if (rows !== null && rows.length > 1) return rows;
    throw new ProblemError([inputNotJson(error instanceof Error ? error.message : String(error))], "", "");
  }
}

/** An object of each line; null where a line is none. */
function rowsOfLines(text: string): unknown[] | null {
  try {
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line): unknown => JSON.parse(line));
  } catch {
    return null;
  }
}

/** Options that name tables, and what was given to each. */
interface TableFlags {
  readonly data?: DataFiles | string;
  readonly runData?: DataFiles;
  readonly summaryData?: string;
  readonly sizes?: string;
}

/** Throws a `ProblemError` where more than one table is to come from standard input. */
export function requireOneInput(
  flags: TableFlags,
  words: readonly unknown[],
  nameOf: (key: string) => string,
): void {
  const tables = (["data", "runData", "summaryData", "sizes"] as const).flatMap((key) => {
    const given = flags[key];
    if (given === undefined || given === null) return [];
    if (typeof given !== "object") return given === inputName ? [nameOf(key)] : [];
    const groups = Object.entries(given.groups).filter(([, path]) => path === inputName);
    return [
      ...(given.main === inputName ? [nameOf(key)] : []),
      ...groups.map(([factor]) => `${nameOf(key)} ${factor}=`),
    ];
  });
  const all = [...tables, ...words.filter((word) => word === inputName).map(() => "a word")];
  if (all.length > 1) throw new ProblemError([inputTwice(all)], "", "");
}
