/** Functions put together to a module, section by section (WebAssembly 2.0, "Modules"). */

import { type Code, flatten, unsigned } from "./code.ts";

/** Types of values: whole numbers of 32 bits, doubles, vectors of 128 bits. */
export const valueType = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

/** A function's type: how many of which arguments, and what it gives. */
export function functionType(parameters: readonly number[], results: readonly number[]): Code {
  return [0x60, parameters.length, parameters, results.length, results];
}

/** A function or a memory under a name: of this module to others, or of `from` to this one. */
export interface Imported {
  readonly from: string;
  readonly name: string;
  /** What it has to be: `functionOfType` or `memoryWith`. */
  readonly kind: Code;
}

/** A function by the number of its type. */
export const functionOfType = (type: number): Code => [0x00, ...unsigned(type)];
/** A memory with what it has to be: one of the two below, or six bytes that are written later. */
export const memoryWith = (limits: Code): Code => [0x02, limits];

/** The most pages of 64 kB that a memory has which threads share: 2 GB. */
export const mostSharedPages = 0x8000;
/** One page or more, of one thread; a page, and at most `mostSharedPages`, which threads share. Both of six bytes. */
export const memoryLimits = {
  own: [0x00, 0x81, 0x80, 0x80, 0x80, 0x00],
  shared: [0x03, 0x01, 0x80, 0x80, 0x82, 0x00],
} as const;

/** What a module is made of. */
export interface ModuleParts {
  readonly types: readonly Code[];
  readonly imports?: readonly Imported[];
  /** Pages of its own memory, if it has one. */
  readonly pages?: number;
  /** Its own functions: the number of the type, the name where others may call it, and `functionBody`. Imported ones are numbered before them. */
  readonly functions: readonly { readonly type: number; readonly name: string; readonly body: Code }[];
}

/** The bytes of a module; a memory of its own is exported as `memory`. */
export function assembleModule({ types, imports = [], pages, functions }: ModuleParts): number[] {
  const before = imports.filter(({ kind }) => kind[0] === 0x00).length;
  const exported: Code[] = functions.map(({ name }, k) => [text(name), 0x00, unsigned(before + k)]);
  if (pages !== undefined) exported.unshift([text("memory"), 0x02, 0]);
  const imported = imports.map(({ from, name, kind }): Code => [text(from), text(name), kind]);
  const typesOfFunctions = functions.map(({ type }) => unsigned(type));
  const bodies = functions.map(({ body }) => body);
  return flatten([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, types),
    section(2, imported),
    section(3, typesOfFunctions),
    section(5, pages === undefined ? [] : [[0x00, unsigned(pages)]]),
    section(7, exported),
    section(10, bodies),
  ]);
}

/** With its number and its items; nothing, where there are none. */
function section(id: number, items: readonly Code[]): Code {
  if (items.length === 0) return [];
  const content = flatten([unsigned(items.length), items]);
  return [id, unsigned(content.length), content];
}

function text(name: string): Code {
  const bytes = new TextEncoder().encode(name);
  return [unsigned(bytes.length), [...bytes]];
}
