/** What differs between the models of two runs: statement by statement, by what they mean; and line by line, as they are written. */

import type { CheckedModel } from "../language/checked-model.ts";
import { format } from "../language/format.ts";
import { lex } from "../language/lexer.ts";
import { readModelText } from "../language/model-text.ts";
import { canonicalName } from "../language/names.ts";
import type { RunModel } from "../run/run.ts";
import { type ComparedLine, compareLines } from "../text/line-difference.ts";
import { describeChecked } from "./describe-checked.ts";

/** A thing that is not the same in both; null where one has none of it. */
export interface ChangedValue {
  /** "prior of σ_b", "rows used". */
  readonly what: string;
  readonly first: string | null;
  readonly second: string | null;
}

/** How lines of models are compared. */
export interface TextComparison {
  /** Whether lines that differ in white space alone are the same. */
  readonly ignoreSpace?: boolean;
  /** Whether comments and empty lines are left out. */
  readonly ignoreComments?: boolean;
}

export interface ModelDifference {
  /** Whether the texts are the same, character by character. */
  readonly hasSameText: boolean;
  /** Whether this version can read both; otherwise nothing is known of their statements. */
  readonly isRead: boolean;
  readonly priors: readonly ChangedValue[];
  /** Outcomes, definitions, designs, columns, levels, names. */
  readonly statements: readonly ChangedValue[];
  /** By their values in the runs. */
  readonly constants: readonly ChangedValue[];
  /** Of the formatted texts: all lines of both. */
  readonly lines: readonly ComparedLine[];
}

/** Statements are compared where this version can read both models; the lines of their texts always are. */
export function compareModels(
  first: RunModel,
  second: RunModel,
  comparison: TextComparison = {},
): ModelDifference {
  const models = [first, second].map(({ text, file }) => readModelText(text, file).model);
  const [one, other] = models.map((model) => (model === null ? [] : partsOf(model)));
  const isRead = !models.includes(null);
  const changed = isRead ? changesOf(one!, other!) : [];
  return {
    hasSameText: first.text === second.text,
    isRead,
    priors: changed.filter(({ what }) => what.startsWith(priorOf)),
    statements: changed.filter(({ what }) => !what.startsWith(priorOf)),
    constants: changesOf(constantsOf(first), constantsOf(second)),
    lines: linesOf(first.text, second.text, comparison),
  };
}

/** Of one run: what it is of, and its value. */
export interface ToldValue {
  readonly what: string;
  readonly value: string;
}

/** What has other values, or is in one only, in the order of the first and then of the second. Greek letters may be spelled out in one of them. */
export function changesOf(first: readonly ToldValue[], second: readonly ToldValue[]): ChangedValue[] {
  const [before, after] = [first, second].map(
    (values) => new Map(values.map(({ what, value }) => [canonicalName(what), value])),
  ) as [Map<string, string>, Map<string, string>];
  const news = second.filter(({ what }) => !before.has(canonicalName(what)));
  return [...first, ...news].flatMap(({ what }) => {
    const [one, other] = [before, after].map((values) => values.get(canonicalName(what)) ?? null);
    const isSame = one != null && other != null && canonicalName(one) === canonicalName(other);
    return isSame ? [] : [{ what, first: one!, second: other! }];
  });
}

const priorOf = "prior of ";

function partsOf(model: CheckedModel): ToldValue[] {
  const { name, columns, statements } = describeChecked(model);
  const told = (what: string, value: string): ToldValue => ({ what, value });
  return [
    ...(name === null ? [] : [told("name of the model", name)]),
    ...columns.map((column) => told(`column ${column.name}`, columnText(column))),
    ...[...model.plates.values()].flatMap((plate) => {
      if (plate.kind === "levels") {
        const { labels, first, last } = plate;
        return [told(`levels ${plate.name}`, labels === null ? `${first}..${last}` : labels.join(", "))];
      }
      if (plate.kind !== "design") return [];
      const { start, end } = plate.formula.span;
      return [told(`design ${plate.name}`, oneLine(model.source.slice(start, end)))];
    }),
    ...model.statements
      .map((statement, i) => ({ statement, described: statements[i]! }))
      .sort((a, b) => a.statement.span.start - b.statement.span.start)
      .map(({ statement, described: { name: target, meaning } }) => {
        const value = meaning.replace(/^[~=] /, "");
        if (statement.kind === "likelihood") return told(`distribution of ${target}`, value);
        const over = statement.plates.length === 0 ? "" : ` for each ${statement.plates.join(" and ")}`;
        if (statement.kind === "definition") return told(`definition of ${statement.name}`, value + over);
        const way = statement.parameterization === "automatic" ? "" : `, ${statement.parameterization}`;
        return told(`${priorOf}${statement.name}`, value + over + way);
      }),
  ];
}

function columnText({
  type,
  shape,
  bounds,
  from,
  name,
  mayBeMissing,
}: ReturnType<typeof describeChecked>["columns"][number]): string {
  const words = [
    [type, ...bounds].join(" "),
    ...(mayBeMissing ? ["may be missing"] : []),
    ...(from === name ? [] : [`from ${JSON.stringify(from)}`]),
    ...(shape === "one for each row" ? [] : [shape]),
  ];
  return words.join(", ");
}

function constantsOf({ constants }: RunModel): ToldValue[] {
  return Object.entries(constants).map(([name, value]) => ({ what: `constant ${name}`, value: `${value}` }));
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function linesOf(
  first: string,
  second: string,
  { ignoreSpace = false, ignoreComments = false }: TextComparison,
): ComparedLine[] {
  const [one, other] = [first, second].map((text) => {
    const lines = format(ignoreComments ? withoutComments(text) : text)
      .trimEnd()
      .split("\n");
    return ignoreComments ? lines.filter((line) => line.trim() !== "") : lines;
  });
  return compareLines(one!, other!, ignoreSpace ? (line) => line.replace(/\s+/g, "") : undefined);
}

function withoutComments(text: string): string {
  const spans = lex(text).tokens.flatMap(({ kind, span }) => (kind === "comment" ? [span] : []));
  const ends = [0, ...spans.map(({ end }) => end)];
  return [...spans.map(({ start }, i) => text.slice(ends[i]!, start)), text.slice(ends.at(-1)!)].join("");
}
