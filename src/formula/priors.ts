/**
 * Priors of a formula's parameters: the defaults, and what `--prior` changes of them.
 *
 * Each parameter has keys by which it is named, the narrowest first: `sd(Subject, Days)`, `sd(Subject)`, `sd`.
 */

import { printNumber } from "../language/print-expression.ts";
import { normalQuantile } from "../numeric/error-function.ts";
import { log } from "../numeric/logarithm.ts";
import type { Problem } from "../problems/problem.ts";
import { unknownPrior, unreadPrior } from "./problems.ts";

/** A distribution with its arguments as written. */
export interface PriorText {
  readonly distribution: string;
  readonly arguments: readonly string[];
}

/** One number that has a prior. */
export interface PriorSlot {
  readonly keys: readonly string[];
  readonly prior: PriorText;
}

/** A vector whose elements have priors. */
export interface PriorVector {
  readonly name: string;
  readonly plate: string;
  readonly labels: readonly string[];
  /** A plate before it, of whose every level the priors are. */
  readonly outer?: string;
}

/** What may stand before the name of a prior, the narrowest first: `tarsus.` and nothing, of `tarsus.b` and `b`. */
export type PriorScopes = readonly string[];

/** The names of a prior, the narrowest first, in each scope. */
export function scoped(scopes: PriorScopes, ...keys: readonly string[]): string[] {
  return scopes.flatMap((scope) => keys.map((key) => `${scope}${key}`));
}

/** What a user has said. */
interface Override {
  readonly key: string;
  readonly prior: PriorText;
}

const call = /^([\p{L}_]\w*)\((.*)\)$/u;
const assignment = /^([^()=~]+(?:\((?:[^()]|\([^()]*\))*\))?)\s*[=~]\s*(\w+\(.*\))$/u;
const quantile = /^(.+?)\s*<\s*([\d.eE+-]+)\s+with\s+([\d.eE+-]+)$/u;

/** `normal(0, 5)` */
export function priorText(text: string): PriorText {
  const [, distribution = text, inner = ""] = call.exec(text.trim()) ?? [];
  const list = splitArguments(inner);
  return { distribution, arguments: inner.trim() === "" ? [] : list };
}

/** By the commas that stand in no brackets. */
function splitArguments(inner: string): readonly string[] {
  const list: string[] = [""];
  let depth = 0;
  for (const sign of inner) {
    if ("([".includes(sign)) depth++;
    if (")]".includes(sign)) depth--;
    if (sign === "," && depth === 0) list.push("");
    else list[list.length - 1] += sign;
  }
  return list.map((one) => one.trim());
}

