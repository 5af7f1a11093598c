/**
 * JSON read as its bytes come (RFC 8259, and `NaN`, `Infinity` and `-Infinity` as Python and Julia write them). Nothing is held but what it
 * says: the numbers of a nested array are 8 bytes each. What goes wrong is told with its place, and what stood before is kept.
 */

import { ArrayBuilder } from "./array-builder.ts";
import type { JsonObject, JsonValue } from "./value.ts";

/** What stands where something else is expected. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  readonly expected: string;
  /** What stands there; null for the end of the text. */
  readonly found: string | null;
}

export interface ReadJson {
  /** What was read; of a text that is cut, what stood in it. Undefined if there was nothing. */
  readonly value: JsonValue | undefined;
  readonly fault: JsonFault | null;
}

/** Reads a text. Throws what reading the bytes throws, and nothing else; `onBytes` is told what has been read. */
export async function readJson(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void = () => {},
): Promise<ReadJson> {
  const reader = new JsonReader();
  let bytes = 0;
  for await (const piece of pieces) {
    if (!reader.take(piece)) break;
    bytes += piece.length;
    onBytes(bytes);
  }
  return reader.end();
}

/** The same of bytes that are there, or of the beginning of them. */
export function readJsonBytes(bytes: Uint8Array): ReadJson {
  const reader = new JsonReader();
  reader.take(bytes);
  return reader.end();
}

/** An object that is open. */
interface OpenObject {
  readonly members: Map<string, JsonValue>;
  key: string | null;
}

type Expected = "value" | "firstValue" | "firstKey" | "key" | "colon" | "comma" | "end";

const words: { readonly [K in Expected]: string } = {
  value: "a value",
  firstValue: "a value or `]`",
  firstKey: "a name in quotes or `}`",
  key: "a name in quotes",
  colon: "`:`",
  comma: "`,` or the end of what is open",
  end: "nothing more",
};

const [quote, backslash, newline] = [34, 92, 10] as const;
const [openBrace, closeBrace, openBracket, closeBracket, comma, colon] = [123, 125, 91, 93, 44, 58] as const;
/** No format nests deeper; what does is no file of draws. */
const mostOpen = 1000;
/** A word or a number is no longer. */
const longestWord = 400;

class JsonReader {
  /** Objects, and arrays each as one builder, which counts its own. */
  private readonly open: (OpenObject | ArrayBuilder)[] = [];
  private readonly decoder = new TextDecoder();
  private expected: Expected = "value";
  private value: JsonValue | undefined;
  private fault: JsonFault | null = null;
  private line = 1;
  private nested = 0;
  /** The bytes of a string or a word that goes on in the next piece. */
  private pending: number[] = [];
  private isString = false;
  private isEscaped = false;

  /** Takes the next bytes; false once something is wrong. */
  take(bytes: Uint8Array): boolean {
    let i = 0;
    while (i < bytes.length && this.fault === null) {
      if (this.isString) i = this.takeString(bytes, i);
      else if (this.pending.length > 0) i = this.takeWord(bytes, i);
      else i = this.takeOne(bytes, i);
    }
    return this.fault === null;
  }

  end(): ReadJson {
    // What is open and cut in the middle of a number has not got that number.
    if (this.fault === null && !this.isString && this.pending.length > 0 && this.open.length === 0)
      this.endPending();
    if (this.fault === null && (this.expected !== "end" || this.isString))
      this.fail(words[this.expected], null);
    while (this.open.length > 0) this.closeTop();
    return { value: this.value, fault: this.fault };
  }

  private takeOne(bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!;
    if (byte === newline) this.line++;
    // The mark of the order of bytes, with which some editors begin a text.
    else if (byte <= 32 || (this.value === undefined && this.open.length === 0 && byte >= 0xbb))
      return at + 1;
    else if (byte === comma) this.separate();
    else if (byte === colon) this.require("colon", ":", "value");
    else if (byte === openBrace) this.openObject();
    else if (byte === openBracket) this.openArray();
    else if (byte === closeBrace || byte === closeBracket) this.close(byte);
    else if (byte === quote) this.beginString();
    else return this.takeWord(bytes, at);
    return at + 1;
  }

  private require(expected: Expected, found: string, next: Expected): void {
    if (this.expected === expected) this.expected = next;
    else this.fail(words[this.expected], found);
  }

  private separate(): void {
    this.require("comma", ",", this.open.at(-1) instanceof ArrayBuilder ? "value" : "key");
  }

  private get takesValue(): boolean {
    return this.expected === "value" || this.expected === "firstValue";
  }

  private mayOpen(found: string): boolean {
    const may = this.takesValue && this.nested < mostOpen;
    if (may) this.nested++;
    else
      this.fail(this.takesValue ? `at most ${mostOpen} arrays in one another` : words[this.expected], found);
    return may;
  }

