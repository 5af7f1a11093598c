/**
 * Domains: what a value varies over, and how the elements of one domain find their element in a coarser one.
 *
 * A value of the model varies over nothing (a scalar), over the levels of a plate, over the grid of several plates,
 * or over the rows of the table. Each of these is a `Domain` with a size; an `IndexMap` gives, for each element of
 * one domain, the element of another that it belongs to: the sample of a row, the batch of a cask, the subject of
 * an element of the grid subject × days.
 */

/** One bracket of a quantity: a plate with the labels of its levels. */
export interface Axis {
  readonly plate: string;
  readonly labels: readonly string[];
}

export interface Domain {
  /** Distinct per model; 0 is the scalar domain, 1 the rows. */
  readonly id: number;
  /** `scalar`, `rows`, `sample`, `subject × Z`. */
  readonly name: string;
  readonly size: number;
  /** Elements run over the axes with the last one fastest. Empty for scalar and rows. */
  readonly axes: readonly Axis[];
}

/** For each element of `from` (length `from.size`), the index of its element of `to`. */
export interface IndexMap {
  readonly from: Domain;
  readonly to: Domain;
  readonly indices: Int32Array;
}

/** Of what has one value. */
export const scalarDomain: Domain = { id: 0, name: "scalar", size: 1, axes: [] };

/** All domains of one bound model, each made once, so that domains and maps can be compared by identity. */
export class Domains {
  readonly rows: Domain;
  private readonly grids: Map<string, Domain>;
  private readonly axes: Map<string, Axis>;
  private readonly maps: Map<string, IndexMap | null>;
  private readonly selections: Map<number, IndexMap>;
  private readonly ids: { next: number };

  /** `others`: domains of the same model with other rows. Plates and maps are the same, of all of them together. */
  constructor(rowCount: number, others?: Domains) {
    this.grids = others?.grids ?? new Map();
    this.axes = others?.axes ?? new Map();
    this.maps = others?.maps ?? new Map();
    this.selections = others?.selections ?? new Map();
    this.ids = others?.ids ?? { next: 1 };
    this.rows = { id: this.ids.next++, name: "rows", size: rowCount, axes: [] };
  }

  addPlate(plate: string, labels: readonly string[]): Domain {
    const axis: Axis = { plate, labels };
    this.axes.set(plate, axis);
    return this.add(plate, plate, labels.length, [axis]);
  }

  /** A domain that no plate names: the free elements of a simplex or of a correlation matrix, over `of`. */
  addAnonymous(name: string, size: number): Domain {
    return this.add(`anonymous ${this.ids.next}`, name, size, []);
  }

  /** Some elements of a domain, as a domain of their own: what the parent knows of an element, they know. */
  addSelection(parent: Domain, indices: Int32Array): Domain {
    const selection = this.addAnonymous(`selection of ${parent.name}`, indices.length);
    this.selections.set(selection.id, { from: selection, to: parent, indices });
    return selection;
  }

  /** Makes known how the elements of a selection find those of another domain that no plate names; gives the map. */
  addSelectionMap(from: Domain, to: Domain, indices: Int32Array): IndexMap {
    const known = this.maps.get(mapKey(from, to));
    if (known !== undefined && known !== null) return known;
    const map = { from, to, indices };
    this.maps.set(mapKey(from, to), map);
    return map;
  }

  labelsOf(plate: string): readonly string[] {
    return this.axisOf(plate).labels;
  }

  /** Of all plates, in the order in which they were added. */
  plateNames(): string[] {
    return [...this.axes.keys()];
  }

  hasPlate(plate: string): boolean {
    return this.axes.has(plate);
  }

  /** The domain of a quantity with these brackets; no bracket is the scalar domain. */
  ofPlates(plates: readonly string[]): Domain {
    if (plates.length === 0) return scalarDomain;
    const key = plates.join(" × ");
    const known = this.grids.get(key);
    if (known !== undefined) return known;
    const axes = plates.map((plate) => this.axisOf(plate));
    const size = axes.reduce((product, axis) => product * axis.labels.length, 1);
    return this.add(key, key, size, axes);
  }

  /** Registers how the elements of a domain find their level of a plate. */
  addMap(from: Domain, plate: string, indices: Int32Array): void {
    const to = this.ofPlates([plate]);
    this.maps.set(mapKey(from, to), { from, to, indices });
  }

  /**
   * How the elements of `from` find their element of the grid `plates`, or null where they have none (a row knows
   * its sample, a sample does not know its row). Equal questions give the identical object.
   */
  mapTo(from: Domain, plates: readonly string[]): IndexMap | null {
    const to = this.ofPlates(plates);
    return this.remember(mapKey(from, to), () => this.makeMap(from, to, plates));
  }

