/**
 * Values that are given to parameters in place of draws from their priors: read by name, checked against what the priors admit, and laid
 * out as the generative model has them.
 *
 * What is given says nothing of what is not: a parameter that is drawn has its prior given the values above it, as the statements of the
 * model have it, and is not conditioned on given values below it.
 */

import type { ParameterStatement } from "../language/checked-model.ts";
import { canonicalName } from "../language/names.ts";
import { mentionedQuantities } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type Domain, labelsAt } from "../model/domains.ts";
import { contains, describeInterval, supportReader } from "../model/supports.ts";
import { choleskyFactor } from "../numeric/cholesky.ts";
import { variableName } from "../predictor/hidden-variable.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import { unknownValue, valueNotGiven, valueOutside, valuesIncomplete } from "./problems-truth.ts";

/**
 * By name of a parameter (`σ_b`, one number for all elements, or an array of all, the last plate fastest) or of one element (`b[A]`); Greek
 * letters may be spelled out. Later entries count above earlier ones.
 */
export type GivenValues = Readonly<Record<string, number | ArrayLike<number>>>;

/**
 * By parameter its elements, NaN where they are drawn: all of its domain; of correlation matrices the lower Cholesky factors, row by row, one
 * matrix after another.
 */
export type FixedValues = ReadonlyMap<string, Float64Array>;

/** How the elements of a parameter are drawn: alone, or so many together. */
interface Layout {
  readonly statement: ParameterStatement;
  readonly domain: Domain;
  readonly width: number;
  readonly kind: "single" | "vector" | "simplex" | "ordered" | "correlation";
}

/** The problems say what is wrong with names and values; `fixed` is of use where there are none. */
export function fixValues(
  model: BoundModel,
  given: GivenValues,
): { readonly fixed: FixedValues; readonly problems: readonly Problem[] } {
  const reader = new ValueReader(model);
  for (const [name, value] of Object.entries(given)) reader.read(name, value);
  return { fixed: reader.finish(), problems: reader.problems };
}

/** Whether every element of a parameter is given. */
export function isFixed(fixed: FixedValues, name: string): boolean {
  return fixed.get(name)?.every((value) => !Number.isNaN(value)) === true;
}

class ValueReader {
  readonly problems: Problem[] = [];
  private readonly model: BoundModel;
  private readonly layouts: ReadonlyMap<string, Layout>;
  private readonly values = new Map<string, Float64Array>();
  /** By parameter the places of its elements, by their labels as they are written. */
  private readonly places = new Map<string, ReadonlyMap<string, number>>();

  constructor(model: BoundModel) {
    this.model = model;
    const parameters = model.checked.statements.filter((one) => one.kind === "parameter");
    this.layouts = new Map(parameters.map((one) => [one.name, layoutOf(model, one)]));
  }

