/**
 * What stands between two semicolons or line ends: `y ~ x`, `sigma ~ z`, `mvbind(y1, y2) ~ x`, and what brms writes around formulas,
 * `bf(y1 ~ x, sigma ~ z) + bf(y2 ~ x, family = poisson()) + set_rescor(FALSE)`, `mvbf(bf(y1 ~ x), bf(y2 ~ z), rescor = TRUE)`.
 */

import type { Token } from "../language/lexer.ts";
import type { FormulaNode, FormulaOf } from "../language/syntax.ts";
import { describeToken, identifier, type TokenCursor } from "../language/token-cursor.ts";
import type { Span } from "../problems/problem.ts";
import { extraNamed, familyNamed } from "./families.ts";
import { FormulaList, type ListedFormula } from "./formula-list.ts";
import { tildeWanted, twoFormulas, unknownArgument } from "./problems.ts";
import { notInBrackets } from "./problems-outcomes.ts";
import { ResponseReader } from "./response.ts";
import type { Predictor } from "./syntax.ts";

const brackets: readonly string[] = ["bf", "brmsformula"];
const outerBrackets: readonly string[] = ["mvbf", "mvbrmsformula"];
const truths: Readonly<Record<string, boolean>> = { TRUE: true, T: true, FALSE: false, F: false };
const eitherOr = "write `set_rescor(TRUE)` or `set_rescor(FALSE)`";

/** Reads statements where the cursor stands; `readPredictor` reads the right side of a formula. */
export class StatementReader {
  readonly list = new FormulaList();
  private readonly cursor: TokenCursor;
  private readonly readPredictor: () => Predictor;
  private readonly responses: ResponseReader;

  constructor(cursor: TokenCursor, readPredictor: () => Predictor) {
    this.cursor = cursor;
    this.readPredictor = readPredictor;
    this.responses = new ResponseReader(cursor);
  }

  /** One statement, to its end. */
  read(): void {
    const { cursor } = this;
    if (this.atCall([...brackets, ...outerBrackets, "set_rescor"])) {
      do this.readCall();
      while (!cursor.isBroken && cursor.accept("+"));
      if (!cursor.isBroken && !cursor.atLineEnd())
        cursor.fail(notInBrackets(cursor.current.span, `${describeToken(cursor.current)} behind it`));
      return;
    }
    if (this.list.hasOutcome && this.atOther()) this.readOther();
    else this.readFormula();
    if (!cursor.isBroken && !cursor.atLineEnd())
      cursor.failExpecting(
        "an operator",
        cursor.at("|") ? "write group terms in brackets: `y ~ x + (1 | g)`" : "join terms with `+`",
      );
  }

  /** `set_rescor(TRUE)` as a term of a sum. */
  noteTerm({ arguments: given, span }: FormulaOf<"call">): void {
    const [argument] = given;
    const word = argument?.kind === "name" ? argument.name.text : "";
    this.note(given.length === 1 ? word : "", span);
  }

  private note(word: string, span: Span): void {
    const areCorrelated = Object.hasOwn(truths, word) ? truths[word] : undefined;
    const { cursor, list } = this;
    if (areCorrelated === undefined)
      cursor.fail(notInBrackets(span, "something else than TRUE or FALSE for residuals"));
    else if (list.residuals !== null && list.residuals.areCorrelated !== areCorrelated)
      cursor.fail(twoFormulas(span, "set_rescor"));
    else list.residuals = { areCorrelated, span };
  }

  private atCall(names: readonly string[]): boolean {
    const { current } = this.cursor;
    return current.kind === "name" && names.includes(current.text) && this.cursor.ahead(1).text === "(";
  }

  /** `bf(…)`, `mvbf(…)`, `set_rescor(…)`, and what belongs to the formula before it: `lf(sigma ~ z)`, `student()`. */
  private readCall(): void {
    const { cursor } = this;
    const { last } = this.list;
    if (this.atCall(brackets)) this.readBrackets();
    else if (last !== null && this.atCall(["lf"]) && extraNamed(cursor.ahead(2).text) !== null) {
      cursor.next();
      cursor.next();
      this.readOther(last);
      cursor.expect(")", "write `lf(sigma ~ x)`");
    } else if (last !== null && familyNamed(cursor.current.text) !== null) last.family = this.readFamily();
    else if (this.atCall(outerBrackets)) this.readOuterBrackets();
    else if (this.atCall(["set_rescor"])) {
      const { span } = cursor.next();
      cursor.next();
      const { text } = cursor.expectName("`TRUE` or `FALSE`", eitherOr);
      cursor.expect(")", eitherOr);
      if (!cursor.isBroken) this.note(text, cursor.spanFrom(span));
    } else cursor.fail(notInBrackets(cursor.current.span, `${describeToken(cursor.current)} behind it`));
  }

