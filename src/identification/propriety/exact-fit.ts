/**
 * Outcomes that the mean can be equal to, so that the likelihood has no bound as the scale goes to 0.
 *
 * Where N outcomes with the scale σ are equal to Xβ for some β that the priors admit, let σ ≍ ε, and β so near that |y -
 * Xβ| ≤ ε. The likelihood is then of order ε^-N there, the mass of such β of order ε^r, with r the rank of X, and that
 * of σ of order ε^κ (`tails.ts`). So the integral over such a shell is at least of order
 *
 *   ε^(κ + r - N),
 *
 * and the sum over ε = 1, 1/2, 1/4, … diverges if κ + r ≤ N. (Other parameters are held in some neighbourhood; what the
 * model does with β otherwise must stay positive.) For a flat prior on log σ κ = 0, for a half-normal κ = 1, and for a
 * lognormal or an inverse gamma there is no such κ. Effects whose sd τ goes to 0 with σ cost κ_τ in place of their part
 * of the rank. Compare Fernández & Steel (1999), Biometrika 86, on repeated values of an outcome.
 */

import { GrowingArray } from "../../data/growing-array.ts";
import type { ParameterStatement } from "../../language/checked-model.ts";
import { log } from "../../numeric/logarithm.ts";
import { sortByNumber } from "../../numeric/sort-by-number.ts";
import { SparseElimination } from "./elimination.ts";
import { CoefficientOrder, haveOneScale, rangeOf } from "./equations.ts";
import { type Forms, isSame, type ScaledOutcome } from "./forms.ts";
import { massTowards, type ScaleUnit } from "./scale-units.ts";
import { findSoleScales } from "./sole-scale.ts";
import type { Power } from "./tails.ts";

export interface ExactFit {
  readonly parameter: ParameterStatement;
  /** Which element of it; null for all of them. */
  readonly element: number | null;
  readonly outcomes: readonly ScaledOutcome[];
  /** Of the first of the outcomes: the rows that the scale is of. */
  readonly rows: readonly number[];
}

/** Rows of outcomes. */
interface Cell {
  readonly element: number | null;
  /** The power of the parameter in the scale. */
  readonly weight: number;
  /** The mass of each element towards 0. */
  readonly power: Power;
  /** Row i of outcome k as i times the number of outcomes, plus k: there may be millions, and objects of them would take a hundred bytes each. */
  readonly places: Float64Array;
}

/** Of an element, while rows are looked at. */
interface OpenCell {
  readonly weight: number;
  readonly places: GrowingArray<Float64Array>;
  last: number;
  isEven: boolean;
}

/** The first that is found; null if there is none, or none that can be proved. */
export function findExactFit(forms: Forms): ExactFit | null {
  const names = new Set(
    forms.outcomes.flatMap(({ scale }) => scale.units.map((unit) => unit.parameter.name)),
  );
  for (const name of names) {
    const outcomes = forms.outcomes.filter(({ scale }) => unitsOf(scale.units, name).length > 0);
    if (!isScaleOnly(forms, name, outcomes) || !arePredictable(outcomes)) continue;
    const parameter = forms.arguments.parameters.get(name)!;
    for (const cell of findCells(forms, parameter, outcomes)) {
      if (!new CellFit(forms, outcomes, cell).isImproper()) continue;
      const ofFirst = cell.places.filter((place) => place % outcomes.length === 0);
      const rows = Array.from(ofFirst, (place) => place / outcomes.length);
      return { parameter, element: cell.element, outcomes, rows };
    }
  }
  return null;
}

function unitsOf(units: readonly ScaleUnit[], name: string): readonly ScaleUnit[] {
  return units.filter(({ parameter }) => parameter.name === name);
}

/** Whether the parameter, and all between it and the scales of the outcomes, are used for these scales only. */
export function isScaleOnly(forms: Forms, name: string, outcomes: readonly ScaledOutcome[]): boolean {
  if (outcomes.some(({ scale }) => scale.held.has(name))) return false;
  const through = outcomes.flatMap(({ scale }) => unitsOf(scale.units, name).flatMap((unit) => unit.through));
  const names = new Set([name]);
  for (const { of } of through) if (of.kind === "parameter") names.add(of.name);
  return [...names].every((one) =>
    forms.arguments.mentionsOf(one).every((mention) => through.some((known) => isSame(known, mention))),
  );
}

function arePredictable(outcomes: readonly ScaledOutcome[]): boolean {
  const locations = outcomes.map(({ location }) => location);
  return locations.every(({ others }) => others.length === 0) && haveOneScale(locations);
}

/** The rows of each element of the parameter, and where that is another question all of them together. */
function* findCells(
  forms: Forms,
  parameter: ParameterStatement,
  outcomes: readonly ScaledOutcome[],
): Generator<Cell> {
  const byElement = new Map<number, OpenCell>();
  for (const [outcome, { scale, location }] of outcomes.entries()) {
    const units = unitsOf(scale.units, parameter.name);
    for (let row = 0; row < location.context.size; row++) {
      for (const { elementAt, weightAt } of units) {
        const weight = weightAt(row);
        if (weight === 0) continue;
        const element = elementAt(row);
        let known = byElement.get(element);
        if (known === undefined) {
          const places = new GrowingArray((length) => new Float64Array(length));
          known = { weight, places, last: -1, isEven: true };
          byElement.set(element, known);
        }
        const place = row * outcomes.length + outcome;
        if (known.weight !== weight || known.last === place) known.isEven = false;
        known.places.push(place);
        known.last = place;
      }
    }
  }
  const kind = outcomes.flatMap(({ scale }) => unitsOf(scale.units, parameter.name))[0]!.kind;
  const cells: Cell[] = [];
  for (const [element, { weight, places, isEven }] of byElement) {
    const power = massTowards("zero", forms.model, { parameter, kind }, weight);
    if (!isEven || power === null) continue;
    const own = parameter.plates.length === 0 ? null : element;
    cells.push({ element: own, weight, power, places: places.join() });
  }
  yield* cells;
  if (cells.length < 2 || cells.length < byElement.size) return;
  // Each row must be of one element for all of them to be small together.
  const count = outcomes.reduce((sum, { location }) => sum + location.context.size, 0);
  const places = Float64Array.from(cells.flatMap((cell) => [...cell.places]));
  if (places.length === count && new Set(places).size === count)
    yield { element: null, weight: 1, power: sumOf(cells), places };
}

