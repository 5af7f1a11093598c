/** What a paper says of a fitted model under "Methods": a paragraph made from the record of the run, and the references that it cites. */

import type { Fitted } from "../api/fitted.ts";
import { requireFitted, requireKnownOptions } from "../api/given-options.ts";
import { ProblemError } from "../api/problem-error.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { isFormula, readModelText } from "../language/model-text.ts";
import { convergenceSentences } from "./convergence-words.ts";
import { dataSentences } from "./data-words.ts";
import { cite, citedIn, type Phrase } from "./inline.ts";
import { type MarkupName, markupNames, written } from "./markup.ts";
import { isHierarchicalModel, modelSentences } from "./model-words.ts";
import { requireOneOf } from "./one-of.ts";
import { modelNotRead } from "./problems.ts";
import { bibtexEntry, longReference, type ReferenceKey } from "./references.ts";
import { samplingSentences } from "./sampling-words.ts";

export interface MethodsOptions {
  /** "text" if not said. */
  readonly to?: MarkupName;
}

/**
 * The paragraph. Plain text and HTML have the list of references below it; Markdown (`[@vehtari2021]`, as Pandoc reads it) and LaTeX (`\cite{vehtari2021}`)
 * have their keys, for the entries that `methodsBibtex` gives. Ends with a newline. Throws a `ProblemError` if this version cannot read the model.
 */
export function methodsText(fitted: Fitted, options: MethodsOptions = {}): string {
  requireFitted("methodsText", fitted);
  requireKnownOptions("methodsText", options);
  const { to = "text" } = options;
  requireOneOf("to", to, markupNames);
  const phrase = methodsPhrase(fitted);
  const { hyperprior: version } = fitted.record;
  const paragraph = written(phrase, to);
  const references = inOrder(citedIn(phrase), version);
  const list = references.map((key) => written([longReference(key, version)], to));
  if (to === "html")
    return `<p>${paragraph}</p>\n<ul>\n${list.map((one) => `<li>${one}</li>\n`).join("")}</ul>\n`;
  if (to === "text") return `${paragraph}\n\nReferences\n\n${list.map((one) => `${one}\n`).join("")}`;
  return `${paragraph}\n`;
}

/** The BibTeX entries of the references that the paragraph cites, in UTF-8, and of no others. Throws as `methodsText` does. */
export function methodsBibtex(fitted: Fitted): string {
  requireFitted("methodsBibtex", fitted);
  const { hyperprior: version } = fitted.record;
  return inOrder(citedIn(methodsPhrase(fitted)), version)
    .map((key) => bibtexEntry(key, version))
    .join("\n");
}

/** The references that the paragraph cites. */
export function methodsReferences(fitted: Fitted): readonly ReferenceKey[] {
  return inOrder(citedIn(methodsPhrase(fitted)), fitted.record.hyperprior);
}

/** All sentences, each ended. */
export function methodsPhrase(fitted: Fitted): Phrase {
  const { record, draws } = fitted;
  const model = modelOf(fitted);
  const sentences = [
    openingSentence(model, record.model.file),
    ...dataSentences(record),
    ...modelSentences(model, record),
    ...samplingSentences(record, draws, model),
    ...convergenceSentences(fitted),
    softwareSentence(fitted),
  ];
  return sentences.flatMap((sentence, i): Phrase => [...(i === 0 ? [] : [" "]), ...sentence, "."]);
}

/** By name and year, as lists of references are. */
function inOrder(keys: readonly ReferenceKey[], version: string): readonly ReferenceKey[] {
  const name = (key: ReferenceKey): string => longReference(key, version).toLowerCase();
  return [...keys].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}

function modelOf({ record: { model, hyperprior } }: Fitted): CheckedModel {
  const read = readModelText(model.text, model.file).model;
  if (read === null) throw new ProblemError([modelNotRead(hyperprior)], "", "");
  return read;
}

function openingSentence(model: CheckedModel, file: string): Phrase {
  const what = isHierarchicalModel(model) ? "A Bayesian hierarchical model" : "A Bayesian model";
  const from = isFormula(file) ? `, written for the formula ${file}` : "";
  return [`${what} was fitted `, cite("gelman2013"), from];
}

function softwareSentence({ record: { hyperprior, options } }: Fitted): Phrase {
  return [
    `All computations were made with Hyperprior ${hyperprior} `,
    cite("hyperprior"),
    ` with the seed ${options.seed}, from which the same version makes the same draws again`,
  ];
}
