/**
 * The values of a design's variables: a column as it is, or a function of columns.
 *
 * Inside a function, arithmetic has its usual meaning: `log(x + 1)`. `center`, `scale`, `poly` and `spline` depend on the
 * data; what they took from it (mean, sd, recurrence, knots) is kept as the basis, so that new data are coded as the old were.
 */

import type { FormulaNode, FormulaOf } from "../../language/syntax.ts";
import { exp } from "../../numeric/exponential.ts";
import { log, log1p } from "../../numeric/logarithm.ts";
import { power } from "../../numeric/power.ts";
import { mean, variance, weightedMean, weightedVariance } from "../../numeric/sums.ts";
import type { Fix } from "../../problems/make-problem.ts";
import type { Problem } from "../../problems/problem.ts";
import { isNumberText } from "../cell.ts";
import {
  badFormula,
  missingInDesign,
  outsideDomain,
  tooFewForSpline,
  unknownFunction,
  unknownLabel,
  unknownVariable,
} from "../problems-design.ts";
import type { Deviations, TableColumn } from "../table.ts";
import { type Coding, contrastColumns } from "./contrasts.ts";
import type { DesignVariable } from "./formula-terms.ts";
import { evaluatePolynomials, fitPolynomials } from "./orthogonal-polynomials.ts";
import { foldChain, printFormula } from "./print-formula.ts";
import { evaluateSplineBasis, fewestSplines, fitSplineBasis, mostSplines } from "./spline-basis.ts";

/** The rows that a design is built over. */
export interface DesignRows {
  readonly rowCount: number;
  /** A column by its name in the model, with `rowCount` entries; null if there is none. */
  readonly lookup: (name: string) => TableColumn | null;
  /** For suggestions. */
  readonly known: readonly string[];
  /** For messages: the table's name, and the line of each row, or null. */
  readonly name: string;
  readonly lines: Int32Array | null;
  /** How many observations each row stands for, which `center`, `scale`, `poly` and `spline` are about; null where each is one. */
  readonly counts: Float64Array | null;
}

/** What `center`, `scale`, `poly` and `spline` took from the data, by the text of the call. */
export type DesignBasis = ReadonlyMap<string, readonly number[]>;

export type VariableValues =
  | {
      readonly kind: "factor";
      readonly name: string;
      readonly codes: Int32Array;
      readonly levels: readonly string[];
    }
  /** Several columns only for `poly` and `spline`, whose names end in `.1`, `.2`, …, and for contrasts, `sum(f)=low`. */
  | {
      readonly kind: "numeric";
      readonly names: readonly string[];
      readonly columns: readonly Float64Array[];
    };

type Call = FormulaOf<"call">;

const elementwise: { readonly [name: string]: (x: number) => number } = {
  // Arithmetic as it stands: `I(x^2)`.
  I: (x) => x,
  log,
  log1p,
  log2: (x) => log(x) / Math.LN2,
  log10: (x) => log(x) / Math.LN10,
  exp,
  sqrt: Math.sqrt,
  square: (x) => x * x,
  abs: Math.abs,
};

/** Every function that may stand in a design. */
const designFunctions: readonly string[] = [
  "center",
  "scale",
  "poly",
  "spline",
  "sum",
  "helmert",
  "steps",
  ...Object.keys(elementwise),
];

const codings = ["sum", "helmert", "steps", "poly"] as const;

/** What to write where one of these stands in a function. */
function insteadInside(name: string): string {
  if (name === "spline") return "write the function inside: spline(log(x), 10)";
  return name === "poly" ? "write the function inside: poly(log(x), 2)" : `write ${name}(f) of a factor`;
}

/** Evaluates variables over rows; collects problems and the basis. */
export class VariableReader {
  readonly problems: Problem[] = [];
  readonly basis = new Map<string, readonly number[]>();
  private readonly rows: DesignRows;
  /** Of the data that the design was first built on, or null to build it on these rows. */
  private readonly given: DesignBasis | null;

  constructor(rows: DesignRows, given: DesignBasis | null) {
    this.rows = rows;
    this.given = given;
  }

