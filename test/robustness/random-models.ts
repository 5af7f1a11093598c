/**
 * Random models that are well formed, each with a table that fits it and with its log density computed the slow way: from the
 * named numbers of a draw, distribution by distribution, row by row. The twin shares the formulas of the distributions with the
 * program and nothing else: neither checker nor binder, graph, compiler or transforms.
 */

import fc, { type GeneratorValue } from "fast-check";
import { canBeNoncentered } from "../../src/distributions/distribution.ts";
import { findDistribution } from "../../src/distributions/index.ts";
import { logDensityAt, numbers } from "../distributions/evaluate.ts";
import { type ArgumentKind, likelihoods, positivePriors, realPriors, unitPriors } from "./argument-kinds.ts";
import {
  type Ends,
  logJacobian,
  logLkjPair,
  logMassBetween,
  reductions,
  requireScalar,
  sum,
} from "./paper-densities.ts";
import {
  Expressions,
  type Known,
  type Place,
  type RandomExpression,
  type Values,
} from "./random-expressions.ts";
import {
  columnsText,
  type OutcomeColumn,
  outcomeColumns,
  type RandomTable,
  randomTable,
  rowCount,
} from "./random-table.ts";

/** How each parameter was put to the sampler, by its name. */
export type Parameterizations = ReadonlyMap<string, "centered" | "noncentered">;

export interface RandomModel {
  readonly text: string;
  readonly table: RandomTable;
  /**
   * The log density of the unconstrained position that the draw comes from, with all constants: of priors and outcomes at
   * the draw, plus the log Jacobians of the transforms, which are functions of the draw as well.
   */
  readonly logDensity: (values: Values, table: RandomTable, parameterizations: Parameterizations) => number;
  /** What of the draw is outside of its support, in words, or null. The support has its ends here: numbers are rounded. */
  readonly findOutside: (values: Values) => string | null;
}

/** What a statement adds to the log density. */
type Term = (values: Values, table: RandomTable, parameterizations: Parameterizations) => number;

const scalarPlace: Place = { levels: {}, row: null };

/** The levels of the table's factors; every combination occurs. */
const groups = ["A", "B"];
const subgroups = groups.flatMap((g) => ["a", "b"].map((h) => ({ g, h: `${g}:${h}` })));
const treatments = ["p", "q"];

/** The places of a plate, with what brackets hold in a draw's names. */
const plateLevels: Readonly<Record<string, readonly { readonly label: string; readonly place: Place }[]>> = {
  g: groups.map((g) => at(g, { g })),
  h: subgroups.map(({ g, h }) => at(h, { g, h })),
  f: treatments.map((f) => at(f, { f })),
  "g:f": groups.flatMap((g) => treatments.map((f) => at(`${g}:${f}`, { g, f, "g:f": `${g}:${f}` }))),
  "f, g": treatments.flatMap((f) => groups.map((g) => at(`${f},${g}`, { g, f, "g:f": `${g}:${f}` }))),
};

function at(label: string, levels: Readonly<Record<string, string>>): { label: string; place: Place } {
  return { label, place: { levels, row: null } };
}

/** What is known in each plate. */
const knownIn: Readonly<Record<string, readonly string[]>> = {
  "": [],
  g: ["g"],
  h: ["g", "h"],
  f: ["f"],
  "g:f": ["g", "f", "g:f"],
  "f, g": ["g", "f"],
};

/** The place of a row of the table. */
function rowPlace(table: RandomTable, row: number): Place {
  const [g, h, f] = [table.g![row]!, table.h![row]!, table.f![row]!];
  return { levels: { g: `${g}`, h: `${g}:${h}`, f: `${f}`, "g:f": `${g}:${f}` }, row };
}

/** Draws a model with fast-check's generator, statement by statement. */
export function makeRandomModel(choose: GeneratorValue): RandomModel {
  return new Builder(choose).build();
}

class Builder {
  private readonly choose: GeneratorValue;
  private readonly lines: string[] = [];
  private readonly terms: Term[] = [];
  private readonly supports: ((values: Values) => string | null)[] = [];
  private readonly known: Known[] = [];
  private readonly expressions: Expressions;
  private readonly table: RandomTable;
  private next = 0;

  constructor(choose: GeneratorValue) {
    this.choose = choose;
    this.expressions = new Expressions(choose, this.known);
    this.table = randomTable(choose(fc.nat, 1000), choose(fc.nat, 4));
  }