  /** How the elements of `from` find their element of `to`, where both are domains of plates or rows. */
  mapBetween(from: Domain, to: Domain): IndexMap | null {
    const selection = this.selections.get(from.id);
    if (selection !== undefined) return this.throughSelection(selection, to);
    const plates = to.axes.map((axis) => axis.plate);
    return plates.length === 0 ? null : this.mapTo(from, plates);
  }

  /**
   * How `first.to` continues to `to`, where that leads to the same elements as going from `first.from` directly; null
   * otherwise: in the grid cask × batch, the batch of a cell need not be the batch of its cask.
   */
  onward(first: IndexMap, to: Domain): IndexMap | null {
    return this.remember(`${mapKey(first.from, first.to)}>${to.id}`, () => {
      const second = this.mapBetween(first.to, to);
      const direct = this.mapBetween(first.from, to);
      const agrees = direct?.indices.every((index, i) => index === second?.indices[first.indices[i]!]);
      return agrees ? second : null;
    });
  }

  private throughSelection(selection: IndexMap, to: Domain): IndexMap | null {
    if (to === selection.to) return selection;
    return this.remember(mapKey(selection.from, to), () => {
      const onward = this.mapBetween(selection.to, to);
      const indices = onward && selection.indices.map((i) => onward.indices[i]!);
      return indices && { from: selection.from, to, indices };
    });
  }

  private remember(key: string, make: () => IndexMap | null): IndexMap | null {
    const known = this.maps.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.maps.set(key, made);
    return made;
  }

  private makeMap(from: Domain, to: Domain, plates: readonly string[]): IndexMap | null {
    if (from === to) return { from, to, indices: new Int32Array(to.size).map((_, i) => i) };
    if (plates.length === 1) return this.throughAxis(from, to, plates[0]!);
    const parts = plates.map((plate) => this.mapTo(from, [plate]));
    if (parts.some((part) => part === null)) return null;
    const indices = new Int32Array(from.size);
    for (const part of parts as IndexMap[]) {
      const size = part.to.size;
      for (let i = 0; i < indices.length; i++) indices[i] = indices[i]! * size + part.indices[i]!;
    }
    return { from, to, indices };
  }

  /**
   * The map from a grid to one plate: by the axis of that plate, or as the maps of the other axes continue, if they all
   * lead to the same levels.
   */
  private throughAxis(from: Domain, to: Domain, plate: string): IndexMap | null {
    if (from.axes.length < 2) return null;
    const own = from.axes.findIndex((axis) => axis.plate === plate);
    if (own >= 0) return { from, to, indices: levelsAlong(from, own, null) };
    let found: Int32Array | null = null;
    for (const [k, axis] of from.axes.entries()) {
      const onward = this.mapTo(this.ofPlates([axis.plate]), [plate]);
      if (onward === null) continue;
      const indices = levelsAlong(from, k, onward);
      if (found !== null && !found.every((level, i) => level === indices[i])) return null;
      found = indices;
    }
    return found === null ? null : { from, to, indices: found };
  }

  private axisOf(plate: string): Axis {
    const axis = this.axes.get(plate);
    if (axis === undefined) throw new Error(`no plate ${plate}`);
    return axis;
  }

  private add(key: string, name: string, size: number, axes: readonly Axis[]): Domain {
    const domain: Domain = { id: this.ids.next++, name, size, axes };
    this.grids.set(key, domain);
    return domain;
  }
}

/** For each element of a grid its level on axis k, or what `onward` makes of it. */
function levelsAlong(grid: Domain, k: number, onward: IndexMap | null): Int32Array {
  const count = grid.axes[k]!.labels.length;
  const stride = grid.axes.slice(k + 1).reduce((product, axis) => product * axis.labels.length, 1);
  return Int32Array.from({ length: grid.size }, (_, i) => {
    const level = Math.floor(i / stride) % count;
    return onward === null ? level : onward.indices[level]!;
  });
}

function mapKey(from: Domain, to: Domain): string {
  return `${from.id}>${to.id}`;
}

/** How many elements of `map.from` each element of `map.to` has; length `map.to.size`. */
export function countElements(map: IndexMap): Float64Array {
  const counts = new Float64Array(map.to.size);
  for (const index of map.indices) counts[index] = counts[index]! + 1;
  return counts;
}

/** The labels of an element of a grid, one for each of its axes. */
export function labelsAt({ axes }: Domain, element: number): string[] {
  const found = axes.map(() => "");
  let rest = element;
  for (let k = axes.length - 1; k >= 0; k--) {
    const { labels } = axes[k]!;
    found[k] = labels[rest % labels.length]!;
    rest = Math.trunc(rest / labels.length);
  }
  return found;
}