  private openObject(): void {
    if (!this.mayOpen("{")) return;
    this.open.push({ members: new Map(), key: null });
    this.expected = "firstKey";
  }

  private openArray(): void {
    if (!this.mayOpen("[")) return;
    const top = this.open.at(-1);
    if (top instanceof ArrayBuilder) top.open();
    else {
      const builder = new ArrayBuilder();
      builder.open();
      this.open.push(builder);
    }
    this.expected = "firstValue";
  }

  private close(byte: number): void {
    const isArray = this.open.at(-1) instanceof ArrayBuilder;
    const mayClose = this.expected === "comma" || this.expected === (isArray ? "firstValue" : "firstKey");
    if (!mayClose || this.open.length === 0 || isArray !== (byte === closeBracket)) {
      this.fail(words[this.expected], String.fromCharCode(byte));
      return;
    }
    this.nested--;
    const top = this.open.at(-1)!;
    if (top instanceof ArrayBuilder) {
      top.close();
      this.expected = "comma";
      if (!top.isClosed) return;
    }
    this.closeTop();
  }

  /** Gives the topmost object or array to what it stands in. */
  private closeTop(): void {
    const top = this.open.pop()!;
    if (top instanceof ArrayBuilder) this.give(top.build());
    else this.give(top.members);
  }

  private give(value: JsonValue): void {
    const top = this.open.at(-1);
    this.expected = top === undefined ? "end" : "comma";
    if (top === undefined) this.value = value;
    else if (top instanceof ArrayBuilder) this.giveToArray(top, value);
    else if (top.key !== null) {
      top.members.set(top.key, value);
      top.key = null;
    }
  }

  private giveToArray(array: ArrayBuilder, value: JsonValue): void {
    if (typeof value === "string") array.addString(value);
    else if (typeof value === "object" && value !== null) array.passObject();
    else array.addNumber(value === null ? Number.NaN : Number(value));
  }

  private beginString(): void {
    const isKey = this.expected === "key" || this.expected === "firstKey";
    if (!isKey && !this.takesValue) this.fail(words[this.expected], '"');
    else this.isString = true;
  }

  private takeString(bytes: Uint8Array, from: number): number {
    let i = from;
    for (; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte === quote && !this.isEscaped) break;
      this.isEscaped = byte === backslash && !this.isEscaped;
      this.pending.push(byte);
    }
    if (i === bytes.length) return i;
    this.isString = false;
    this.endString();
    return i + 1;
  }

  private endString(): void {
    const text = this.decoder.decode(Uint8Array.from(this.pending.splice(0)));
    const string = text.includes("\\") ? unescaped(text) : text;
    if (string === null) this.fail("a string", `"${text}"`);
    else if (this.expected !== "key" && this.expected !== "firstKey") this.give(string);
    else {
      (this.open.at(-1) as OpenObject).key = string;
      this.expected = "colon";
    }
  }

  private takeWord(bytes: Uint8Array, from: number): number {
    let i = from;
    const last = Math.min(bytes.length, from + longestWord);
    while (i < last && isOfWord(bytes[i]!)) i++;
    if (i === bytes.length || this.pending.length > 0) {
      for (let k = from; k < i; k++) this.pending.push(bytes[k]!);
      if (i < bytes.length || this.pending.length > longestWord) this.endPending();
      return i;
    }
    // What begins no word stands alone.
    if (i === from) i++;
    this.endWord(String.fromCharCode.apply(null, bytes.subarray(from, i) as unknown as number[]));
    return i;
  }

  private endPending(): void {
    this.endWord(String.fromCharCode(...this.pending.splice(0)));
  }

  private endWord(word: string): void {
    const value = valueOfWord(word);
    if (!this.takesValue || value === undefined) this.fail(words[this.expected], word);
    else this.give(value);
  }

  private fail(expected: string, found: string | null): void {
    this.fault = { line: this.line, expected, found };
  }
}

/** Letters, digits and signs. */
function isOfWord(byte: number): boolean {
  return (
    (byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    byte === 43 ||
    byte === 45 ||
    byte === 46
  );
}

/** Undefined for what is no word of JSON. */
function valueOfWord(word: string): null | boolean | number | undefined {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(word)) return Number(word);
  switch (word) {
    case "true":
      return true;
    case "false":
      return false;
    case "null":
      return null;
    case "NaN":
      return Number.NaN;
    case "Infinity":
      return Number.POSITIVE_INFINITY;
    case "-Infinity":
      return Number.NEGATIVE_INFINITY;
    default:
      return undefined;
  }
}

/** Null where an escape is none. */
function unescaped(text: string): string | null {
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return null;
  }
}

/** The members of an object, or none. */
export function membersOf(value: JsonValue | undefined): JsonObject {
  return value instanceof Map ? value : new Map();
}