  build(): RandomModel {
    this.addColumns();
    this.addConstant();
    const makers = [
      () => this.addParameter(),
      () => this.addParameter(),
      () => this.addDefinition(),
      () => this.addTruncated(),
      () => this.addSimplex(),
      () => this.addOrdered(),
      () => this.addCoefficients(),
      () => this.addCorrelated(),
      () => this.addReduction(),
    ];
    const count = 1 + this.choose(fc.nat, 6);
    for (let i = 0; i < count; i++) makers[this.choose(fc.nat, makers.length - 1)]!();
    const outcomes = this.choose(() => fc.subarray([...outcomeColumns], { minLength: 1, maxLength: 2 }));
    for (const column of outcomes) this.addLikelihood(column);
    const order = this.choose(() =>
      fc.shuffledSubarray(this.lines, { minLength: this.lines.length, maxLength: this.lines.length }),
    );
    const { terms, supports } = this;
    return {
      text: `${columnsText}${order.join("\n")}\n`,
      table: this.table,
      logDensity: (values, table, parameterizations) =>
        terms.reduce((sum, term) => sum + term(values, table, parameterizations), 0),
      findOutside: (values) => supports.map((find) => find(values)).find((one) => one !== null) ?? null,
    };
  }

  private name(stem: string): string {
    return `${stem}_${this.next++}`;
  }

  /** Predictors; those of the row are numbers of the draw for the time that a row is looked at. */
  private addColumns(): void {
    for (const [name, range] of [
      ["x", "real"],
      ["t", "positive"],
      ["v", "real"],
    ] as const) {
      const at: Known["at"] = (values) => values(`column ${name}`);
      this.known.push({ name, plates: [], range, needsRow: true, at });
    }
  }

  private addConstant(): void {
    const value = [0.5, 2, 3][this.choose(fc.nat, 2)]!;
    this.lines.push(`constant k = ${value}`);
    this.remember("k", [], "positive", () => value);
  }

  private remember(
    name: string,
    plates: readonly string[],
    range: Known["range"],
    compute: Known["at"] | null = null,
  ): void {
    const element: Known["at"] = (values, { levels }) =>
      values(plates.length === 0 ? name : `${name}[${plates.map((plate) => levels[plate]).join(",")}]`);
    this.known.push({ name, plates, range, needsRow: false, at: compute ?? element });
  }

  private choosePlate(): string {
    return this.choose(() => fc.constantFrom("", "", "g", "h", "f", "g:f", "f, g"));
  }

  private placesOf(plate: string): readonly { readonly label: string; readonly place: Place }[] {
    return plate === "" ? [{ label: "", place: scalarPlace }] : plateLevels[plate]!;
  }

  /** Arguments at random, written by position or by name. */
  private arguments(
    distribution: string,
    kinds: readonly (ArgumentKind | "n")[],
    plate: string | null,
  ): { readonly text: string; readonly values: readonly RandomExpression[] } {
    const factors = plate === null ? ["g", "h", "f", "g:f"] : knownIn[plate]!;
    const values = kinds.map((kind) =>
      kind === "n"
        ? { text: "n", at: (draw: Values) => draw("column n") }
        : this.expressions.make(kind, factors, plate === null),
    );
    const isNamed = this.choose(fc.boolean);
    const names = requireScalar(distribution).arguments.map((argument) => argument.name);
    const texts = values.map(({ text }, i) => (isNamed ? `${names[i]}: ${text}` : text));
    return { text: `${distribution}(${texts.join(", ")})`, values };
  }

  private addParameter(): void {
    const range = this.choose(() => fc.constantFrom("real", "positive", "unit", "real", "positive"));
    const priors = { real: realPriors, positive: positivePriors, unit: unitPriors }[range];
    const distribution = this.choose(() => fc.constantFrom(...Object.keys(priors)));
    const plate = this.choosePlate();
    const name = this.name({ real: "a", positive: "s", unit: "p" }[range]);
    const made = this.arguments(distribution, priors[distribution]!, plate);
    const prefix = canBeNoncentered(requireScalar(distribution))
      ? this.choose(() => fc.constantFrom("", "", "centered ", "noncentered "))
      : "";
    this.lines.push(`${prefix}${name}${plate === "" ? "" : `[${plate}]`} ~ ${made.text}`);
    const ends: Ends = { lower: range === "real" ? -Infinity : 0, upper: range === "unit" ? 1 : Infinity };
    this.declare(name, plate, distribution, made.values, () => ends);
    this.remember(name, platesOf(plate), range);
  }

