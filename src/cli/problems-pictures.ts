/** Problems of pictures: HP074x. */

import { counted, didYouMean, listed, nowhere, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";

/** `word` stands where a kind is wanted. */
export const noSuchKind = (word: string, nearest: string | null, names: readonly string[]): Problem =>
  problem("HP0740", nowhere, [
    `\`${word}\` is no file and no kind of picture`,
    didYouMean(nearest, `there are ${listed(names)}`),
  ]);

/** The words begin with a kind, where a run or files are wanted. */
export const sourceMissing = (words: readonly string[]): Problem =>
  problem("HP0740", nowhere, [
    `\`${words[0]}\` is a kind of picture, and stands where a run or files of draws were wanted`,
    `name a run or files first: \`hyperprior plot RUN ${words.join(" ")}\``,
  ]);

/** A file is named for the picture, and no kind. */
export const kindMissing = (names: readonly string[]): Problem =>
  problem("HP0741", nowhere, [
    "a picture is to be written, and it is not said of which kind",
    `name it behind the run, as \`hyperprior plot RUN ${names[0]} --out ${names[0]}.svg\`; there are ${listed(names)}`,
  ]);

/** Of a kind that is of the whole run. */
export const variablesUnused = (kind: string): Problem =>
  problem("HP0742", nowhere, [
    `\`${kind}\` is a picture of a run and not of variables, and some were named`,
    `leave them out: \`hyperprior plot RUN ${kind}\``,
  ]);

export const tooFewVariables = (kind: string, least: number, found: readonly string[]): Problem =>
  problem("HP0743", nowhere, [
    `\`${kind}\` takes at least ${least} variables, found ${found.length === 0 ? "none" : listed(found)}`,
    `name more of them, as \`hyperprior plot RUN ${kind} "b[*]"\`; \`hyperprior summary RUN\` lists them`,
  ]);

/** `most` are drawn in one picture. */
export const tooManyVariables = (kind: string, found: number, most: number): Problem =>
  problem("HP0744", nowhere, [
    `\`${kind}\` was asked for ${counted(found)} variables, and one picture has room for ${counted(most)}`,
    'choose some of them, as with `--include "b[A*]"`',
  ]);

/** `reason` ends in what to do. */
export const noPicture = (kind: string, reason: string): Problem =>
  problem("HP0745", nowhere, [
    `there is no picture \`${kind}\` of these draws: ${reason}`,
    "`hyperprior plot RUN` lists the other kinds",
  ]);

export const unknownEnding = (path: string): Problem =>
  problem("HP0746", nowhere, [
    `\`${path}\` does not end in .svg, .png or .html, by which is told how a picture is written`,
    "name it as `--out picture.svg`",
  ]);

export const rasterMissing = (): Problem =>
  problem("HP0747", nowhere, [
    "PNG is made by the package `@resvg/resvg-js`, which is not installed here",
    "`npm install @resvg/resvg-js`, or write `--out picture.svg`",
  ]);

export const noFonts = (path: string): Problem =>
  warning("HP0748", nowhere, [
    `no fonts are installed, so that \`${path}\` has no words and numbers`,
    "install some, as `apt-get install fonts-dejavu-core`, or write `--out picture.svg`",
  ]);

/** An option that would do nothing; `instead` is what to write. */
export const optionUnused = (option: string, reason: string, instead: string): Problem =>
  problem("HP0749", nowhere, [`\`${option}\` ${reason}`, instead]);