class CellFit {
  private readonly forms: Forms;
  private readonly outcomes: readonly ScaledOutcome[];
  private readonly cell: Cell;
  private readonly order: CoefficientOrder;
  private readonly count: number;

  constructor(forms: Forms, outcomes: readonly ScaledOutcome[], cell: Cell) {
    this.forms = forms;
    this.outcomes = outcomes;
    this.cell = cell;
    this.order = new CoefficientOrder(
      forms,
      outcomes.map(({ location }) => location),
    );
    const counts = forms.model.cells?.counts;
    this.count =
      counts === undefined
        ? cell.places.length
        : cell.places.reduce((sum, place) => sum + (counts[Math.floor(place / outcomes.length)] ?? 1), 0);
  }

  isImproper(): boolean {
    const { power } = this.cell;
    const rank = this.rankOfFit(new Set());
    if (rank === null) return false;
    if (this.isDivergent(power.value + rank, power.isShort)) return true;
    if (power.value - this.count > 0) return false;
    // Effects may go to 0 together with the scale of the outcome.
    const shrinkable = findSoleScales(this.forms, "zero", (name) => this.mayShrink(name));
    const all = { effects: shrinkable.flatMap(({ effects }) => effects), power: sumOf(shrinkable) };
    return [...shrinkable, ...(shrinkable.length > 1 ? [all] : [])].some((one) => {
      const left = this.rankOfFit(new Set(one.effects));
      return (
        left !== null &&
        this.isDivergent(power.value + one.power.value + left, power.isShort || one.power.isShort)
      );
    });
  }

  private isDivergent(exponent: number, isShort: boolean): boolean {
    return isShort ? exponent < this.count : exponent <= this.count;
  }

  /** The rank of the columns if the outcomes can be equal to a combination of them that the priors admit; null if not. */
  private rankOfFit(without: ReadonlySet<string>): number | null {
    const elimination = new SparseElimination();
    const bounded = new Set<number>();
    for (const place of this.sortedPlaces()) {
      const outcome = place % this.outcomes.length;
      const row = (place - outcome) / this.outcomes.length;
      const target = this.targetAt(outcome, row);
      if (target === null) return null;
      const entries = this.order.row(this.outcomes[outcome]!.location, row, without);
      for (const column of entries.keys()) if (column >= this.order.firstBounded) bounded.add(column);
      const reduction = elimination.add(entries, target);
      if (reduction === "inconsistent" || reduction === "given up") return null;
    }
    if (bounded.size > 0) {
      const values = elimination.solveFrom(this.order.firstBounded, [...bounded]);
      if (values === null || ![...values].every(([column, value]) => this.isInside(column, value)))
        return null;
    }
    return elimination.rank;
  }

  /** Rows of the same levels one after another, so that what does not fit is met soon. */
  private *sortedPlaces(): Generator<number> {
    const { places: rows } = this.cell;
    const [first] = this.outcomes as [ScaledOutcome];
    const largest = first.location.blocks.reduce<(typeof first.location.blocks)[number] | null>(
      (best, block) => (best === null || block.domain.size > best.domain.size ? block : best),
      null,
    );
    if (largest === null || largest.domain.size < 2 || this.outcomes.length > 1) {
      yield* rows;
      return;
    }
    // Of one outcome, places are rows. Those of the first level tell enough as a rule, and all need not be sorted then.
    for (const row of rows) if (largest.elementAt(row) === 0) yield row;
    const levels = new Int32Array(rows.length);
    for (let i = 0; i < levels.length; i++) levels[i] = largest.elementAt(rows[i]!);
    const { places, starts } = sortByNumber(levels, largest.domain.size);
    for (let i = starts[1]!; i < places.length; i++) yield rows[places[i]!]!;
  }

  /** What the coefficients have to make; null where that is no number, or several. */
  private targetAt(outcome: number, row: number): number | null {
    const { likelihood, location, isLog } = this.outcomes[outcome]!;
    const { cells, columns } = this.forms.model;
    if (cells !== null && cells.deviations[row]! > 0) return null;
    const value = columns.get(likelihood.column)!.values[row]!;
    const target = (isLog ? log(value) : value) - location.offsetAt(row);
    return Number.isFinite(target) ? target : null;
  }

  private isInside(column: number, value: number): boolean {
    const owner = this.order.ownerOf(column);
    if (!this.forms.isHarmless(owner.name)) return false;
    const range = rangeOf(this.forms.model, owner);
    if (range === null) return false;
    const margin = 1e-9 * Math.max(1, Math.abs(value));
    return value - range[0] > margin && range[1] - value > margin;
  }

  /** Whether an effect may be 0, and is nothing then. */
  private mayShrink(name: string): boolean {
    const isCentered = this.outcomes.every(({ location }) => !location.uncentered.has(name));
    return isCentered && this.forms.isHarmless(name);
  }
}

function sumOf(list: readonly { readonly power: Power }[]): Power {
  return {
    value: list.reduce((sum, { power }) => sum + power.value, 0),
    isShort: list.some(({ power }) => power.isShort),
  };
}
