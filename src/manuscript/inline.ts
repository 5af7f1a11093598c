/** What a sentence is made of before it is known how it is written down: words, mathematics and citations. */

import type { Expression } from "../language/checked-model.ts";
import { latexOfExpression, latexOfName } from "../language/latex.ts";
import { printExpression } from "../language/print-expression.ts";
import type { ReferenceKey } from "./references.ts";

/** Names, expressions and numbers: as text, and as LaTeX for mathematics. */
export interface Mathematics {
  readonly kind: "mathematics";
  readonly text: string;
  readonly latex: string;
}

/** References in parentheses. */
export interface Citation {
  readonly kind: "citation";
  readonly keys: readonly ReferenceKey[];
}

/** A part of a sentence. */
export type Inline = string | Mathematics | Citation;

/** A sentence, or a part of one. */
export type Phrase = readonly Inline[];

/** References, from one on. */
export function cite(...keys: readonly ReferenceKey[]): Citation {
  return { kind: "citation", keys };
}

/** The name of a parameter, column or plate, with the levels of an element. */
export function symbol(name: string, levels: readonly string[] = []): Mathematics {
  const text = levels.length === 0 ? name : `${name}[${levels.join(",")}]`;
  return { kind: "mathematics", text, latex: latexOfName(name, levels) };
}

/** An expression, products with points and labels without quotes. */
export function formula(expression: Expression): Mathematics {
  const text = printExpression(expression)
    .replaceAll(" * ", " · ")
    .replaceAll(/\["([^"\\]*)"\]/g, "[$1]");
  return { kind: "mathematics", text, latex: latexOfExpression(expression) };
}

/** Several expressions as a vector. */
export function vector(items: readonly Expression[]): Mathematics {
  const parts = items.map(formula);
  return {
    kind: "mathematics",
    text: `(${parts.map(({ text }) => text).join(", ")})`,
    latex: `(${parts.map(({ latex }) => latex).join(", ")})`,
  };
}

/** A number that was printed, "-0.53"; other words, "no mean", as they are. */
export function numberText(text: string): Inline {
  return isNumber(text) ? { kind: "mathematics", text, latex: scientific(text) } : text;
}

/** The ends of an interval that were printed. */
export function intervalText(lower: string, upper: string): Inline {
  const text = `[${lower}, ${upper}]`;
  if (!isNumber(lower) || !isNumber(upper)) return text;
  return { kind: "mathematics", text, latex: `[${scientific(lower)}, ${scientific(upper)}]` };
}

function isNumber(text: string): boolean {
  return /^-?\d[\d.]*(e[-+]?\d+)?$/.test(text);
}

function scientific(text: string): string {
  const [mantissa, exponent] = text.split("e");
  return exponent === undefined ? text : `${mantissa} \\times 10^{${Number(exponent)}}`;
}

/** `a, b and c`; with `separator` between them, `a; b; and c`. */
export function enumeration(items: readonly Phrase[], separator = ", "): Phrase {
  const last = items.length - 1;
  const ends = separator === ", " ? " and " : `${separator}and `;
  return items.flatMap((item, i): Phrase => [...(i === 0 ? [] : [i === last ? ends : separator]), ...item]);
}

/** The references of a phrase, each once, in the order in which they are cited. */
export function citedIn(phrase: Phrase): readonly ReferenceKey[] {
  return [
    ...new Set(phrase.flatMap((one) => (typeof one === "object" && one.kind === "citation" ? one.keys : []))),
  ];
}