  /** The terms of a parameter of numbers and its support. */
  private declare(
    name: string,
    plate: string,
    distribution: string,
    values: readonly RandomExpression[],
    ends: (draw: Values, place: Place) => Ends,
    logMass: (draw: Values, place: Place) => number = () => 0,
  ): void {
    const specification = requireScalar(distribution);
    const { locationScale, logLocationScale } = specification;
    const scaleIndex = specification.arguments.findIndex(
      ({ name: argument }) => argument === (locationScale ?? logLocationScale)?.scale,
    );
    const elements = this.placesOf(plate).map(({ label, place }) => ({
      place,
      variable: plate === "" ? name : `${name}[${label}]`,
    }));
    this.terms.push((draw, _, parameterizations) => {
      const isNoncentered = parameterizations.get(name) === "noncentered";
      return elements.reduce((sum, { place, variable }) => {
        const x = draw(variable);
        const numbersHere = values.map((value) => value.at(draw, place));
        // b = location + scale · z has the Jacobian db/dz = scale, b = exp(location + scale · z) has scale · b, and b = scale · exp(u) has b.
        const jacobian = isNoncentered
          ? Math.log((scaleIndex < 0 ? 1 : numbersHere[scaleIndex]!) * (locationScale === undefined ? x : 1))
          : logJacobian(x, ends(draw, place));
        return sum + logDensityAt(specification, x, numbersHere) - logMass(draw, place) + jacobian;
      }, 0);
    });
    this.supports.push((draw) => {
      for (const { variable, place } of elements) {
        const x = draw(variable);
        const { lower, upper } = ends(draw, place);
        if (!(x >= lower && x <= upper)) return `${variable} is ${x}, not in ${lower} to ${upper}`;
      }
      return null;
    });
  }

  private addDefinition(): void {
    const range = this.choose(() => fc.constantFrom("real", "positive", "unit"));
    const plate = this.choose(() => fc.constantFrom("", "g", "h", "row"));
    const name = this.name("d");
    const isRow = plate === "row";
    const value = this.expressions.make(range, isRow ? ["g", "h", "f", "g:f"] : knownIn[plate]!, isRow);
    const plates = isRow ? [] : platesOf(plate);
    this.lines.push(`${name}${plates.length === 0 ? "" : `[${plates.join(", ")}]`} = ${value.text}`);
    this.known.push({ name, plates, range, needsRow: isRow, at: value.at });
  }

  /** Bounds at 0, which half of the distributions have by themselves, and one that is a parameter where it can be. */
  private addTruncated(): void {
    const distribution = this.choose(() => fc.constantFrom("normal", "logistic", "cauchy", "exponential"));
    const kinds = realPriors[distribution] ?? positivePriors[distribution]!;
    const plate = this.choosePlate();
    const name = this.name("r");
    const made = this.arguments(distribution, kinds, plate);
    const lower = this.expressions.make("positive", knownIn[plate]!, false, 1);
    const hasUpper = this.choose(fc.boolean);
    const upperText = hasUpper ? `, upper: ${lower.text} + 1.5` : "";
    this.lines.push(
      `${name}${plate === "" ? "" : `[${plate}]`} ~ truncated(${made.text}, lower: ${lower.text}${upperText})`,
    );
    const ends = (draw: Values, place: Place): Ends => {
      const from = lower.at(draw, place);
      return { lower: from, upper: hasUpper ? from + 1.5 : Infinity };
    };
    this.declare(name, plate, distribution, made.values, ends, (draw, place) => {
      const { lower: from, upper: to } = ends(draw, place);
      const values = made.values.map((value) => value.at(draw, place));
      return logMassBetween(distribution, values, from, to);
    });
    this.remember(name, platesOf(plate), "positive");
  }

  private levels(count: number): { readonly name: string; readonly labels: readonly string[] } {
    const name = this.name("K");
    this.lines.push(`levels ${name} = 1..${count}`);
    return { name, labels: Array.from({ length: count }, (_, i) => `${i + 1}`) };
  }