  read(written: string, value: number | ArrayLike<number>): void {
    const [, name = written, inside] = /^([^[]*)\[(.*)\]$/s.exec(written.trim()) ?? [];
    const known = [...this.layouts.keys()];
    const same = (one: string): boolean => canonicalName(one) === canonicalName(name.trim());
    const layout = this.layouts.get(known.find(same) ?? "");
    if (layout === undefined) this.problems.push(this.refuse(name.trim(), same, known));
    else if (inside === undefined) this.fillAll(layout, value);
    else this.fillElement(layout, written, inside, value);
  }

  private refuse(name: string, same: (one: string) => boolean, known: readonly string[]): Problem {
    const { statements } = this.model.checked;
    const definition = statements.find((one) => one.kind === "definition" && same(one.name));
    if (definition?.kind === "definition") {
      const others = mentionedQuantities(definition.value).filter((one) => this.layouts.has(one));
      return valueNotGiven(definition.name, false, [...new Set(others)]);
    }
    const outcomes = statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : []));
    const outcome = outcomes.find(same);
    if (outcome !== undefined) return valueNotGiven(outcome, true, known);
    return unknownValue(name, nearestOf(name, known), known);
  }

  private fillAll(layout: Layout, value: number | ArrayLike<number>): void {
    const { statement, domain, kind, width } = layout;
    const all = this.valuesOf(layout);
    if (typeof value !== "number" && value.length !== domain.size) {
      const found = `${value.length} ${value.length === 1 ? "was" : "were"} given`;
      const wanted = `${domain.size} ${domain.size === 1 ? "number" : "numbers"}`;
      const example = domain.size === 1 ? `${statement.name} = 1` : `${statement.name} = [1, …]`;
      this.problems.push(valuesIncomplete(statement.name, found, wanted, example));
      return;
    }
    if (typeof value !== "number") all.set(value);
    else all.fill(value);
    if (kind === "correlation" && typeof value === "number") setDiagonals(all, width);
  }

  private fillElement(
    layout: Layout,
    written: string,
    inside: string,
    value: number | ArrayLike<number>,
  ): void {
    const { statement, domain, kind, width } = layout;
    const element = this.placeOf(layout, inside);
    if (element === undefined) {
      const names = [...this.elementNames(layout).keys()].map((labels) => `${statement.name}[${labels}]`);
      this.problems.push(unknownValue(written.trim(), nearestOf(written, names), names));
      return;
    }
    if (typeof value !== "number") {
      const example = `${statement.name}[${inside}] = 1`;
      this.problems.push(valuesIncomplete(written, `${value.length} were given`, "one number", example));
      return;
    }
    const all = this.valuesOf(layout);
    all[element] = value;
    if (kind !== "correlation" || domain.size === 0) return;
    const [start, rest] = [element - (element % (width * width)), element % (width * width)];
    all[start + (rest % width) * width + Math.trunc(rest / width)] = value;
  }

  /** By the labels as they stand in the names of variables; Greek letters may be spelled out, labels stand in quotes. */
  private placeOf(layout: Layout, inside: string): number | undefined {
    const names = this.elementNames(layout);
    const bare = inside
      .split(",")
      .map((label) => label.trim().replace(/^"(.*)"$/s, "$1"))
      .join(",");
    const exact = names.get(inside) ?? names.get(bare);
    if (exact !== undefined) return exact;
    const wanted = canonicalName(bare);
    const same = [...names].filter(([labels]) => canonicalName(labels) === wanted);
    return same.length === 1 ? same[0]![1] : undefined;
  }

  private elementNames({ statement, domain }: Layout): ReadonlyMap<string, number> {
    const known = this.places.get(statement.name);
    if (known !== undefined) return known;
    const labels = Array.from({ length: domain.axes.length === 0 ? 0 : domain.size }, (_, i) => i);
    const made = new Map(labels.map((i) => [labelsAt(domain, i).join(","), i]));
    this.places.set(statement.name, made);
    return made;
  }

  private valuesOf({ statement, domain, kind, width }: Layout): Float64Array {
    const known = this.values.get(statement.name);
    if (known !== undefined) return known;
    const made = new Float64Array(domain.size).fill(Number.NaN);
    if (kind === "correlation") setDiagonals(made, width);
    this.values.set(statement.name, made);
    return made;
  }

  /** What was read, where it is as the priors want it. */
  finish(): FixedValues {
    for (const [name, values] of this.values) {
      const layout = this.layouts.get(name)!;
      const told = this.problems.length;
      if (layout.width > 1) this.checkTogether(layout, values);
      if (this.problems.length === told) this.checkSupports(layout, values);
    }
    return this.values;
  }

  private checkSupports({ statement, domain, kind }: Layout, values: Float64Array): void {
    if (kind === "correlation") return;
    const intervalAt = supportReader(this.model, statement.distribution, domain);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      // What is not given is NaN; so is what a script gives as NaN, which is drawn then.
      if (Number.isNaN(value) || (Number.isFinite(value) && contains(intervalAt(i), value))) continue;
      const name = variableName(statement.name, labelsAt(domain, i));
      this.problems.push(valueOutside(name, value, this.priorOf(statement), describeInterval(intervalAt(i))));
      return;
    }
  }

  /** Vectors and matrices are drawn as wholes, and given as wholes. */
  private checkTogether(layout: Layout, values: Float64Array): void {
    const { statement, kind, width } = layout;
    const size = kind === "correlation" ? width * width : width;
    for (let start = 0; start < values.length; start += size) {
      const own = values.subarray(start, start + size);
      const isGiven = (value: number): boolean => !Number.isNaN(value);
      const count = own.filter(isGiven).length;
      if (count === 0 || (count === width && isIdentity(own, kind, width))) {
        // Nothing but the diagonal: it is drawn.
        own.fill(Number.NaN);
        continue;
      }
      if (count < size) {
        const gap = start + own.findIndex((value) => !isGiven(value));
        const missing = variableName(statement.name, labelsAt(layout.domain, gap));
        const wanted = "all of its elements, as they are drawn together";
        this.problems.push(
          valuesIncomplete(statement.name, `\`${missing}\` was not given`, wanted, `${missing} = 0`),
        );
        return;
      }
      const fault = faultOf(own, kind, width);
      if (fault === null) continue;
      const [at, wanted] = fault;
      const name = variableName(statement.name, labelsAt(layout.domain, start + at));
      this.problems.push(valueOutside(name, own[at]!, this.priorOf(statement), wanted));
      return;
    }
  }

  private priorOf({ distribution: { span } }: ParameterStatement): string {
    return this.model.checked.source.slice(span.start, span.end);
  }
}