/** Whether two are one distribution with arguments that a list may have. */
function isAlike(one: PriorText, other: PriorText): boolean {
  if (printPrior(one) === printPrior(other)) return true;
  const isPlain = [...one.arguments, ...other.arguments].every((text) => !/[([:]/.test(text));
  return (
    isPlain && one.distribution === other.distribution && one.arguments.length === other.arguments.length
  );
}

/** The first of those that stand there most often. */
function mostOften(all: readonly PriorText[]): PriorText {
  const texts = all.map(printPrior);
  const countOf = (text: string): number => texts.filter((one) => one === text).length;
  return all.reduce((most, one) => (countOf(printPrior(one)) > countOf(printPrior(most)) ? one : most));
}

/** Priors that are asked for, of those that there are; each that was used is left out of `unused`. */
export class ChosenPriors {
  private readonly problems: Problem[] = [];
  private readonly overrides: readonly Override[];
  private readonly used = new Set<Override>();
  private readonly known = new Set<string>();

  constructor(texts: readonly string[]) {
    const overrides: Override[] = [];
    for (const text of texts) {
      const override = readOverride(text);
      if (override === null) this.problems.push(unreadPrior(text));
      else overrides.push(override);
    }
    this.overrides = overrides;
  }

  /** The prior of a number: the last one that names it by its narrowest key, or the default. */
  of({ keys, prior }: PriorSlot): PriorText {
    const chosen = keys.map((key) => {
      this.known.add(key);
      const named = this.overrides.filter((one) => one.key === keyOf(key));
      for (const one of named) this.used.add(one);
      return named.at(-1);
    });
    return chosen.find((one) => one !== undefined)?.prior ?? prior;
  }

  /** The prior of one number. */
  textOf(slot: PriorSlot): string {
    return printPrior(this.of(slot));
  }

  /**
   * Statements of a vector over `plate` whose elements, which have these labels, have these priors: one with lists where arguments differ,
   * or, of several distributions, one of all and those of the elements that differ from it.
   */
  vectorStatements(
    { name, plate, labels, outer }: PriorVector,
    slots: readonly PriorSlot[],
    label = "",
  ): readonly string[] {
    const all = slots.map((slot) => this.of(slot));
    const general = all[0]!;
    const before = outer === undefined ? "" : `${outer}, `;
    const statement = `${name}[${before}${plate}] ~ `;
    if (all.every((one) => isAlike(one, general))) {
      const values = general.arguments.map((_, i) => {
        const list = all.map((one) => one.arguments[i]!);
        return list.every((one) => one === list[0]) ? list[0]! : `[${list.join(", ")}]`;
      });
      return [`${statement}${printPrior({ ...general, arguments: values })}${label}`];
    }
    const most = mostOften(all);
    const others = all.flatMap((one, k) =>
      printPrior(one) === printPrior(most)
        ? []
        : [`${name}[${before}${JSON.stringify(labels[k])}] ~ ${printPrior(one)}`],
    );
    return [`${statement}${printPrior(most)}${label}`, ...others];
  }

  /** The prior of the intraclass correlation of a group, if it was asked for. */
  iccOf(group: string): PriorText | null {
    const slot = { keys: [`icc(${group})`], prior: { distribution: "", arguments: [] } };
    const { distribution, ...rest } = this.of(slot);
    return distribution === "" ? null : { distribution, ...rest };
  }

  /** What was asked for and is of no parameter, once all have been asked, with what is wrong with the rest. */
  allProblems(): readonly Problem[] {
    const others = this.overrides.filter((one) => !this.used.has(one));
    return [...this.problems, ...others.map(({ key }) => unknownPrior(key, [...this.known]))];
  }
}

/** `normal(0, 5)` */
export function printPrior({ distribution, arguments: list }: PriorText): string {
  return `${distribution}(${list.join(", ")})`;
}

/** What is folded at 0 for an sd, as brms means it: `sd = normal(0, 2)`. */
const folded: Readonly<Record<string, string>> = {
  normal: "half_normal",
  student_t: "half_student_t",
  cauchy: "half_cauchy",
};

function halved(key: string, prior: PriorText): PriorText {
  const half = Object.hasOwn(folded, prior.distribution) ? folded[prior.distribution] : undefined;
  const location = prior.distribution === "student_t" ? 1 : 0;
  const isOfSd = /^(?:[\p{L}\p{N}_ ]+\.)*(?:sds?(?![\p{L}\p{N}_])|sigma$)/u.test(key);
  if (half === undefined || !isOfSd || Number(prior.arguments[location]) !== 0) return prior;
  return { distribution: half, arguments: prior.arguments.filter((_, i) => i !== location) };
}

function readOverride(text: string): Override | null {
  const [, name, value] = assignment.exec(text.trim()) ?? [];
  if (name !== undefined && value !== undefined)
    return { key: keyOf(name), prior: halved(keyOf(name), priorText(value)) };
  const [, positive, limit, probability] = quantile.exec(text.trim()) ?? [];
  const [most, share] = [Number(limit), Number(probability)];
  const isPositive =
    positive !== undefined &&
    /^(?:[\p{L}\p{N}_ ]+\.)*(?:sds?|sigma|σ)(?![\p{L}\p{N}_.])/u.test(positive.trim());
  if (!isPositive || !(most > 0) || !(share > 0 && share < 1)) return null;
  // P(|z| < limit / scale) = share
  const scale = most / normalQuantile((1 + share) / 2);
  return { key: keyOf(positive), prior: { distribution: "half_normal", arguments: [rounded(scale, 4)] } };
}

/** Without blanks; `σ` is `sigma`. */
function keyOf(text: string): string {
  const plain = text
    .replace(/\s+/g, "")
    .replace(/Intercept/g, "intercept")
    .replace(/^b\(intercept\)$/, "intercept");
  const sorted = plain.replace(/[^(),]+:[^(),]+/g, (one) => one.split(":").sort().join(":"));
  return sorted.replace("σ", "sigma").replace("ν", "nu").replace("φ", "phi");
}

/** As exact as a prior of this width needs it. */
export function roundedWithin(value: number, width: number): string {
  const digits = Math.ceil(log(Math.abs(value) / width) / Math.LN10) + 2;
  return rounded(value, Number.isFinite(digits) ? Math.min(17, Math.max(3, digits)) : 3);
}

/** So many significant digits. */
export function rounded(value: number, digits = 2): string {
  return printNumber(Number(value.toPrecision(digits)));
}