  private addSimplex(): void {
    const { name: plate, labels } = this.levels(3);
    const name = this.name("w");
    const concentration = this.expressions.make("positive", [], false, 1);
    this.lines.push(`${name}[${plate}] ~ dirichlet(${concentration.text})`);
    const dirichlet = findDistribution("dirichlet");
    if (dirichlet?.kind !== "vector") throw new Error("no dirichlet");
    const at = (draw: Values): number[] => labels.map((label) => draw(`${name}[${label}]`));
    this.terms.push((draw) => {
      const x = at(draw);
      const alpha = concentration.at(draw, scalarPlace);
      const terms = dirichlet.logDensity(numbers, x, [labels.map(() => alpha)]);
      // Broken from a stick: of what is left, z_k = x_k / left; dx_k/du_k = left z_k (1 - z_k).
      let left = 1;
      let jacobian = 0;
      for (const share of x.slice(0, -1)) {
        jacobian += Math.log(share) + Math.log1p(-share / left);
        left -= share;
      }
      return sum(terms) + jacobian;
    });
    this.supports.push((draw) => {
      const x = at(draw);
      const isShares = x.every((one) => one >= 0 && one <= 1) && Math.abs(sum(x) - 1) < 1e-12;
      return isShares ? null : `${name} is ${x}, which are no shares`;
    });
    this.remember(`${name}[2]`, [], "unit");
  }

  private addOrdered(): void {
    const { name: plate, labels } = this.levels(3);
    const name = this.name("c");
    const made = this.arguments("normal", ["real", "positive"], "");
    this.lines.push(`${name}[${plate}] ~ ordered(${made.text})`);
    const at = (draw: Values): number[] => labels.map((label) => draw(`${name}[${label}]`));
    this.terms.push((draw) => {
      const x = at(draw);
      const values = made.values.map((value) => value.at(draw, scalarPlace));
      const density = x.reduce((total, one) => total + logDensityAt(requireScalar("normal"), one, values), 0);
      return density + Math.log(x[1]! - x[0]!) + Math.log(x[2]! - x[1]!);
    });
    this.supports.push((draw) => {
      const x = at(draw);
      return x[0]! <= x[1]! && x[1]! <= x[2]! ? null : `${name} is ${x}, which does not increase`;
    });
    this.remember(`${name}[3]`, [], "real");
  }

  /** `X * β` of the row. */
  private addCoefficients(): void {
    const [design, name] = [this.name("X"), this.name("b")];
    const made = this.arguments("normal", ["real", "positive"], "");
    this.lines.push(`${design} = design(1 + x + f)`, `${name}[${design}] ~ ${made.text}`);
    const columns = ["intercept", "x", "f=q"];
    this.terms.push((draw, _, parameterizations) => {
      const values = made.values.map((value) => value.at(draw, scalarPlace));
      const jacobian = parameterizations.get(name) === "noncentered" ? Math.log(values[1]!) : 0;
      return columns.reduce((total, column) => {
        const x = draw(`${name}[${column}]`);
        return total + logDensityAt(requireScalar("normal"), x, values) + jacobian;
      }, 0);
    });
    this.known.push({
      name: `${design} * ${name}`,
      plates: [],
      range: "real",
      needsRow: true,
      at: (draw, { levels }) =>
        draw(`${name}[intercept]`) +
        draw(`${name}[x]`) * draw("column x") +
        (levels.f === "q" ? draw(`${name}[f=q]`) : 0),
    });
  }

