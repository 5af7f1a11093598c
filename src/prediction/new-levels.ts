/**
 * Levels that a run did not know, and what stands for them. A new level is drawn from the population of its factor, given the
 * hyperparameters, once for each draw of the posterior; the average level has the location of that population; and over the
 * population expected values are averaged (`population-average.ts`).
 */

import type { ParameterInput } from "../evaluation/parameter-inputs.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type Domain, labelsAt } from "../model/domains.ts";
import { variableName } from "../predictor/hidden-variable.ts";

/** What a level that the run did not know stands for. */
export type LevelMode = "new" | "average" | "population";

/** The levels of factors that stand for something else than a group of the run, by factor and label. */
export type NewLevels = ReadonlyMap<string, ReadonlyMap<string, LevelMode>>;

/** An element of a parameter that draws do not hold. */
export interface NewElement {
  /** The number of the element, of vectors among the vectors. */
  readonly element: number;
  /** As it would be called in a summary; what is drawn for it depends on the seed and on this name. */
  readonly name: string;
  readonly mode: LevelMode;
}

/** The plates that tell elements of a parameter apart: of vectors those without the last, of matrices none. */
export function leadingPlates({ statement: { plates, distribution } }: ParameterInput): readonly string[] {
  if (distribution.kind === "vector" || distribution.kind === "ordered") return plates.slice(0, -1);
  return plates;
}

/** What stands for each level of a plate: that of the factors that it leads to; null for levels of the run. */
export class LevelModes {
  private readonly model: BoundModel;
  private readonly levels: NewLevels;
  private readonly known = new Map<string, readonly (LevelMode | null)[]>();

  constructor(model: BoundModel, levels: NewLevels) {
    this.model = model;
    this.levels = levels;
  }

  /** Of the element of a domain; null where all of its levels are those of the run. */
  of(domain: Domain, element: number): LevelMode | null {
    const labels = labelsAt(domain, element);
    return strongest(
      domain.axes.map(({ plate, labels: all }, k) => this.ofPlate(plate)[all.indexOf(labels[k]!)] ?? null),
    );
  }

  /** Of each level of a plate. */
  private ofPlate(plate: string): readonly (LevelMode | null)[] {
    const found = this.known.get(plate);
    if (found !== undefined) return found;
    const { domains } = this.model;
    const own = domains.ofPlates([plate]);
    const modes = new Array<LevelMode | null>(own.size).fill(null);
    for (const [factor, levels] of this.levels) {
      const map = domains.hasPlate(factor) ? domains.mapTo(own, [factor]) : null;
      if (map === null) continue;
      const labels = domains.labelsOf(factor);
      for (let i = 0; i < own.size; i++)
        modes[i] = strongest([modes[i]!, levels.get(labels[map.indices[i]!]!) ?? null]);
    }
    this.known.set(plate, modes);
    return modes;
  }
}

/** Where levels of several factors meet: what is averaged over is averaged over, whatever else there is. */
function strongest(modes: readonly (LevelMode | null)[]): LevelMode | null {
  for (const mode of ["population", "average", "new"] as const) if (modes.includes(mode)) return mode;
  return null;
}

/** The name of an element of a parameter, or of the vector that it is. */
export function elementName({ statement }: ParameterInput, domain: Domain, element: number): string {
  return variableName(statement.name, labelsAt(domain, element));
}
