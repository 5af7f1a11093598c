/**
 * Predictions of rows that a run was not fitted to, draw by draw: the model is bound to its own rows and to these
 * (`BindOptions.predictLast`), parameters are those of the draws, and levels that the run did not know are drawn, or what else they stand
 * for (`new-levels.ts`). Rows are taken in blocks, whose numbers depend on nothing but the seed, the draws and the rows themselves.
 */

import type { CompiledOutputs } from "../evaluation/compiled-outputs.ts";
import { compileOutputs } from "../evaluation/compiled-outputs.ts";
import { DrawValues } from "../evaluation/draw-values.ts";
import { type GivenModel, givenModel } from "../evaluation/parameter-inputs.ts";
import type { CheckedDistribution, Likelihood } from "../language/checked-model.ts";
import { outcomeName } from "../language/parts.ts";
import type { BoundModel, UnobservedRows } from "../model/bound-model.ts";
import { someRows } from "../model/some-rows.ts";
import { createNamedStream, type RandomStream } from "../numeric/random-stream.ts";
import type { Draws } from "../posterior/draws.ts";
import { findOutcome, type Outcome } from "../predictor/outcome.ts";
import type { Problem } from "../problems/problem.ts";
import { collectNew } from "./collect-new.ts";
import { cook, recipeOf } from "./distribution-recipe.ts";
import { drawerOf, NotDrawn } from "./draw-one.ts";
import { AllNewEffects, type NewElements } from "./new-effects.ts";
import { LevelModes, leadingPlates, type NewLevels } from "./new-levels.ts";
import { PopulationAverage } from "./population-average.ts";
import { countsNotPredicted, noLinearPredictor, populationNotAveraged } from "./problems-rows.ts";
import { type ExpectedNodes, type PredictedQuantity, type PredictionKind, RowValues } from "./row-values.ts";

/** How rows are predicted. */
export interface PredictRowsOptions {
  readonly kind: PredictionKind;
  readonly seed: number;
  /** What levels that the run did not know stand for. */
  readonly newLevels: NewLevels;
  /** The draws that predictions are made for, counted through all chains; all if left out. */
  readonly draws?: Int32Array;
}

/** Predictions of some rows. */
export interface PredictedBlock {
  /** For each quantity `values[row * drawCount + draw]`, the rows counted from the first of the block. */
  readonly values: readonly Float64Array[];
  readonly rowCount: number;
  readonly drawCount: number;
}

/** Predicts the rows without outcomes of a bound model from the draws of a run of it. */
export class RowPredictor {
  /** Why there are no predictions; where there are any, nothing can be predicted. */
  readonly problems: readonly Problem[];
  /** Whether they are, among others, that draws do not hold what rows need, which may be drawn again. */
  readonly lacksDraws: boolean;
  readonly quantities: readonly PredictedQuantity[];
  /** Rows that can be predicted. */
  readonly rowCount: number;
  private readonly unobserved: UnobservedRows;
  private readonly given: GivenModel;
  private readonly values: DrawValues;
  private readonly parts: readonly NewElements[];
  private readonly options: PredictRowsOptions;
  private readonly draws: Int32Array;
  private readonly outcome: Outcome | null;

  /** `model` has rows without outcomes. */
  constructor(model: BoundModel, draws: Draws, options: PredictRowsOptions) {
    this.unobserved = model.unobserved!;
    this.options = options;
    this.given = givenModel(model);
    this.values = new DrawValues(this.given.inputs, draws);
    this.outcome = findOutcome(model.checked);
    this.draws =
      options.draws ?? Int32Array.from({ length: draws.chainCount * draws.drawCount }, (_, i) => i);
    this.rowCount = this.unobserved.model.domains.rows.size;
    const collected = collectNew(model, this.values, new LevelModes(model, options.newLevels));
    this.parts = collected.parts;
    this.lacksDraws = collected.lacksDraws;
    const first = this.compile(Int32Array.from({ length: Math.min(1, this.rowCount) }, (_, i) => i));
    this.quantities = "code" in first ? [] : first.quantities;
    this.problems = "code" in first ? [...collected.problems, first] : collected.problems;
  }

