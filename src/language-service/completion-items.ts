/** Lists of completions that are words of the language: statements, types, distributions, arguments, functions of designs, letters. */

import type { Distribution } from "../distributions/distribution.ts";
import {
  argumentPlace,
  distributionFacts,
  distributionSignature,
} from "../distributions/distribution-words.ts";
import { distributions, findDistribution } from "../distributions/index.ts";
import { canonicalName, greekSpellings } from "../language/names.ts";
import { isSeriesFunction } from "../language/series.ts";
import type { Frame, StatementOutline } from "./classify.ts";
import { type Item, itemOf, itemOfName, written } from "./completion-item.ts";
import { namesOf } from "./completion-names.ts";
import type { Reading } from "./reading.ts";
import {
  columnPhrases,
  designFunctions,
  findEntry,
  keywords,
  modifierArguments,
  modifiers,
  seriesArguments,
  types,
} from "./vocabulary.ts";

/** Of the keyword, by its name. */
export function keywordItems(name: string): readonly Item[] {
  const found = findEntry(keywords, name);
  return found === undefined ? [] : [itemOf(found, "keyword")];
}

const beginnings = ["data", "centered", "noncentered", "constant", "levels", "matrix", "model"];

/** Where a statement may begin, at `start`: outcomes without a distribution, names that are used and not declared, words. */
export function statementItems(reading: Reading, start: number): readonly Item[] {
  const { symbols, words } = reading;
  const outcomes = [...symbols.values()].filter(({ kind, outcome }) => kind === "column" && outcome === null);
  const unknown = new Set<string>();
  for (const { role, token } of words) {
    const isKnown = symbols.has(canonicalName(token.text)) || token.span.start === start;
    if (role === "name" && !isKnown) unknown.add(token.text);
  }
  return [
    ...[...unknown].map((name): Item => {
      const detail = "used, and not declared yet";
      const texts = written(`${name} ~ «half_normal(1)»`);
      return {
        label: name,
        kind: "parameter",
        detail,
        documentation: "",
        filter: canonicalName(name),
        ...texts,
      };
    }),
    ...outcomes.map((symbol) => itemOfName(symbol, symbol.name, `${symbol.name} ~ «normal(μ, σ)»`)),
    ...beginnings.flatMap(keywordItems),
  ];
}

/** The types of columns. */
export function typeItems(): readonly Item[] {
  return types.map((one) => itemOf(one, "type"));
}

/** What may follow the type of a column and is not there yet. */
export function phraseItems(type: string, tokens: StatementOutline["tokens"]): readonly Item[] {
  const kind = type === "factor" ? "factor" : "number";
  const isNew = (name: string): boolean => !tokens.some(({ text }) => text === name);
  return columnPhrases
    .filter(({ after, name }) => (after === kind || after === "any") && isNew(name))
    .map((one) => itemOf(one, "keyword"));
}

/** Distributions that the left side can have, and modifiers, but within others. */
export function distributionItems(
  { symbols }: Reading,
  statement: StatementOutline,
  isWithin: boolean,
): readonly Item[] {
  const target = symbols.get(canonicalName(statement.subject?.text ?? ""));
  const isOutcome = target?.kind === "column" || target?.kind === "factor";
  const hasPlate = statement.plates.length > 0;
  const suits = (one: Distribution): boolean => {
    if (isWithin) return one.kind === "scalar";
    if (isOutcome) return one.name !== "flat" && (one.kind !== "vector" || statement.list.length > 0);
    const isCount =
      one.support.kind === "counts" || ("isInteger" in one.support && one.support.isInteger === true);
    return !isCount && (one.kind === "scalar" || (one.kind === "vector" && hasPlate));
  };
  const isOffered = (name: string): boolean => {
    if (isWithin) return !["ordered", "weighted", "truncated"].includes(name);
    return isOutcome ? name !== "ordered" : name === "truncated" || (name === "ordered" && hasPlate);
  };
  return [
    ...distributions.filter(suits).map(itemOfDistribution),
    ...modifiers.filter(({ name }) => isOffered(name)).map((one) => itemOf(one, "modifier")),
  ];
}

function itemOfDistribution(distribution: Distribution): Item {
  const { name, arguments: list, description } = distribution;
  const needed = list.filter(
    ({ defaultValue, defaultArgument }) => defaultValue === undefined && defaultArgument === undefined,
  );
  const pattern = `${name}(${needed.map((one) => `«${one.name}»`).join(", ")})`;
  const documentation = [
    description,
    ...list.map((one) => `- \`${one.name}\`: ${one.description}, ${argumentPlace(one)}`),
    ...distributionFacts(distribution).map((fact) => `- ${fact}`),
  ].join("\n");
  const detail = distributionSignature(distribution);
  return { label: name, kind: "distribution", detail, documentation, filter: name, ...written(pattern) };
}

/** Names of the arguments of what is called that are not there yet. */
export function argumentItems({ of, named, position }: Frame): readonly Item[] {
  const called = of ?? "";
  const item = (name: string, detail: string): Item => {
    const label = `${name}:`;
    return { label, kind: "argument", detail, documentation: "", filter: name, ...written(`${name}: `) };
  };
  const list = findDistribution(called)?.arguments.slice(named.length > 0 ? 0 : position) ?? [];
  const others = isSeriesFunction(called) ? seriesArguments : (modifierArguments[called] ?? {});
  const isLater = position > 0 || findDistribution(called) !== undefined;
  return [
    ...list.map((one): [string, string] => [one.name, `${one.description}, ${argumentPlace(one)}`]),
    ...(isLater ? Object.entries(others) : []),
  ]
    .filter(([name]) => !named.includes(name))
    .map(([name, detail]) => item(name, detail));
}

/** In the formula of a design. */
export function formulaItems(reading: Reading): readonly Item[] {
  return [
    ...namesOf(reading, ["column", "factor"], ""),
    ...designFunctions.map((one) => itemOf(one, "function")),
  ];
}

const letters: ReadonlyMap<string, string> = new Map(
  [...greekSpellings].map(([letter, spelling]) => [spelling, letter]),
);

/** `σ_b` for `sigma_b`, and `σ` for `sig`. */
export function greekItems(word: string): readonly Item[] {
  const parts = word.split("_");
  const spelled = parts.map((part) => letters.get(part) ?? part).join("_");
  const item = (label: string, spelling: string): Item => {
    const detail = `Greek; the same name as ${spelling}`;
    return { label, kind: "letter", detail, documentation: "", filter: spelling, ...written(label) };
  };
  if (spelled !== word) return [item(spelled, word)];
  if (word.length < 2 || parts.length > 1) return [];
  return [...letters]
    .filter(([spelling]) => spelling.startsWith(word))
    .map(([spelling, letter]) => item(letter, spelling));
}
