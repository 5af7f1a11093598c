/** From a draw of a run to the numbers that a model's functions are of: parameters on their own scale, found by name. */

import { labelsAt } from "../model/domains.ts";
import { choleskyFactor } from "../numeric/cholesky.ts";
import type { Draws } from "../posterior/draws.ts";
import { variableName } from "../predictor/hidden-variable.ts";
import type { ParameterInput } from "./parameter-inputs.ts";

/** A number of a model that draws do not hold: the element of a parameter. */
export interface AbsentElement {
  readonly input: ParameterInput;
  readonly element: number;
}

/** Reads draws into the numbers of inputs; those that draws do not hold are left as they are. */
export class DrawValues {
  /** Elements that draws do not hold: of levels that the run did not know, or of parameters that it did not keep. */
  readonly absent: readonly AbsentElement[];
  /** Numbers of all inputs. */
  readonly size: number;
  private readonly draws: Draws;
  /** Which variable is which number. */
  private readonly variables: Int32Array;
  private readonly places: Int32Array;
  private readonly matrices: readonly MatrixReader[];

  constructor(inputs: readonly ParameterInput[], draws: Draws) {
    this.draws = draws;
    const positions = new Map(draws.variables.map(({ name }, v) => [name, v]));
    const absent: AbsentElement[] = [];
    const [variables, places]: [number[], number[]] = [[], []];
    const matrices: MatrixReader[] = [];
    let size = 0;
    for (const input of inputs) {
      size = Math.max(size, endOf(input));
      if (input.matrices !== null) {
        const reader = new MatrixReader(input, draws, positions);
        if (reader.isComplete) matrices.push(reader);
        else absent.push({ input, element: 0 });
        continue;
      }
      for (let element = 0; element < input.domain.size; element++) {
        const name = variableName(input.statement.name, labelsAt(input.domain, element));
        const variable = positions.get(name);
        if (variable === undefined) absent.push({ input, element });
        else {
          variables.push(variable);
          places.push(input.offset + element);
        }
      }
    }
    this.size = size;
    this.absent = absent;
    this.variables = Int32Array.from(variables);
    this.places = Int32Array.from(places);
    this.matrices = matrices;
  }

  /** Writes the numbers of draw `draw`, counted through all chains, to `target` (`size` numbers). */
  fill(draw: number, target: Float64Array): void {
    const { variables, places } = this;
    const { values } = this.draws;
    for (let k = 0; k < places.length; k++) target[places[k]!] = values[variables[k]!]![draw]!;
    for (const matrix of this.matrices) matrix.fill(draw, target);
  }
}

function endOf({ domain, offset, matrices }: ParameterInput): number {
  return offset + (matrices === null ? domain.size : matrices.count * matrices.size * matrices.size);
}

/**
 * Writes the Cholesky factor of a correlation matrix (size × size) to `matrix`. `next` gives the elements above the diagonal row by row, as draws
 * have them. Rounding may leave a matrix near the edge that has no factor: then all is NaN, and nothing is known of its likelihood.
 */
export function fillFactor(matrix: Float64Array, size: number, next: () => number): void {
  for (let i = 0; i < size; i++) {
    matrix[i * size + i] = 1;
    for (let j = i + 1; j < size; j++) matrix[j * size + i] = next();
  }
  if (!choleskyFactor(matrix, size)) matrix.fill(Number.NaN);
}

/** Factors of correlation matrices, of which draws hold the elements above the diagonal. */
class MatrixReader {
  readonly isComplete: boolean;
  private readonly draws: Draws;
  private readonly offset: number;
  private readonly count: number;
  private readonly size: number;
  /** Matrix by matrix, the variable of each element above the diagonal. */
  private readonly upper: readonly number[];

  constructor(
    { statement, domain, offset, matrices }: ParameterInput,
    draws: Draws,
    positions: ReadonlyMap<string, number>,
  ) {
    const { count, size } = matrices!;
    this.draws = draws;
    this.offset = offset;
    this.count = count;
    this.size = size;
    const upper: number[] = [];
    for (let m = 0; m < count; m++) {
      for (let i = 0; i < size; i++) {
        for (let j = i + 1; j < size; j++) {
          const labels = labelsAt(domain, (m * size + i) * size + j);
          upper.push(positions.get(variableName(statement.name, labels)) ?? -1);
        }
      }
    }
    this.upper = upper;
    this.isComplete = !upper.includes(-1);
  }

  fill(draw: number, target: Float64Array): void {
    const { size, upper } = this;
    let next = 0;
    const correlation = (): number => this.draws.values[upper[next++]!]![draw]!;
    for (let m = 0; m < this.count; m++) {
      const start = this.offset + m * size * size;
      fillFactor(target.subarray(start, start + size * size), size, correlation);
    }
  }
}
