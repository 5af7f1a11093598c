/** The words of `plot`: what is drawn of, which kind, and which variables. */

import { existsSync } from "node:fs";
import { ProblemError } from "../api/problem-error.ts";
import type { PictureKind } from "../pictures/kind.ts";
import { pictureKinds } from "../pictures/kinds/index.ts";
import { nearestName } from "../problems/nearest-name.ts";
import { noSuchKind, sourceMissing } from "./problems-pictures.ts";

export interface PlotWords {
  /** A run folder, or files of draws. */
  readonly sources: readonly string[];
  /** Null where none is named: then the kinds are listed. */
  readonly kind: PictureKind | null;
  /** Patterns of their names; none if nothing is said. */
  readonly variables: readonly string[];
}

/**
 * The first word is a file whatever it is called, unless it is a kind, no file, and no kind is behind it. The kind is the first of the others that is the name of one and not of a file, or else
 * the last that is a name of one; variables are behind it. Throws a `ProblemError` where a word is neither file nor kind, or no file is named.
 */
export function splitPlotWords(words: readonly string[]): PlotWords {
  const isKind = (word: string, i: number): boolean =>
    i > 0 && pictureKinds.some(({ name }) => name === word);
  const plain = words.findIndex((word, i) => isKind(word, i) && !existsSync(word));
  const place = plain >= 0 ? plain : words.findLastIndex(isKind);
  if (place >= 0) {
    const kind = pictureKinds.find(({ name }) => name === words[place])!;
    return { sources: words.slice(0, place), kind, variables: words.slice(place + 1) };
  }
  const names = pictureKinds.map(({ name }) => name);
  const [first] = words;
  if (first !== undefined && names.includes(first) && !existsSync(first))
    throw new ProblemError([sourceMissing(words)], "", "");
  const wrong = words.slice(1).find((word) => !/[*?[{]/.test(word) && !existsSync(word));
  if (wrong === undefined) return { sources: words, kind: null, variables: [] };
  throw new ProblemError([noSuchKind(wrong, nearestName(wrong, names), names)], "", "");
}
