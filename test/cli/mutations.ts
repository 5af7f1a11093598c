/** Good models and tables, broken in many small ways: each mutation is a pure function of a text and of random numbers. */

import { createRandomStream } from "../../src/numeric/random-stream.ts";

/** A whole number from 0 to `below` - 1. */
export type Pick = (below: number) => number;

export type Mutation = (text: string, pick: Pick) => string;

export function picker(seed: number, stream: number): Pick {
  const random = createRandomStream(seed, stream);
  return (below) => Math.floor(random.uniform() * below);
}

const strangeCharacters = [..."{}()[]~=*+-/^,:\"'#|\\\0\t\r\n€σ😀\u0301\u202e;%@1e."];
const strangeTokens = [
  "NaN",
  "1e300",
  "1e-300",
  "1e999",
  "-1",
  "0",
  "data",
  "model",
  "factor",
  "real",
  "int",
  "per",
  "from",
  "in",
  "if",
  "then",
  "else",
  "normal(0, 1)",
  "half_normal(-1)",
  "lkj(2)",
  "design(1 + x)",
  "σ",
  "β[β]",
  "[",
  "~",
  "constant",
  "(((((((((",
  '"',
  "centered",
  "noncentered",
  "truncated",
  "9".repeat(400),
  "x".repeat(2000),
  "- - - - -",
  "^ ^",
  "in 0..-1",
]; // prettier-ignore

const tokenPattern = /[\p{L}_][\p{L}\p{N}_]*|\d+(?:\.\d+)?|\s+|./gsu;

/** Of any text. */
const characterMutations: { readonly [name: string]: Mutation } = {
  "delete a character": (text, pick) => splice([...text], pick, 1, []),
  "insert a strange character": (text, pick) => splice([...text], pick, 0, [choose(strangeCharacters, pick)]),
  "swap two neighbours": (text, pick) => swapNeighbours([...text], pick).join(""),
  "cut off the end": (text, pick) => text.slice(0, pick(text.length)),
  "cut off the beginning": (text, pick) => text.slice(pick(text.length)),
};

/** Of a model. */
export const modelMutations: { readonly [name: string]: Mutation } = {
  ...characterMutations,
  "delete a token": (text, pick) => splice(tokens(text), pick, 1, []),
  "double a token": (text, pick) => {
    const all = tokens(text);
    const at = pick(all.length);
    return [...all.slice(0, at + 1), ...all.slice(at)].join("");
  },
  "swap two tokens": (text, pick) => swapAny(tokens(text), pick).join(""),
  "replace a token": (text, pick) => splice(tokens(text), pick, 1, [choose(strangeTokens, pick)]),
  "delete a line": (text, pick) => splice(lines(text), pick, 1, []),
  "double a line": (text, pick) => {
    const all = lines(text);
    const at = pick(all.length);
    return [...all.slice(0, at + 1), ...all.slice(at)].join("");
  },
  "swap two lines": (text, pick) => swapAny(lines(text), pick).join(""),
};

const strangeCells = [
  "",
  "NA",
  "NaN",
  "Inf",
  "-Inf",
  "1e300",
  "1e-300",
  "1e999",
  "-1",
  "0",
  "abc",
  '"',
  '"a,b"',
  "1,5",
  " ",
  "0x10",
  "1_000",
  "9007199254740993",
  "-0",
  "true",
  "2020-01-01",
  "😀",
  "\u0000",
  "a\nb",
]; // prettier-ignore

