/** What a completion is. */

import { asciiName } from "../language/names.ts";
import { roleOf } from "./describe-name.ts";
import type { NamedSymbol } from "./symbols.ts";
import type { Entry } from "./vocabulary.ts";

/** What is offered: a word of the language by its use, a Greek letter, or a name by what it stands for. */
export type ItemKind =
  | "keyword"
  | "type"
  | "distribution"
  | "modifier"
  | "function"
  | "argument"
  | "letter"
  | NamedSymbol["kind"];

/** Something that may be written at a cursor. */
export interface Item {
  /** As it is shown: `b[sample]`, `half_normal`. */
  readonly label: string;
  readonly kind: ItemKind;
  /** What it is, in a few words. */
  readonly detail: string;
  /** More of it, in Markdown; empty where there is no more. */
  readonly documentation: string;
  /** What the word so far is compared with: the name, in ASCII. */
  readonly filter: string;
  /** What is written in the word's place. */
  readonly insert: string;
  /** The same in the notation of snippets, `half_normal(${1:sd})`, where it has places to fill in; null where it has none. */
  readonly snippet: string | null;
}

/** Of a word of the language. */
export function itemOf({ name, signature, description, pattern }: Entry, kind: ItemKind): Item {
  return {
    label: name,
    kind,
    detail: signature,
    documentation: description,
    filter: name,
    ...written(pattern),
  };
}

/** Of a name, written in this way. */
export function itemOfName(symbol: NamedSymbol, label: string, pattern = label, of = symbol.name): Item {
  const detail = roleOf(symbol).replaceAll("`", "");
  const { kind } = symbol;
  return { label, kind, detail, documentation: "", filter: asciiName(of), ...written(pattern) };
}

/** `«x»` in a pattern is a place to fill in; equal ones are one place. */
export function written(pattern: string): Pick<Item, "insert" | "snippet"> {
  const insert = pattern.replace(/[«»]/g, "");
  if (insert === pattern) return { insert, snippet: null };
  const places: string[] = [];
  const escaped = pattern.replace(/[\\$}]/g, "\\$&");
  const snippet = escaped.replace(/«([^»]*)»/g, (_, place: string) => {
    if (!places.includes(place)) places.push(place);
    return `\${${places.indexOf(place) + 1}:${place}}`;
  });
  return { insert, snippet };
}