  /** Predictions of rows `from` to `end` - 1. */
  predict(from: number, end: number): PredictedBlock {
    const rowCount = end - from;
    const block = this.compile(Int32Array.from({ length: rowCount }, (_, i) => from + i));
    if ("code" in block) throw new Error("no predictions where there are problems");
    const { joint } = this.given;
    const isIntegrated = this.options.kind !== "outcome";
    const effects = new AllNewEffects(joint, this.partsOf(block.model), this.options.seed, isIntegrated);
    // What is not filled is not needed.
    const numbers = new Float64Array(joint.graph.dimension).fill(Number.NaN);
    const drawCount = this.draws.length;
    const values = this.quantities.map(() => new Float64Array(rowCount * drawCount));
    const target = new Float64Array(rowCount * this.quantities.length);
    const fill = block.functionOf(effects);
    this.draws.forEach((draw, d) => {
      this.values.fill(draw, numbers);
      effects.fill(numbers);
      fill(numbers, target);
      values.forEach((one, q) => {
        for (let i = 0; i < rowCount; i++) one[i * drawCount + d] = target[q * rowCount + i]!;
      });
    });
    return { values, rowCount, drawCount };
  }

  /** The functions of some rows; a problem where there are none. */
  private compile(indices: Int32Array): Block | Problem {
    const { joint } = this.given;
    const model = someRows(this.unobserved.model, indices);
    const rows = new RowValues(joint, model);
    switch (this.options.kind) {
      case "linear": {
        if (this.outcome === null) return noLinearPredictor();
        const compiled = compileOutputs("linear", rows.wanted([rows.linear(this.outcome)]));
        const quantities = [{ outcome: outcomeName(this.outcome.likelihood.columns), category: null }];
        return { model, quantities, functionOf: () => filling(compiled, indices.length) };
      }
      case "expected":
        return this.compileExpected(model, rows, indices.length);
      case "outcome":
        return this.compileOutcomes(model, rows, indices);
    }
  }

  private compileExpected(model: BoundModel, rows: RowValues, rowCount: number): Block | Problem {
    const isAveraged = this.parts.some(({ elements }) => elements.some(({ mode }) => mode === "population"));
    if (isAveraged) {
      if (this.outcome === null)
        return populationNotAveraged(outcomeName(this.unobserved.outcomes[0]!.columns));
      const average = PopulationAverage.of(this.given.joint, rows, this.outcome);
      if ("code" in average) return average;
      const { quantities } = average;
      return {
        model,
        quantities,
        functionOf: (effects) => (given, target) => average.fill(given, effects, target),
      };
    }
    const expected: ExpectedNodes[] = [];
    for (const one of this.unobserved.outcomes) {
      const found = rows.expected(one);
      if ("code" in found) return found;
      expected.push(found);
    }
    const compiled = compileOutputs("expected", rows.wanted(expected.flatMap(({ nodes }) => nodes)));
    const quantities = expected.flatMap((one) => one.quantities);
    return { model, quantities, functionOf: () => filling(compiled, rowCount) };
  }

  private compileOutcomes(model: BoundModel, rows: RowValues, indices: Int32Array): Block | Problem {
    const { outcomes } = this.unobserved;
    const counts = outcomes.find(({ distribution }) => isOfCounts(distribution));
    if (counts !== undefined) return countsNotPredicted(outcomeName(counts.columns), counts.span);
    const quantities = outcomes.flatMap(({ columns }) =>
      columns.map((outcome) => ({ outcome, category: null })),
    );
    const functions = outcomes.map((one) => new OutcomeDrawer(rows, one, indices, this.options.seed));
    return {
      model,
      quantities,
      functionOf: () => (given, target) => {
        let column = 0;
        for (const one of functions) {
          one.fill(given, target, column * indices.length);
          column += one.width;
        }
      },
    };
  }

