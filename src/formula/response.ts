/** The left side of a formula: a column, what it is made of, `cbind(k, n - k)`, and what is said of it behind a bar, `y | trials(n)`. */

import { printFormula } from "../data/design/print-formula.ts";
import { parseFormula, parseFormulaArgument, parseLevels } from "../language/formula.ts";
import type { FormulaNode, Identifier } from "../language/syntax.ts";
import { describeToken, identifier, type TokenCursor } from "../language/token-cursor.ts";
import { partsOf } from "./named-columns.ts";
import { notAResponse, notOffered, responseWanted, unknownAddition } from "./problems.ts";
import { missingInside } from "./problems-missing.ts";
import type { Response } from "./syntax.ts";

/** Names that Bambi has for successes out of a number of trials. */
const proportions = ["p", "prop", "proportion"];

/** What stands behind the bar of a response, as brms has it, and what is not offered of it. */
const additions = ["trials", "se", "weights", "cens", "trunc", "thres", "mi"];
const otherAdditions: Readonly<Record<string, string>> = {
  subset: "leave rows out of the table",
  rate: "write `offset(log(…))` on the right side",
  cat: "leave it out; the categories of an ordinal outcome are counted, or listed by `ordered(y, levels = […])`",
};

/** A column of which nothing is said. */
const plain = {
  isLogarithm: false,
  success: null,
  trials: null,
  failures: null,
  otherCounts: null,
  standardError: null,
  censoring: null,
  truncation: null,
  weights: null,
  order: null,
  thresholds: null,
  mayBeMissing: false,
};

/** Reads responses where the cursor stands. */
export class ResponseReader {
  private readonly cursor: TokenCursor;

  constructor(cursor: TokenCursor) {
    this.cursor = cursor;
  }

  /** One, or those of `mvbind(y1, y2)`, of all of which is said what stands behind a bar. Null where something is wrong, which the cursor was told. */
  readAll(): readonly Response[] | null {
    const { cursor } = this;
    const isBound = cursor.atName("mvbind") && cursor.ahead(1).text === "(";
    const columns = isBound ? this.readBound() : [];
    const [first, ...others] = columns;
    if (isBound && first === undefined) return null;
    const response = first === undefined ? this.read() : this.withAdditions({ ...plain, column: first });
    return response && [response, ...others.map((column) => ({ ...response, column }))];
  }

  /** `mvbind(y1, y2)`, from its name on. */
  private readBound(): readonly Identifier[] {
    const { cursor } = this;
    const remedy =
      "write the columns of the outcomes, `mvbind(y1, y2) ~ x`; others are made as a column of the table";
    cursor.next();
    cursor.next();
    const columns: Identifier[] = [];
    do columns.push(cursor.expectName("a column", remedy));
    while (!cursor.isBroken && cursor.accept(","));
    cursor.expect(")", remedy);
    return cursor.isBroken ? [] : columns;
  }

  /** Null where something is wrong, which the cursor was told. */
  private read(): Response | null {
    const { cursor } = this;
    if (!cursor.atName()) {
      cursor.fail(responseWanted(cursor.current.span, describeToken(cursor.current)));
      return null;
    }
    const first = identifier(cursor.next());
    if (cursor.at("(") && (first.text === "ordered" || first.text === "factor"))
      return this.readOrdered(first);
    if (cursor.at("(")) return this.readCall(first);
    if (cursor.accept("==")) {
      const label = cursor.next();
      return this.withAdditions({ ...plain, column: first, success: identifier(label) });
    }
    return this.withAdditions({ ...plain, column: first });
  }

  /** `ordered(y, levels = [low, high])`; `factor(y)` is the column itself. */
  private readOrdered(callee: Identifier): Response | null {
    const node = parseLevels(this.cursor, callee);
    const names =
      node.kind === "call" ? node.arguments.flatMap((one) => (one.kind === "name" ? [one.name] : [])) : [];
    const [column, ...labels] = names;
    if (this.cursor.isBroken || column === undefined) return null;
    if (labels.length === 0) {
      this.cursor.fail(notAResponse(node.span, callee.text));
      return null;
    }
    return this.withAdditions({ ...plain, column, order: labels.map(({ text }) => text) });
  }

  /** `thres(gr = item)`, `thres(4)`, `thres(4, gr = item)`, from `(` on. */
  private readThresholds(): Response["thresholds"] {
    const { cursor } = this;
    const remedy = "write `thres(gr = item)` for thresholds of each item, `thres(4)` for four of them";
    let [count, group]: [number | null, Identifier | null] = [null, null];
    cursor.expect("(", remedy);
    do {
      if (cursor.isBroken) return null;
      const { kind, text } = cursor.current;
      if (kind === "number" && /^[1-9][0-9]?$/.test(text) && count === null)
        count = Number(cursor.next().text);
      else if (cursor.acceptName("gr")) {
        cursor.expect("=", remedy);
        group = cursor.expectName("a factor", remedy);
      } else cursor.failExpecting("`gr = item`, or a number of thresholds", remedy);
    } while (cursor.accept(","));
    cursor.expect(")", remedy);
    return cursor.isBroken ? null : { count, group };
  }

