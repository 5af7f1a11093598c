/** A report as data: sections of blocks, which are written down as a page or as Markdown. Who makes one decides what is said, not how it looks. */

import type { Phrase } from "../manuscript/inline.ts";
import type { ManuscriptTable } from "../manuscript/table-data.ts";
import type { Picture } from "../pictures/picture.ts";

/** All of it. */
export interface Report {
  /** Of what it is: the names of the models. */
  readonly title: string;
  /** What kind of report, in a few words. */
  readonly subtitle: string;
  /** Whether the draws can be trusted, run by run: it stands before anything else. */
  readonly verdicts: readonly VerdictBlock[];
  readonly sections: readonly Section[];
  /** The version that made it. */
  readonly version: string;
}

/** A part with a heading of its own. */
export interface Section {
  /** For links to it; unique in a report. */
  readonly id: string;
  readonly title: string;
  /** Whether its blocks are seen before a reader asks for them. */
  readonly isOpen: boolean;
  readonly blocks: readonly Block[];
}

/** A part of a section. */
export type Block =
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | PictureBlock
  | FormulaBlock
  | CodeBlock
  | VerdictBlock
  | FoldedBlock;

/** Sentences, with their full stops. */
export interface ParagraphBlock {
  readonly kind: "paragraph";
  readonly phrase: Phrase;
  /** Said beside the matter: why a part is not there, how a table is read. */
  readonly isAside: boolean;
}

/** Points below each other. */
export interface ListBlock {
  readonly kind: "list";
  readonly items: readonly Phrase[];
  readonly isOrdered: boolean;
}

/** A table with its caption and notes. */
export interface TableBlock {
  readonly kind: "table";
  readonly table: ManuscriptTable;
}

/** A picture and how it is read. */
export interface PictureBlock {
  readonly kind: "picture";
  /** For the names of files; unique in a report. */
  readonly id: string;
  readonly picture: Picture;
  /** Sentences. */
  readonly reading: string;
}

/** Mathematics that stands by itself. */
export interface FormulaBlock {
  readonly kind: "formula";
  /** An environment of amsmath. */
  readonly latex: string;
  /** What it says, for who does not see it. */
  readonly words: string;
}

/** Text as it is: a model, commands. */
export interface CodeBlock {
  readonly kind: "code";
  /** What it is, for who does not see it. */
  readonly label: string;
  readonly language: "hyperprior" | "sh" | "diff" | "text";
  readonly text: string;
}

/** Whether the draws of a run can be trusted. */
export interface VerdictBlock {
  readonly kind: "verdict";
  readonly isGood: boolean;
  /** "Diagnosis: good". */
  readonly title: string;
  readonly phrase: Phrase;
}

/** What is long and seldom wanted. */
export interface FoldedBlock {
  readonly kind: "folded";
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A paragraph. */
export function paragraph(...phrase: Phrase): ParagraphBlock {
  return { kind: "paragraph", phrase, isAside: false };
}

/** A paragraph that is said beside the matter. */
export function aside(...phrase: Phrase): ParagraphBlock {
  return { kind: "paragraph", phrase, isAside: true };
}

/** Points; nothing where there are none. */
export function list(items: readonly Phrase[], isOrdered = false): readonly ListBlock[] {
  return items.length === 0 ? [] : [{ kind: "list", items, isOrdered }];
}

/** Sentences that have no full stops yet, as one phrase. */
export function sentences(parts: readonly Phrase[]): Phrase {
  return parts.flatMap((part, i): Phrase => [...(i === 0 ? [] : [" "]), ...startUpper(part), "."]);
}

/** The first letter made large, where the phrase begins with words. */
function startUpper([first, ...rest]: Phrase): Phrase {
  if (typeof first !== "string") return first === undefined ? [] : [first, ...rest];
  return [upperFirst(first), ...rest];
}

/** The first letter made large. */
export function upperFirst(text: string): string {
  const [letter = "", ...rest] = text;
  return letter.toUpperCase() + rest.join("");
}