  /** The new elements that rows of a block have; all, of parameters that rows do not lead to one element of. */
  private partsOf(block: BoundModel): NewElements[] {
    const { domains } = block;
    return this.parts.flatMap((part) => {
      const leading = domains.ofPlates(leadingPlates(part.input));
      const map = domains.mapBetween(domains.rows, leading);
      if (map === null) return [part];
      const used = new Set(map.indices);
      const elements = part.elements.filter(({ element }) => used.has(element));
      return elements.length === 0 ? [] : [{ ...part, elements }];
    });
  }
}

/** Whether outcomes are counts in several columns, whose sums are data. */
function isOfCounts(distribution: CheckedDistribution): boolean {
  return distribution.kind === "vector" && distribution.distribution.support.kind === "counts";
}

/** Some rows, compiled. */
interface Block {
  readonly model: BoundModel;
  readonly quantities: readonly PredictedQuantity[];
  /** Fills the predictions of one draw, quantity by quantity, from the numbers of all parameters. */
  readonly functionOf: (effects: AllNewEffects) => (given: Float64Array, target: Float64Array) => void;
}

function filling(compiled: CompiledOutputs, rowCount: number) {
  const found = new Float64Array(compiled.size);
  return (given: Float64Array, target: Float64Array): void => {
    compiled.fill(given, found);
    compiled.places.forEach(({ offset, count }, q) => {
      for (let i = 0; i < rowCount; i++) target[q * rowCount + i] = found[offset + (count === 1 ? 0 : i)]!;
    });
  };
}

/** Draws outcomes of rows, each row with a random stream of its own. */
class OutcomeDrawer {
  /** Columns. */
  readonly width: number;
  private readonly compiled: CompiledOutputs;
  private readonly found: Float64Array;
  private readonly streams: readonly RandomStream[];
  /** The arguments of the row that is drawn, one list for each. */
  private readonly numbers: readonly number[][];
  private readonly drawAll: (
    stream: RandomStream,
    values: readonly (readonly number[])[],
  ) => readonly number[];

  constructor(rows: RowValues, likelihood: Likelihood, indices: Int32Array, seed: number) {
    const { distribution, columns } = likelihood;
    this.width = columns.length;
    const nodes = rows.arguments(likelihood);
    this.numbers = nodes.map((one) => new Array<number>(one.length).fill(0));
    this.compiled = compileOutputs("drawnFrom", rows.wanted(nodes.flat()));
    this.found = new Float64Array(this.compiled.size);
    const name = outcomeName(columns);
    this.streams = Array.from(indices, (row) => createNamedStream(seed, `${name} of row ${row + 1}`));
    if (distribution.kind === "vector") {
      const { draw } = distribution.distribution;
      this.drawAll = (stream, values) => draw!(stream, values, columns.length);
      return;
    }
    const one = drawerOf(cook(recipeOf(distribution)), distribution.kind === "truncated");
    this.drawAll = (stream, values) => [one(stream, values)];
  }

  /** Writes the outcomes of one draw to `target` from `start` on, column by column; NaN where the arguments have none. */
  fill(given: Float64Array, target: Float64Array, start: number): void {
    const { compiled, found, streams, numbers, width } = this;
    const { places } = compiled;
    compiled.fill(given, found);
    for (let i = 0; i < streams.length; i++) {
      let next = 0;
      for (const list of numbers) {
        for (let k = 0; k < list.length; k++) {
          const { offset, count } = places[next++]!;
          list[k] = found[offset + (count === 1 ? 0 : i)]!;
        }
      }
      const drawn = this.drawnOrNaN(streams[i]!, numbers);
      for (let k = 0; k < width; k++) target[start + k * streams.length + i] = drawn[k]!;
    }
  }

  private drawnOrNaN(stream: RandomStream, values: readonly (readonly number[])[]): readonly number[] {
    try {
      return this.drawAll(stream, values);
    } catch (error) {
      if (error instanceof NotDrawn) return new Array<number>(this.width).fill(Number.NaN);
      throw error;
    }
  }
}