  /** Correlated intercepts and slopes of groups. */
  private addCorrelated(): void {
    const [design, sd, correlation, name] = ["Z", "T", "O", "u"].map((stem) => this.name(stem));
    const [shape, scale] = [0, 1].map(() => this.expressions.make("positive", [], false, 1));
    const prefix = this.choose(() => fc.constantFrom("", "centered ", "noncentered "));
    this.lines.push(
      `${design} = design(1 + x)`,
      `${sd}[${design}] ~ half_normal(${scale!.text})`,
      `${correlation}[${design}, ${design}] ~ lkj(${shape!.text})`,
      `${prefix}${name}[h, ${design}] ~ multi_normal(0, ${sd}, ${correlation})`,
    );
    const columns = ["intercept", "x"];
    const elements = subgroups.map(({ h }) => columns.map((column) => `${name}[${h},${column}]`));
    const [deviations, rho] = [columns.map((column) => `${sd}[${column}]`), `${correlation}[intercept,x]`];
    this.terms.push((draw, _, parameterizations) => {
      const sds = deviations.map(draw) as [number, number];
      const r = draw(rho);
      const priors = sds.reduce(
        (total, one) =>
          total +
          logDensityAt(requireScalar("half_normal"), one, [scale!.at(draw, scalarPlace)]) +
          Math.log(one),
        0,
      );
      // dρ/du = 1 - ρ², and du/dz has the determinant sd_1 sd_2 √(1 - ρ²).
      const spread = Math.log(sds[0] * sds[1]) + 0.5 * Math.log1p(-r * r);
      const isNoncentered = parameterizations.get(name!) === "noncentered";
      const effects = elements.reduce((total, [a, b]) => {
        const [p, q] = [draw(a!) / sds[0], draw(b!) / sds[1]];
        const square = (p * p - 2 * r * p * q + q * q) / (1 - r * r);
        return total - 0.5 * square - Math.log(2 * Math.PI) - spread + (isNoncentered ? spread : 0);
      }, 0);
      return priors + logLkjPair(r, shape!.at(draw, scalarPlace)) + Math.log1p(-r * r) + effects;
    });
    this.supports.push((draw) => {
      if (!(Math.abs(draw(rho)) <= 1)) return `${rho} is ${draw(rho)}`;
      const negative = deviations.find((one) => !(draw(one) >= 0));
      return negative === undefined ? null : `${negative} is ${draw(negative)}`;
    });
    this.known.push({
      name: `${design} * ${name}[h]`,
      plates: [],
      range: "real",
      needsRow: true,
      at: (draw, { levels }) =>
        draw(`${name}[${levels.h},intercept]`) + draw(`${name}[${levels.h},x]`) * draw("column x"),
    });
  }

  private addReduction(): void {
    const plated = this.known.filter(
      ({ plates, name }) => plates.length === 1 && plates[0] !== "h" && !name.startsWith("d"),
    );
    const one = plated[this.choose(fc.nat, Math.max(0, plated.length - 1))];
    if (one === undefined) return;
    const labels = plateLevels[one.plates[0]!]!.map(({ label }) => `${one.name}[${label}]`);
    const reduction = this.choose(() => fc.constantFrom("sum", "mean", "sd", "min", "max"));
    const name = this.name("e");
    this.lines.push(`${name} = ${reduction}(${one.name})`);
    this.known.push({
      name,
      plates: [],
      range: "real",
      needsRow: false,
      at: (draw) => reductions[reduction](labels.map(draw)),
    });
  }

  private addLikelihood(column: OutcomeColumn): void {
    if (column === "choice_y") {
      this.addChoice();
      return;
    }
    const distribution = this.choose(() => fc.constantFrom(...Object.keys(likelihoods[column])));
    const made = this.arguments(distribution, likelihoods[column][distribution]!, null);
    this.lines.push(`${column} ~ ${made.text}`);
    this.addRows((draw, place, y) => {
      const values = made.values.map((value) => value.at(draw, place));
      return logDensityAt(requireScalar(distribution), y, values);
    }, column);
  }

  /** Adds the log density of the outcome, row by row; the columns of the row are known as numbers of the draw. */
  private addRows(term: (draw: Values, place: Place, y: number) => number, column: OutcomeColumn): void {
    this.terms.push((draw, table) => {
      let total = 0;
      for (let row = 0; row < rowCount(table); row++) {
        const here: Values = (name) =>
          name.startsWith("column ") ? Number(table[name.slice(7)]![row]) : draw(name);
        total += term(here, rowPlace(table, row), Number(table[column]![row]));
      }
      return total;
    });
  }

  private addChoice(): void {
    const scores = [0, 1].map(() => this.expressions.make("real", ["g", "h", "f", "g:f"], true));
    this.lines.push(`choice_y ~ categorical_logit([0, ${scores.map(({ text }) => text).join(", ")}])`);
    this.addRows((draw, place, y) => {
      const logits = [0, ...scores.map((score) => score.at(draw, place))];
      const top = Math.max(...logits);
      return logits[y - 1]! - top - Math.log(sum(logits.map((logit) => Math.exp(logit - top))));
    }, "choice_y");
  }
}

/** `f, g` is two plates, `g:f` is one. */
function platesOf(plate: string): readonly string[] {
  return plate === "" ? [] : plate.split(", ");
}