/** Whether of a correlation matrix nothing is given but the diagonal that it always has. */
function isIdentity(own: Float64Array, kind: Layout["kind"], width: number): boolean {
  return (
    kind === "correlation" &&
    own.every((value, i) => Number.isNaN(value) || (value === 1 && i % (width + 1) === 0))
  );
}

/** However their letters are spelled. */
function nearestOf(name: string, known: readonly string[]): string | null {
  const spelled = known.map(canonicalName);
  const nearest = nearestName(canonicalName(name), spelled);
  return nearest === null ? null : known[spelled.indexOf(nearest)]!;
}

function setDiagonals(values: Float64Array, width: number): void {
  for (let start = 0; start < values.length; start += width * width)
    for (let k = 0; k < width; k++) values[start + k * (width + 1)] = 1;
}

/** Sums of shares that are written with few digits. */
const tolerance = 1e-6;

/** The element that is at fault, and what is wanted; a correlation matrix becomes its factor. */
function faultOf(own: Float64Array, kind: Layout["kind"], width: number): readonly [number, string] | null {
  if (kind === "correlation") {
    const isSymmetric = own.every((value, i) => value === own[(i % width) * width + Math.trunc(i / width)]);
    const hasOnes = own.every((value, i) => i % (width + 1) !== 0 || value === 1);
    const at = Math.min(1, own.length - 1);
    if (!hasOnes || !isSymmetric) return [at, "symmetric matrices with ones on the diagonal"];
    const matrix = own.slice();
    if (!choleskyFactor(matrix, width)) return [at, "correlations that are possible together"];
    own.set(matrix);
    return null;
  }
  const isWrong = (i: number): boolean =>
    !Number.isFinite(own[i]!) ||
    (kind === "ordered" && i > 0 && !(own[i]! > own[i - 1]!)) ||
    (kind === "simplex" && !(own[i]! > 0));
  const wrong = [...own.keys()].find(isWrong);
  if (wrong !== undefined) return [wrong, wantedOf(kind)];
  const sum = own.reduce((total, value) => total + value, 0);
  return kind === "simplex" && Math.abs(sum - 1) > tolerance ? [0, wantedOf(kind)] : null;
}

function wantedOf(kind: Layout["kind"]): string {
  if (kind === "ordered") return "numbers each larger than the one before it";
  return kind === "simplex" ? "numbers above 0 that sum to 1" : "numbers";
}

function layoutOf(model: BoundModel, statement: ParameterStatement): Layout {
  const { plates, distribution } = statement;
  const domain = model.domains.ofPlates(plates);
  const last = plates.at(-1);
  const width = last === undefined ? 1 : model.domains.labelsOf(last).length;
  if (distribution.kind === "ordered") return { statement, domain, width, kind: "ordered" };
  if (distribution.kind !== "vector") return { statement, domain, width: 1, kind: "single" };
  const { kind } = distribution.distribution.support;
  return { statement, domain, width, kind: kind === "counts" ? "vector" : kind };
}