  /** Null with a problem. */
  read({ node, text }: DesignVariable): VariableValues | null {
    if (node.kind !== "call") {
      const column = this.findColumn(node);
      if (!column) return null;
      if (column.kind === "numeric") return { kind: "numeric", names: [text], columns: [column.values] };
      return { kind: "factor", name: text, codes: column.codes, levels: column.levels };
    }
    if (node.callee.text === "spline") return this.readSpline(node);
    const coding = codings.find((one) => one === node.callee.text);
    if (coding !== undefined && (coding !== "poly" || this.isOfFactor(node)))
      return this.readContrasts(node, coding);
    if (coding === "poly") return this.readPolynomials(node);
    const values = this.evaluate(node);
    return values && { kind: "numeric", names: [text], columns: [values] };
  }

  private findColumn(node: FormulaOf<"name" | "series">): TableColumn | null {
    const { text } = node.kind === "name" ? node.name : node;
    const column = this.rows.lookup(text);
    if (!column) this.problems.push(unknownVariable(text, this.rows.known, node.span));
    else if (column.missing > 0) this.problems.push(missingInDesign(text, column.missing, node.span));
    else return column;
    return null;
  }

  /** The value of a numeric expression in each row. */
  private evaluate(node: FormulaNode): Float64Array | null {
    switch (node.kind) {
      case "number":
        return new Float64Array(this.rows.rowCount).fill(node.value);
      case "parenthesis":
        return this.evaluate(node.inner);
      case "sign":
        return this.evaluate(node.operand)?.map((x) => (node.operator === "-" ? -x : x)) ?? null;
      case "name":
      case "series":
        return this.readNumbers(node);
      case "operator":
        if (node.right.kind === "label") return this.readTest(node, node.right);
        return foldChain(
          node,
          (leftmost) => this.evaluate(leftmost),
          (left, link) => this.combine(link, left),
        );
      case "call":
        return this.evaluateCall(node);
      case "label":
      case "broken":
        return null;
    }
  }

  /** `f == "a"`: 1 where the level is that of the label, and 0 elsewhere. */
  private readTest(node: FormulaOf<"operator">, { label, span }: FormulaOf<"label">): Float64Array | null {
    const { left, operator } = node;
    const column = left.kind === "name" ? this.findColumn(left) : undefined;
    if (column === null) return null;
    if (column?.kind !== "factor" || (operator !== "==" && operator !== "!=")) {
      return this.refuse("HP0454", node, [
        `expected a factor and \`==\` or \`!=\` before ${JSON.stringify(label)}, but found \`${printFormula(node)}\``,
        'write I(sex == "male"), I(sex != "male")',
      ]);
    }
    const level = column.levels.indexOf(label);
    // New data need not have all levels of those that the design was made of.
    if (level < 0 && this.given === null) {
      this.problems.push(unknownLabel(label, printFormula(left), column.levels, span));
      return null;
    }
    return Float64Array.from(column.codes, (code) => Number((code === level) === (operator === "==")));
  }

  private readNumbers(node: FormulaOf<"name" | "series">): Float64Array | null {
    const column = this.findColumn(node);
    if (column?.kind !== "factor") return column?.values ?? null;
    return this.refuse("HP0454", node, [
      `expected a column of numbers inside a function, but \`${printFormula(node)}\` is a factor`,
      "factors stand in a design by themselves, or in interactions",
    ]);
  }

  private combine(node: FormulaOf<"operator">, left: Float64Array | null): Float64Array | null {
    const right = this.evaluate(node.right);
    if (!left || !right) return null;
    if (node.operator === ":") {
      return this.refuse("HP0451", node, [
        `expected arithmetic inside a function, but found \`${printFormula(node)}\``,
        "interactions stand outside: log(a):log(b)",
      ]);
    }
    const apply = arithmetic[node.operator];
    const values = left.map((a, i) => apply(a, right[i]!));
    return this.finite(node, values);
  }

  private evaluateCall(node: Call): Float64Array | null {
    const name = node.callee.text;
    if (name === "spline" || codings.some((one) => one === name)) {
      return this.refuse("HP0451", node, [
        `expected \`${name}\` to stand by itself in the design, but it is inside another function`,
        insteadInside(name),
      ]);
    }
    if (!designFunctions.includes(name)) {
      this.problems.push(unknownFunction(name, designFunctions, node.callee.span));
      return null;
    }
    if (!this.hasArguments(node, 1)) return null;
    const values = this.evaluate(node.arguments[0]!);
    if (!values) return null;
    if (name === "center" || name === "scale") return this.standardize(node, values, this.aboutOf(node));
    const transformed = values.map((x) => elementwise[name]!(x));
    return this.finite(node, transformed);
  }

