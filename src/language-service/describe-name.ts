/** What is told of a name: what it is, its prior and support, what it is used for, and what its author wrote beside it. */

import { supportWords } from "../distributions/distribution-words.ts";
import { findDistribution } from "../distributions/index.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { printStated } from "../language/print-expression.ts";
import { describeSupport } from "../language/support-words.ts";
import { visible } from "../text/visible.ts";
import type { StatementOutline } from "./classify.ts";
import type { Reading } from "./reading.ts";
import type { NamedSymbol } from "./symbols.ts";
import { usesOf } from "./uses.ts";

/** Uses beyond these are counted. */
const mostUses = 5;

/** What is told of a word. */
export interface Told {
  /** A line of the language: a statement, or how a word is written. */
  readonly code: string;
  /** Paragraphs or, where they begin with `- `, items of a list, in Markdown with nothing but `code` in backticks. */
  readonly lines: readonly string[];
}

/** What `hoverAt` tells of a name. */
export function describeName(reading: Reading, symbol: NamedSymbol): Told {
  const { model } = reading.checked();
  const comment = commentOf(reading, symbol.statement);
  return {
    code: writtenStatement(reading, symbol.statement),
    lines: [
      roleOf(symbol),
      ...(symbol.kind === "parameter" ? priorOf(reading, symbol, model) : []),
      ...(symbol.outcome === null ? [] : [`outcome: ${inCode(writtenStatement(reading, symbol.outcome))}`]),
      ...(model === null ? [] : usesInWords(usesOf(model, symbol.name))),
      ...(comment === null ? [] : [comment]),
    ],
  };
}

/** What a name is, in a short line: "parameter, one for each level of `sample`". */
export function roleOf({ kind, plates, per, statement }: NamedSymbol): string {
  switch (kind) {
    case "column":
      return `column of type \`${statement.type?.text ?? ""}\`, ${perWords(per)}`;
    case "factor":
      return `factor, ${per === null ? "a label for each row" : `a label for each level of \`${per}\``}; its levels are a plate`;
    case "pool":
      return "plate, whose levels are the labels of several columns";
    case "constant":
      return "constant, which a run can set to another value";
    case "levels":
      return "plate, whose levels the model lists";
    case "matrix":
      return "known covariance matrix, which a table of its own has";
    case "design":
      return "design matrix, whose columns are a plate";
    case "parameter":
    case "definition":
      return `${kind === "parameter" ? "parameter" : "defined value"}${plateWords(plates)}`;
  }
}

function perWords(per: string | null): string {
  return per === null ? "a value for each row" : `a value for each level of \`${per}\``;
}

function plateWords(plates: readonly string[]): string {
  const [first, ...more] = plates;
  if (first === undefined) return "";
  if (more.length === 0) return `, one for each level of \`${first}\``;
  if (more.length === 1 && more[0] === first) return `, a matrix over \`${first}\``;
  return `, one for each combination of ${plates.map((plate) => `\`${plate}\``).join(" and ")}`;
}

function priorOf(reading: Reading, symbol: NamedSymbol, model: CheckedModel | null): readonly string[] {
  const checked = model?.declarations.get(symbol.name);
  if (checked?.kind === "parameter") {
    const words = `prior ${inCode(printStated(checked))}; support: ${describeSupport(checked.distribution)}`;
    return [checked.label === null ? words : `${words}; “${visible(checked.label)}”`];
  }
  // Where something of the model is wrong: as it is written.
  const { tokens } = symbol.statement;
  const sign = tokens.findIndex(({ text, kind }) => kind === "operator" && text === "~");
  const [first, last] = [tokens[sign + 1], tokens.at(-1)];
  if (sign < 0 || first === undefined || last === undefined) return [];
  const prior = reading.source.slice(first.span.start, last.span.end).replace(/\s+/g, " ");
  const known = findDistribution(first.text);
  return [`prior ${inCode(prior)}${known === undefined ? "" : `; support: ${supportWords(known.support)}`}`];
}

function usesInWords(uses: readonly string[]): readonly string[] {
  if (uses.length === 0) return [];
  const shown = uses.slice(0, mostUses).join(", ");
  return [`used as: ${shown}${uses.length > mostUses ? ` and ${uses.length - mostUses} more` : ""}`];
}

/** The statement in one line, with the space that its author wrote made one. */
function writtenStatement({ source }: Reading, { tokens }: StatementOutline): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return "";
  const lines = source.slice(first.span.start, last.span.end).split(/\r\n|\n|\r/);
  return lines
    .map((line) => (lines.length === 1 ? line : line.replace(/#.*$/, "")))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The comment behind a statement, on its last line. */
function commentOf({ words, source }: Reading, { tokens }: StatementOutline): string | null {
  const last = tokens.at(-1);
  if (last === undefined) return null;
  const next = words.find(({ start, token }) => start >= last.span.end && token.text !== ",");
  if (next?.role !== "comment" || /[\n\r]/.test(source.slice(last.span.end, next.start))) return null;
  const text = next.token.text.replace(/^#+\s*/, "").trim();
  return text === "" ? null : `“${visible(text)}”`;
}

/** In as many backticks as Markdown needs. */
function inCode(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
