/**
 * Names of variables as columns of CmdStan, whose readers know quantities of letters, digits and underscores, and whole numbers as indices:
 * `theta.1.2`. A variable that is not called so (`b[A]`) gets such a name, and a comment says what it is: `# name of b.1: ["b","A"]`.
 */

import type { Variable } from "../../posterior/draws.ts";
import { elementNamed, variableNamed } from "../variable-names.ts";

/** A column, and the variable that it holds. */
export interface WrittenColumn {
  readonly column: string;
  /** Whether readers need a comment to know the variable by the column. */
  readonly isRenamed: boolean;
}

/** The columns of the variables, in their order, each once. */
export function writtenColumns(variables: readonly Variable[]): WrittenColumn[] {
  const taken = new Set<string>();
  const quantities = new Map<string, Variable[]>();
  for (const variable of variables) {
    const known = quantities.get(variable.quantity);
    if (known === undefined) quantities.set(variable.quantity, [variable]);
    else known.push(variable);
  }
  const found = new Map<Variable, WrittenColumn>();
  for (const [quantity, elements] of quantities) {
    const natural = elements.map(naturalColumn);
    const isNatural =
      new Set(natural).size === natural.length &&
      natural.every((column) => column !== null && !taken.has(column));
    const columns = isNatural ? (natural as string[]) : numberedColumns(quantity, elements, taken);
    for (const [i, element] of elements.entries()) {
      found.set(element, { column: columns[i]!, isRenamed: !isNatural });
      taken.add(columns[i]!);
    }
  }
  return variables.map((variable) => found.get(variable)!);
}

/** With indices of arrays, parts of tuples and of complex numbers. */
const stanName = /^[\p{L}_][\p{L}\p{M}\p{N}_]*([.:]\d+)*(\.(real|imag))?$/u;

/** What CmdStan itself would call it; null where that is read as another variable. */
function naturalColumn(variable: Variable): string | null {
  const { name, quantity, levels } = variable;
  const column = [quantity, ...levels].join(".");
  if (!stanName.test(column) || isReserved(column)) return null;
  const read = variableNamed(column);
  const isSame =
    read.name === name &&
    read.quantity === quantity &&
    read.levels.length === levels.length &&
    levels.every((level, i) => level === read.levels[i] && /^[1-9]\d*$/.test(level));
  return isSame ? column : null;
}

/** Of a statistic, or a number that is not finite. */
function isReserved(column: string): boolean {
  return column.endsWith("__") || /^(nan|inf|infinity|na)$/i.test(column);
}

/** Levels by their numbers, in the order in which they come; elements by theirs where levels do not tell them apart. */
function numberedColumns(
  quantity: string,
  elements: readonly Variable[],
  taken: ReadonlySet<string>,
): string[] {
  const plain = quantity.replace(/[^\p{L}\p{M}\p{N}_]/gu, "_").replace(/^(?![\p{L}_])/u, "_");
  const base = isReserved(plain) ? `${plain}x` : plain;
  const indices = levelNumbers(elements) ?? elements.map((_, i) => [i + 1]);
  const columnsOf = (name: string): string[] => indices.map((numbers) => [name, ...numbers].join("."));
  for (let k = 1; ; k++) {
    const columns = columnsOf(k === 1 ? base : `${base}_${k}`);
    if (!columns.some((column) => taken.has(column))) return columns;
  }
}

function levelNumbers(elements: readonly Variable[]): number[][] | null {
  const depth = elements[0]!.levels.length;
  if (elements.some(({ levels }) => levels.length !== depth)) return null;
  const known = Array.from({ length: depth }, () => new Map<string, number>());
  const indices = elements.map(({ levels }) =>
    levels.map((level, d) => {
      const numbers = known[d]!;
      if (!numbers.has(level)) numbers.set(level, numbers.size + 1);
      return numbers.get(level)!;
    }),
  );
  return new Set(indices.map((one) => one.join("."))).size === elements.length ? indices : null;
}

/** The comment that keeps a variable's name, without its `#`. An equals sign would make it an argument for other readers. */
export function nameComment(column: string, { name, quantity, levels }: Variable): string {
  const plain = elementNamed(quantity, levels).name;
  const parts = JSON.stringify([quantity, ...levels, ...(plain === name ? [] : [{ name }])]);
  return ` name of ${column}: ${parts.replaceAll("=", "\\u003d")}`;
}

const pattern = /^ name of (\S+): (\[.*\])$/s;

/** Whether a comment is one that keeps a name. */
export function isNameComment(comment: string): boolean {
  return pattern.test(comment);
}

/** The variables that comments name, by their columns. What is no such comment, or a broken one, is passed over. */
export function namedVariables(comments: readonly string[]): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  for (const comment of comments) {
    const [, column, parts] = pattern.exec(comment) ?? [];
    const variable = parts === undefined ? null : variableOfParts(parts);
    if (variable !== null) found.set(column!, variable);
  }
  return found;
}

function variableOfParts(text: string): Variable | null {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parts)) return null;
  const last: unknown = parts.at(-1);
  const given = typeof last === "object" && last !== null && "name" in last ? last.name : null;
  const words: readonly unknown[] = given === null ? parts : parts.slice(0, -1);
  if (words.length === 0 || !words.every((word) => typeof word === "string")) return null;
  const variable = elementNamed(words[0]!, words.slice(1));
  return typeof given === "string" ? { ...variable, name: given } : variable;
}