  /** Of a column by itself that has more digits than its values, those. */
  private aboutOf({ arguments: [only] }: Call): Deviations | null {
    const column = only?.kind === "name" ? this.rows.lookup(only.name.text) : null;
    return (this.given === null && column?.kind === "numeric" && column.about) || null;
  }

  private standardize(node: Call, given: Float64Array, about: Deviations | null): Float64Array | null {
    const { counts } = this.rows;
    const isScaled = node.callee.text === "scale";
    const values = about?.values ?? given;
    const own = counts === null ? mean(values) : weightedMean(values, counts);
    const [known, sd] = this.remember(printFormula(node), () => [
      (about?.centre ?? 0) + own,
      isScaled ? Math.sqrt(counts === null ? variance(values) : weightedVariance(values, counts)) : 1,
    ])!;
    const location = about === null ? known : own;
    if (!(sd! > 0) || (isScaled && !this.given && values.every((x) => x === values[0]))) {
      return this.refuse("HP0453", node, [
        `expected values that vary in \`${printFormula(node)}\`, but they are all the same, so that there is no sd to divide by`,
        "remove the term",
      ]);
    }
    return values.map((x) => (x - location!) / sd!);
  }

  private readPolynomials(node: Call): VariableValues | null {
    if (!this.hasArguments(node, 2)) return null;
    const degreeNode = node.arguments[1]!;
    const degree = degreeNode.kind === "number" ? degreeNode.value : Number.NaN;
    if (!Number.isInteger(degree) || degree < 1 || degree > 20) {
      return this.refuse("HP0453", degreeNode, [
        `expected a whole number from 1 to 20 as the degree, but found \`${printFormula(degreeNode)}\``,
        "write poly(x, 2) for a parabola",
      ]);
    }
    const x = this.evaluate(node.arguments[0]!);
    if (!x) return null;
    const known = this.remember(printFormula(node), () => {
      const fitted = fitPolynomials(x, degree, this.rows.counts);
      return fitted && [...fitted.alpha, ...fitted.squaredNorms];
    });
    const argument = printFormula(node.arguments[0]!);
    if (!known) {
      return this.refuse("HP0453", node, [
        `expected more than ${degree} different values of \`${argument}\` for a polynomial of degree ${degree}, but there are ${new Set(x).size}`,
        "lower the degree, or declare the column as a factor and write its name alone",
      ]);
    }
    const basis = { alpha: known.slice(0, degree), squaredNorms: known.slice(degree) };
    const columns = evaluatePolynomials(basis, x);
    return { kind: "numeric", names: columns.map((_, k) => `poly(${argument}).${k + 1}`), columns };
  }

  private readSpline(node: Call): VariableValues | null {
    if (!this.hasArguments(node, 2)) return null;
    const [inner, sizeNode] = node.arguments as [FormulaNode, FormulaNode];
    const size = sizeNode.kind === "number" ? sizeNode.value : Number.NaN;
    if (!Number.isInteger(size) || size < fewestSplines || size > mostSplines) {
      return this.refuse("HP0453", sizeNode, [
        `expected a whole number from ${fewestSplines} to ${mostSplines} as the number of B-splines, but found \`${printFormula(sizeNode)}\``,
        "write spline(x, 10) for a smooth curve",
      ]);
    }
    const x = this.evaluate(inner);
    if (!x) return null;
    const basis = this.remember(printFormula(node), () => fitSplineBasis(x, size, this.rows.counts));
    const argument = printFormula(inner);
    if (!basis) {
      this.problems.push(tooFewForSpline(argument, size, fewestSplines, new Set(x).size, node.span));
      return null;
    }
    const columns = evaluateSplineBasis(basis, x);
    return { kind: "numeric", names: columns.map((_, k) => `spline(${argument}).${k + 1}`), columns };
  }