/** Of a table: rows and columns of cells, with no quoting. */
export const tableMutations: { readonly [name: string]: Mutation } = {
  ...characterMutations,
  "replace a cell": (text, pick) => editCell(text, pick, () => choose(strangeCells, pick)),
  "replace a column": (text, pick) => {
    const cell = choose(strangeCells, pick);
    return mapColumn(text, pick, () => cell);
  },
  "make a column constant": (text, pick) => {
    let first: string | undefined;
    return mapColumn(text, pick, (cell) => (first ??= cell));
  },
  "give every row of a column its own value": (text, pick) => mapColumn(text, pick, (_, row) => `${row}`),
  "delete a column": (text, pick) => {
    const at = pick(columnCount(text));
    return mapRows(text, (cells) => cells.filter((_, i) => i !== at));
  },
  "double a column": (text, pick) => {
    const at = pick(columnCount(text));
    return mapRows(text, (cells) => [...cells, cells[at] ?? ""]);
  },
  "swap the cells of two columns": (text, pick) => {
    const [a, b] = [pick(columnCount(text)), pick(columnCount(text))];
    return mapRows(text, (cells, row) =>
      row === 0 ? cells : cells.map((cell, i) => (i === a ? cells[b]! : i === b ? cells[a]! : cell)),
    );
  },
  "scale a column by 1e300": (text, pick) => mapColumn(text, pick, (cell) => `${Number(cell) * 1e300}`),
  "scale a column by 1e-300": (text, pick) => mapColumn(text, pick, (cell) => `${Number(cell) * 1e-300}`),
  "delete a row": (text, pick) => splice(lines(text), pick, 1, []),
  "keep the header only": (text) => lines(text).slice(0, 1).join(""),
  "keep one row": (text, pick) => `${lines(text)[0]}${lines(text)[1 + pick(columnCount(text))]}`,
  "keep two rows": (text) => lines(text).slice(0, 3).join(""),
  "drop the header": (text) => lines(text).slice(1).join(""),
  "make a row ragged": (text, pick) =>
    splice(lines(text), pick, 0, ["1,2\n", "1,2,3,4,5,6,7,8,9,10,11,12\n"]),
  "empty it": () => "",
  "blank it": () => "\n\n\r\n  \n",
  "put a byte order mark before it": (text) => `\ufeff${text}`,
  "end lines as Windows does": (text) => text.replaceAll("\n", "\r\n"),
  "end lines as old Macs did": (text) => text.replaceAll("\n", "\r"),
  "separate by semicolons": (text) => text.replaceAll(",", ";"),
  "write decimal commas": (text) => text.replaceAll(",", ";").replaceAll(".", ","),
  "make it binary": (text, pick) => Array.from(text, () => String.fromCharCode(pick(256))).join(""),
  "repeat it": (text) => text + text,
};

function tokens(text: string): string[] {
  return text.match(tokenPattern) ?? [];
}

/** Each with its end of line. */
function lines(text: string): string[] {
  return text.split(/(?<=\n)/);
}

function choose<Item>(items: readonly Item[], pick: Pick): Item {
  return items[pick(items.length)]!;
}

function splice(parts: readonly string[], pick: Pick, count: number, inserted: readonly string[]): string {
  return parts.toSpliced(pick(parts.length), count, ...inserted).join("");
}

function swapNeighbours(parts: string[], pick: Pick): string[] {
  const at = pick(Math.max(1, parts.length - 1));
  return parts.toSpliced(at, 2, ...parts.slice(at, at + 2).reverse());
}

function swapAny(parts: readonly string[], pick: Pick): string[] {
  const [a, b] = [pick(parts.length), pick(parts.length)];
  return parts.map((part, i) => (i === a ? parts[b]! : i === b ? parts[a]! : part));
}

function columnCount(text: string): number {
  return lines(text)[0]!.split(",").length;
}

function mapRows(text: string, change: (cells: string[], row: number) => string[]): string {
  return lines(text)
    .map((line, row) => (line.trim() === "" ? line : `${change(line.trimEnd().split(","), row).join(",")}\n`))
    .join("");
}

/** Changes the cells of one column, the header aside. */
function mapColumn(text: string, pick: Pick, change: (cell: string, row: number) => string): string {
  const at = pick(columnCount(text));
  return mapRows(text, (cells, row) =>
    row === 0 ? cells : cells.map((cell, i) => (i === at ? change(cell, row) : cell)),
  );
}

function editCell(text: string, pick: Pick, change: () => string): string {
  const row = pick(lines(text).length - 1);
  const column = pick(columnCount(text));
  return mapRows(text, (cells, i) =>
    i === row ? cells.map((cell, k) => (k === column ? change() : cell)) : cells,
  );
}