  /** `log(y)`, `cbind(successes, failures)`, `cbind(a, b, c)` */
  private readCall(callee: Identifier): Response | null {
    const { cursor } = this;
    cursor.expect("(", "");
    const first = parseFormulaArgument(cursor, null);
    const second = cursor.accept(",") ? parseFormula(cursor) : null;
    const more: FormulaNode[] = [];
    while (second !== null && cursor.accept(",")) more.push(parseFormula(cursor));
    cursor.expect(")", "write a column, or `cbind(successes, failures)`");
    if (cursor.isBroken) return null;
    if (first.kind !== "name") {
      cursor.fail(notAResponse(cursor.spanFrom(callee.span), callee.text));
      return null;
    }
    const column = first.name;
    if (second !== null && more.length > 0) {
      const names = [second, ...more].flatMap((node) => (node.kind === "name" ? [node.name] : []));
      if (callee.text === "cbind" && names.length > more.length)
        return { ...plain, column, otherCounts: names };
      cursor.fail(notAResponse(cursor.spanFrom(callee.span), callee.text));
      return null;
    }
    if (callee.text === "log" && second === null)
      return this.withAdditions({ ...plain, column, isLogarithm: true });
    if (callee.text === "mi" && second === null)
      return this.withAdditions({ ...plain, column, mayBeMissing: true });
    // `p(k, n)` of Bambi
    if (proportions.includes(callee.text) && second !== null) return { ...plain, column, trials: second };
    if (callee.text === "cbind" && second?.kind === "name")
      return { ...plain, column, failures: second.name };
    // `cbind(k, n - k)` is k of n.
    const isRest = second?.kind === "operator" && second.operator === "-" && second.right.kind === "name";
    if (callee.text === "cbind" && isRest && second.right.name.text === column.text)
      return { ...plain, column, trials: second.left };
    cursor.fail(notAResponse(cursor.spanFrom(callee.span), callee.text));
    return null;
  }

  private withAdditions(response: Response): Response | null {
    const { cursor } = this;
    let found = response;
    if (!cursor.accept("|")) return found;
    do {
      const name = cursor.expectName("`trials(…)`, `se(…)` or `weights(…)`", "write `y | trials(n) ~ …`");
      if (cursor.isBroken) return null;
      if (!additions.includes(name.text)) {
        const other = Object.hasOwn(otherAdditions, name.text) ? otherAdditions[name.text]! : null;
        cursor.fail(
          other === null ? unknownAddition(name.span, name.text) : notOffered(name.span, name.text, other),
        );
        return null;
      }
      if (name.text === "thres") {
        found = { ...found, thresholds: this.readThresholds() };
        if (cursor.isBroken) return null;
        continue;
      }
      cursor.expect("(", `write \`${name.text}(column)\``);
      if (name.text === "mi" && cursor.accept(")")) {
        found = { ...found, mayBeMissing: true };
        continue;
      }
      const added = cursor.isBroken ? null : this.readAddition(found, name);
      if (added === null) return null;
      found = added;
    } while (cursor.accept("+") || cursor.accept(","));
    return found;
  }

  /** What stands in the parentheses, and behind them. */
  private readAddition(found: Response, name: Identifier): Response | null {
    const { cursor } = this;
    if (name.text === "trunc") return this.readTruncation(found);
    const inner = parseFormulaArgument(cursor, null);
    const end =
      name.text === "cens" && cursor.accept(",")
        ? cursor.expectName("a column", "write `y | cens(status, end)`")
        : null;
    cursor.expect(")", `write \`${name.text}(column)\``);
    if (cursor.isBroken) return null;
    const span = cursor.spanFrom(name.span);
    if (name.text === "cens") return { ...found, censoring: { status: inner, end, span } };
    if (name.text === "trials") return { ...found, trials: inner };
    if (name.text === "weights" && isArithmetic(inner)) return { ...found, weights: inner };
    if (name.text === "se" && inner.kind === "name") return { ...found, standardError: inner.name };
    if (name.text === "mi") cursor.fail(missingInside(inner.span));
    else cursor.fail(unknownAddition(inner.span, `${name.text}(${printFormula(inner)})`));
    return null;
  }

  /** `lb = 0, ub = 10`: one or both, in this order or by their names. */
  private readTruncation(found: Response): Response | null {
    const { cursor } = this;
    const bounds: { lower: FormulaNode | null; upper: FormulaNode | null } = { lower: null, upper: null };
    const hint = "write `y | trunc(lb = 0)`, `y | trunc(lb = 0, ub = 10)`";
    do {
      const end = cursor.expectName("`lb` or `ub`", hint);
      if (cursor.isBroken || !(end.text === "lb" || end.text === "ub")) {
        cursor.fail(unknownAddition(end.span, end.text));
        return null;
      }
      cursor.expect("=", hint);
      if (cursor.isBroken) return null;
      bounds[end.text === "lb" ? "lower" : "upper"] = parseFormula(cursor);
    } while (!cursor.isBroken && cursor.accept(","));
    cursor.expect(")", hint);
    return cursor.isBroken ? null : { ...found, truncation: bounds };
  }
}

/** Columns, numbers and arithmetic on them, as expressions of the language have it. */
export function isArithmetic(node: FormulaNode): boolean {
  const isPlain = node.kind !== "call" && node.kind !== "broken";
  const isCross = node.kind === "operator" && node.operator === ":";
  return isPlain && !isCross && partsOf(node).every(isArithmetic);
}