  private isOfFactor({ arguments: [first] }: Call): boolean {
    return first?.kind === "name" && this.rows.lookup(first.name.text)?.kind === "factor";
  }

  /** `sum(f)`, `helmert(f)`, `poly(f)`, `poly(f, 2)`: a factor by contrasts, whether or not the design has an intercept. */
  private readContrasts(node: Call, coding: Coding): VariableValues | null {
    const [first, second] = node.arguments;
    if (coding !== "poly" && !this.hasArguments(node, 1)) return null;
    const column = first?.kind === "name" ? this.findColumn(first) : null;
    if (first?.kind === "name" && column === null) return null;
    const argument = first === undefined ? "" : printFormula(first);
    if (column?.kind !== "factor") {
      return this.refuse("HP0453", node, [
        `expected a factor in \`${coding}\`, but found \`${argument}\``,
        `write it of a column that is declared as a factor; in a formula of numbers as labels, \`${coding}(factor(${argument}))\``,
      ]);
    }
    const areNumbers = coding === "steps" && column.levels.every(isNumberText);
    if ((coding === "poly" || coding === "steps") && column.order == null && !areNumbers) {
      return this.refuse("HP0453", node, [
        `expected levels in a declared order in \`${coding}\`, but those of \`${argument}\` are in that of their labels`,
        `declare \`${argument}: factor ordered […]\`; in a formula write \`${coding}(ordered(${argument}, levels = […]))\``,
      ]);
    }
    const { levels, codes } = column;
    const degree =
      second === undefined ? levels.length - 1 : second.kind === "number" ? second.value : Number.NaN;
    if (coding === "poly" && !(Number.isInteger(degree) && degree >= 1 && degree < levels.length)) {
      return this.refuse("HP0453", second ?? node, [
        `expected a whole number from 1 to ${levels.length - 1} as the degree, one less than \`${argument}\` has levels`,
        `write poly(${argument}), or with a lower degree poly(${argument}, 1)`,
      ]);
    }
    const coded = contrastColumns(coding, levels, degree);
    return {
      kind: "numeric",
      names: coded.map(({ suffix }) => `${coding}(${argument})${suffix}`),
      columns: coded.map(({ values }) => Float64Array.from(codes, (code) => values[code]!)),
    };
  }

  private remember(text: string, learn: () => readonly number[] | null): readonly number[] | null {
    const known = this.given?.get(text) ?? learn();
    if (known) this.basis.set(text, known);
    return known;
  }

  private hasArguments(node: Call, count: number): boolean {
    if (node.arguments.length === count) return true;
    const name = node.callee.text;
    this.refuse("HP0453", node, [
      `expected ${count === 1 ? "one argument" : "two arguments"} of \`${name}\`, but found ${node.arguments.length}`,
      count === 2 ? `write ${name}(x, ${name === "poly" ? 2 : 10})` : `write ${name}(x)`,
    ]);
    return false;
  }

  /** Null, which is in place of the values. */
  private refuse(code: Parameters<typeof badFormula>[0], { span }: FormulaNode, fix: Fix): null {
    this.problems.push(badFormula(code, span, fix));
    return null;
  }

  private finite(node: FormulaNode, values: Float64Array): Float64Array | null {
    const bad: number[] = [];
    let count = 0;
    for (let row = 0; row < values.length; row++) {
      if (Number.isFinite(values[row])) continue;
      count++;
      if (bad.length < 3) bad.push(this.rows.lines?.[row] ?? row + 1);
    }
    if (count === 0) return values;
    const source = { name: this.rows.name, unit: this.rows.lines ? "line" : "row" } as const;
    this.problems.push(outsideDomain(printFormula(node), bad, count, source, node.span));
    return null;
  }
}

const arithmetic = {
  "+": (a: number, b: number) => a + b,
  "-": (a: number, b: number) => a - b,
  "*": (a: number, b: number) => a * b,
  "/": (a: number, b: number) => a / b,
  "^": power,
  "<": (a: number, b: number) => Number(a < b),
  "<=": (a: number, b: number) => Number(a <= b),
  ">": (a: number, b: number) => Number(a > b),
  ">=": (a: number, b: number) => Number(a >= b),
  "==": (a: number, b: number) => Number(a === b),
  "!=": (a: number, b: number) => Number(a !== b),
};
