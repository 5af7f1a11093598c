/**
 * Random expressions of the model language, each with what it plainly means: a text, and a function that computes it for one
 * row, one level or none from the named numbers of a draw. Nothing here knows the compiler.
 */

import fc, { type GeneratorValue } from "fast-check";
import { normalCdf } from "../../src/numeric/error-function.ts";

/** The number of a draw by its name: `b[A]`. */
export type Values = (name: string) => number;

/** Where an expression stands: the level of each factor that is known, by its label, and the row of the table or null. */
export interface Place {
  readonly levels: Readonly<Record<string, string>>;
  readonly row: number | null;
}

export interface RandomExpression {
  readonly text: string;
  /** The text may stand as an operand or an argument without brackets of its own. */
  readonly at: (values: Values, place: Place) => number;
}

/** Where a number may lie, as the checker must be able to see. */
export type Range = "real" | "positive" | "unit";

/** Something with a name that expressions may use. */
export interface Known {
  readonly name: string;
  /** The brackets that it is declared with; an element's levels are joined by commas in a draw. */
  readonly plates: readonly string[];
  readonly range: Range;
  /** What else must be known: `row` for what varies by row. */
  readonly needsRow: boolean;
  readonly at: (values: Values, place: Place) => number;
}

const bracket = (text: string): string => `(${text})`;

/** Builds expressions of what is known; `choose` is fast-check's, so that what fails is made plainer. */
export class Expressions {
  private readonly choose: GeneratorValue;
  private readonly known: readonly Known[];

  constructor(choose: GeneratorValue, known: readonly Known[]) {
    this.choose = choose;
    this.known = known;
  }

  /** An expression in the range, of what is known where these factors, and the row or not, are. */
  make(range: Range, factors: readonly string[], hasRow: boolean, depth = 2): RandomExpression {
    const names = this.known.filter(
      (one) =>
        one.range === range &&
        (hasRow || !one.needsRow) &&
        one.plates.every((plate) => factors.includes(plate)),
    );
    const isLeaf = depth === 0 || this.choose(fc.nat, 3) === 0;
    if (isLeaf) return this.leaf(range, names);
    const next = (wanted: Range): RandomExpression => this.make(wanted, factors, hasRow, depth - 1);
    const forms = { real: realForms, positive: positiveForms, unit: unitForms }[range];
    const form = forms[this.choose(fc.nat, forms.length - 1)]!;
    return form(next);
  }

  private leaf(range: Range, names: readonly Known[]): RandomExpression {
    const pick = this.choose(fc.nat, names.length + 1);
    const one = names[pick];
    if (one !== undefined) {
      const text = one.plates.length === 0 ? one.name : `${one.name}[${one.plates.join(", ")}]`;
      return { text, at: one.at };
    }
    const numbers = { real: [0, 1, -0.5, 2], positive: [1, 0.5, 2, 1.5], unit: [0.5, 0.25, 0.9, 0.1] }[range];
    const value = numbers[this.choose(fc.nat, 3)]!;
    return { text: value < 0 ? bracket(`${value}`) : `${value}`, at: () => value };
  }
}

type Next = (range: Range) => RandomExpression;
type Form = (next: Next) => RandomExpression;

const binary =
  (left: Range, sign: string, right: Range, compute: (a: number, b: number) => number): Form =>
  (next) => {
    const [a, b] = [next(left), next(right)];
    return {
      // A sign may open a bracket.
      text: bracket(`${a.text} ${sign} ${b.text}${sign.includes("(") ? ")" : ""}`),
      at: (values, place) => compute(a.at(values, place), b.at(values, place)),
    };
  };

const unary =
  (range: Range, write: (a: string) => string, compute: (a: number) => number): Form =>
  (next) => {
    const a = next(range);
    return { text: write(a.text), at: (values, place) => compute(a.at(values, place)) };
  };

const named = (range: Range, name: string, compute: (a: number) => number): Form =>
  unary(range, (a) => `${name}(${a})`, compute);

const choice =
  (range: Range): Form =>
  (next) => {
    const [left, right, a, b] = [next("real"), next("real"), next(range), next(range)];
    return {
      text: `if(${left.text} > ${right.text}, ${a.text}, ${b.text})`,
      at: (values, place) => (left.at(values, place) > right.at(values, place) ? a : b).at(values, place),
    };
  };

const logistic = (a: number): number => 1 / (1 + Math.exp(-a));

const realForms: readonly Form[] = [
  binary("real", "+", "real", (a, b) => a + b),
  binary("real", "-", "real", (a, b) => a - b),
  binary("real", "*", "unit", (a, b) => a * b),
  binary("real", "/ (0.5 +", "positive", (a, b) => a / (0.5 + b)),
  unary(
    "real",
    (a) => bracket(`-${a}`),
    (a) => -a,
  ),
  named("real", "tanh", Math.tanh),
  named("positive", "log1p", Math.log1p),
  named("unit", "logit", (a) => Math.log(a) - Math.log1p(-a)),
  unary(
    "positive",
    (a) => a,
    (a) => a,
  ),
  choice("real"),
];

const positiveForms: readonly Form[] = [
  binary("positive", "+", "positive", (a, b) => a + b),
  binary("positive", "*", "positive", (a, b) => a * b),
  unary(
    "real",
    (a) => `exp(tanh(${a}))`,
    (a) => Math.exp(Math.tanh(a)),
  ),
  named("positive", "sqrt", Math.sqrt),
  named("real", "log1p_exp", (a) => (a > 0 ? a + Math.log1p(Math.exp(-a)) : Math.log1p(Math.exp(a)))),
  unary(
    "real",
    (a) => `(0.5 + square(${a}))`,
    (a) => 0.5 + a * a,
  ),
  choice("positive"),
];

const unitForms: readonly Form[] = [
  named("real", "inv_logit", logistic),
  named("real", "normal_cdf", normalCdf),
  binary("unit", "*", "unit", (a, b) => a * b),
  unary(
    "unit",
    (a) => `(1 - ${a})`,
    (a) => 1 - a,
  ),
  choice("unit"),
];