  /** `bf(y ~ x, sigma ~ z, family = student())`, from its name on. */
  private readBrackets(): void {
    const { cursor } = this;
    const callee = cursor.next().text;
    cursor.next();
    const formula = this.readFormula();
    while (formula !== null && !cursor.isBroken && cursor.accept(",")) {
      if (cursor.ahead(1).text === "=") this.readOption(callee, formula);
      else if (extraNamed(cursor.current.text) !== null) this.readOther(formula);
      else cursor.fail(notInBrackets(cursor.current.span, `another one of ${describeToken(cursor.current)}`));
    }
    cursor.expect(")", "write `)` behind the formula and what belongs to it");
  }

  /** `mvbf(bf(y1 ~ x), y2 ~ z, rescor = TRUE)`, from its name on. */
  private readOuterBrackets(): void {
    const { cursor } = this;
    const callee = cursor.next().text;
    cursor.next();
    do {
      const isOption = cursor.ahead(1).text === "=";
      if (isOption && cursor.atName("rescor")) {
        const { span } = cursor.next();
        cursor.next();
        this.note(cursor.expectName("`TRUE` or `FALSE`", eitherOr).text, span);
      } else if (isOption) this.readOption(callee, null);
      else if (this.atCall(brackets)) this.readBrackets();
      else this.readFormula();
    } while (!cursor.isBroken && cursor.accept(","));
    cursor.expect(")", "write `)` behind the formulas");
  }

  /** `family = poisson()` */
  private readOption(callee: string, formula: ListedFormula | null): void {
    const { cursor } = this;
    const name = identifier(cursor.next());
    cursor.next();
    const text = this.readFamily();
    if (name.text !== "family" || formula === null)
      cursor.fail(unknownArgument(name.span, callee, name.text, text));
    else formula.family = text;
  }

  /** `poisson`, `student(4)`, `binomial(link = "probit")`; `poisson()` is `poisson`. */
  private readFamily(): string {
    const { cursor } = this;
    const tokens: Token[] = [];
    for (let depth = 0; !cursor.atLineEnd(); tokens.push(cursor.next())) {
      if (depth === 0 && [",", ")", "+"].some((end) => cursor.at(end))) break;
      if (cursor.at("(")) depth++;
      if (cursor.at(")")) depth--;
    }
    const text = tokens.map((token) => token.text).join("");
    return text.replace(/\(\)$/, "");
  }

  /** Of what a family has besides: `sigma ~ x`, `sigma(y) ~ x`. */
  private atOther(): boolean {
    const { cursor } = this;
    if (extraNamed(cursor.current.text) === null) return false;
    const isNamed = cursor.ahead(1).text === "(" && cursor.ahead(3).text === ")";
    return cursor.ahead(isNamed ? 4 : 1).text === "~";
  }

  /** `formula` is that in whose brackets it stands. */
  private readOther(formula: ListedFormula | null = null): void {
    const { cursor } = this;
    const { text, span } = cursor.next();
    const key = extraNamed(text)!;
    const hasOutcome = formula === null && cursor.accept("(");
    const outcome = hasOutcome ? cursor.expectName("an outcome", `write \`${text}(y) ~ x\``) : null;
    if (hasOutcome) cursor.expect(")", `write \`${text}(y) ~ x\``);
    if (!cursor.isBroken && !cursor.accept("~")) cursor.fail(tildeWanted(cursor.current.span));
    if (cursor.isBroken) return;
    const predictor = { ...this.readPredictor(), span };
    if (cursor.isBroken) return;
    if (formula === null) this.list.addOther({ key, outcome, predictor });
    else if (formula.others.has(key)) cursor.fail(twoFormulas(span, key));
    else formula.others.set(key, predictor);
  }

  /** Null where something is wrong, which the cursor was told. */
  private readFormula(): ListedFormula | null {
    const { cursor } = this;
    const { span } = cursor.current;
    const isOfCall = cursor.atName("mi");
    const responses = this.responses.readAll();
    if (!cursor.isBroken && !cursor.accept("~")) cursor.fail(tildeWanted(cursor.current.span));
    const location = cursor.isBroken ? null : this.readPredictor();
    if (cursor.isBroken || responses === null || location === null) return null;
    const formula: ListedFormula = { responses, location, isOfCall, others: new Map(), family: null, span };
    this.list.add(formula);
    return formula;
  }
}

/** `set_rescor(TRUE)` */
export function isOfResiduals(node: FormulaNode): node is FormulaOf<"call"> {
  return node.kind === "call" && node.callee.text === "set_rescor";
}

/** Without line breaks within brackets, where formulas in them begin lines of their own. */
export function withoutInnerBreaks(tokens: readonly Token[]): readonly Token[] {
  const all = [...brackets, ...outerBrackets];
  const isBracketed = tokens.some(
    ({ kind, text }, i) => kind === "name" && all.includes(text) && tokens[i + 1]?.text === "(",
  );
  if (!isBracketed) return tokens;
  let depth = 0;
  return tokens.filter(({ kind, text }) => {
    if (kind === "operator" && text === "(") depth++;
    if (kind === "operator" && text === ")") depth--;
    return kind !== "newline" || depth <= 0;
  });
}
