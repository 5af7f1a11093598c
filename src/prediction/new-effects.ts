/**
 * Values of the elements of parameters that draws do not hold, statement by statement in the order of the model, since the effects of a
 * new cask may depend on those of its batch. Each new element has a random stream of its own, by the seed and its name: its values
 * are the same whatever else is predicted.
 */

import { applyFormula } from "../density/graph/call.ts";
import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import { namesIn } from "../density/joint/joint.ts";
import { vectorArguments } from "../density/joint/parameters.ts";
import { argumentNodes } from "../density/joint/predictions.ts";
import { type CompiledOutputs, compileOutputs } from "../evaluation/compiled-outputs.ts";
import type { ParameterInput } from "../evaluation/parameter-inputs.ts";
import { baseOf } from "../language/parts.ts";
import type { Domain } from "../model/domains.ts";
import { createNamedStream, type RandomStream } from "../numeric/random-stream.ts";
import { type ArgumentValues, drawerOf, drawerOfElements } from "./draw-one.ts";
import { type LevelMode, leadingPlates, type NewElement } from "./new-levels.ts";

/** Elements of one parameter that draws do not hold. */
export interface NewElements {
  readonly input: ParameterInput;
  readonly elements: readonly NewElement[];
}

/** A direction in which effects of the population vary: so much for a standard normal number. */
export interface Direction {
  /** Writes the effects at one standard normal number of 1 in this direction; their location must have been written. */
  readonly write: (given: Float64Array, sign: 0 | 1) => void;
}

/** Why there are no values for new elements of a parameter: as a word, of which a problem is made. */
export type NewElementFault = "along an order" | "not a population" | "no location" | "not normal";

/** Whether new elements of a parameter can have values, as the modes of its elements ask. */
export function findFault({ input, elements }: NewElements): NewElementFault | null {
  const { distribution } = input.statement;
  const has = (mode: LevelMode): boolean => elements.some((one) => one.mode === mode);
  if (input.matrices !== null || distribution.kind === "ordered") return "not a population";
  if (distribution.kind === "vector") {
    if (distribution.distribution.chain !== undefined) return "along an order";
    if (distribution.distribution.draw === undefined) return "not a population";
    if (distribution.distribution.name === "multi_normal") return null;
    if (has("population")) return "not normal";
    return has("average") ? "no location" : null;
  }
  const base = baseOf(distribution);
  if (base.kind !== "scalar" || base.distribution.draw === undefined) return "not a population";
  const isPlain =
    distribution.kind === "scalar" && base.modified === undefined && base.elements === undefined;
  if (has("population") && !(isPlain && base.distribution.name === "normal")) return "not normal";
  if (has("average") && !(isPlain && locationOf(base.distribution) !== null)) return "no location";
  return null;
}

/** The formula of where a population is: its location, or its mean where it has none. */
function locationOf({
  locationScale,
  mean,
}: {
  readonly locationScale?: { readonly location: string };
  readonly mean?: string;
}): string | null {
  return locationScale?.location ?? mean ?? null;
}

/** Fills in the new elements of one parameter, draw after draw. */
class NewEffects {
  readonly directions: readonly Direction[];
  private readonly compiled: CompiledOutputs;
  private readonly target: Float64Array;
  private readonly input: ParameterInput;
  private readonly elements: readonly NewElement[];
  private readonly streams: readonly (RandomStream | null)[];
  private readonly draw: (stream: RandomStream, values: ArgumentValues) => readonly number[];
  /** Argument by argument, where the numbers of each stand. */
  private readonly argumentCounts: readonly number[];
  private readonly width: number;
  private readonly hasLocation: boolean;

  constructor(joint: Joint, { input, elements }: NewElements, seed: number, isIntegrated: boolean) {
    const { distribution } = input.statement;
    const { domains } = joint.model;
    const leading = domains.ofPlates(leadingPlates(input));
    const chosen = domains.addSelection(
      leading,
      Int32Array.from(elements, ({ element }) => element),
    );
    this.input = input;
    this.elements = elements.map((one) =>
      one.mode === "population" && !isIntegrated ? { ...one, mode: "new" } : one,
    );
    this.width = input.domain.size / Math.max(1, leading.size);
    const nodes = argumentsOver(joint, input, chosen, this.width);
    this.argumentCounts = nodes.map((one) => one.length);
    const location = this.elements.some(({ mode }) => mode !== "new")
      ? locationNodes(joint, input, nodes)
      : [];
    this.hasLocation = location.length > 0;
    const wanted = [...nodes.flat(), ...location].map((node) => ({ node, domain: chosen }));
    this.compiled = compileOutputs("newEffects", wanted);
    this.target = new Float64Array(this.compiled.size);
    this.streams = this.elements.map(({ mode, name }) =>
      mode === "new" ? createNamedStream(seed, name) : null,
    );
    this.draw = drawOf(distribution, this.width);
    const isVector = distribution.kind === "vector";
    this.directions = this.elements.some(({ mode }) => mode === "population")
      ? Array.from({ length: this.width }, (_, k) => ({
          write: (given, sign) => this.writeDirection(given, k, sign, isVector),
        }))
      : [];
  }

  /** Writes the values of the next draw, of which `given` holds all that they depend on. */
  fill(given: Float64Array): void {
    const { compiled, target, elements, width, input } = this;
    compiled.fill(given, target);
    elements.forEach(({ element, mode }, i) => {
      const start = input.offset + element * width;
      if (mode === "new") {
        const drawn = this.draw(this.streams[i]!, this.argumentsOf(i));
        for (let k = 0; k < width; k++) given[start + k] = drawn[k]!;
      } else for (let k = 0; k < width; k++) given[start + k] = this.locationAt(i, k);
    });
  }

  /** Moves the effects of the population from their location along column k of the factor of their covariance. */
  private writeDirection(given: Float64Array, k: number, sign: 0 | 1, isVector: boolean): void {
    const { elements, width, input } = this;
    elements.forEach(({ element, mode }, i) => {
      if (mode !== "population") return;
      const values = this.argumentsOf(i);
      for (let row = 0; row < width; row++) {
        const sd = values[1]![isVector ? row : 0]!;
        const step = isVector ? sd * values[2]![row * width + k]! : sd;
        given[input.offset + element * width + row] = this.locationAt(i, row) + sign * step;
      }
    });
  }

  private argumentsOf(i: number): ArgumentValues {
    let next = 0;
    return this.argumentCounts.map((count) => Array.from({ length: count }, () => this.numberAt(next++, i)));
  }

  private locationAt(i: number, k: number): number {
    if (!this.hasLocation) throw new Error("no location");
    const before = this.argumentCounts.reduce((sum, count) => sum + count, 0);
    return this.numberAt(before + k, i);
  }

  private numberAt(output: number, i: number): number {
    const { offset, count } = this.compiled.places[output]!;
    return this.target[offset + (count === 1 ? 0 : i)]!;
  }
}

function argumentsOver(
  joint: Joint,
  { statement: { distribution, plates } }: ParameterInput,
  chosen: Domain,
  width: number,
): readonly (readonly Node[])[] {
  const { domains } = joint.model;
  if (distribution.kind !== "vector") return argumentNodes(joint.translator, distribution, chosen);
  const whole = domains.ofPlates(plates);
  const map = domains.mapBetween(chosen, domains.ofPlates(plates.slice(0, -1)));
  const elements = Int32Array.from({ length: chosen.size * width }, (_, i) => {
    const element = map === null ? 0 : map.indices[Math.floor(i / width)]!;
    return element * width + (i % width);
  });
  const domain = domains.addSelection(whole, elements);
  return vectorArguments(joint, distribution, { elements: chosen, domain, size: width });
}

function locationNodes(
  joint: Joint,
  { statement: { distribution } }: ParameterInput,
  nodes: readonly (readonly Node[])[],
): readonly Node[] {
  if (distribution.kind === "vector") return nodes[0]!;
  const base = baseOf(distribution);
  if (base.kind !== "scalar") throw new Error("no scalar");
  const values = nodes.map(([node]) => node!);
  const names = namesIn(joint.graph, base.distribution, joint.graph.constant(0), values);
  return [applyFormula(joint.graph, locationOf(base.distribution)!, names)];
}

function drawOf(
  distribution: ParameterInput["statement"]["distribution"],
  width: number,
): (stream: RandomStream, values: ArgumentValues) => readonly number[] {
  if (distribution.kind === "vector") {
    const { draw } = distribution.distribution;
    return (stream, values) => draw!(stream, values, width);
  }
  const base = baseOf(distribution);
  if (base.kind !== "scalar") throw new Error("no scalar");
  const parts = distribution.kind === "scalar" ? distribution.elements : undefined;
  const one =
    parts === undefined || parts.parts.length === 0
      ? drawerOf(base.distribution, distribution.kind === "truncated")
      : drawerOfElements(parts);
  return (stream, values) => [one(stream, values)];
}

/** All new elements of a model, filled in together. */
export class AllNewEffects {
  readonly directions: readonly Direction[];
  private readonly parts: readonly NewEffects[];

  /** `parts` in the order of the model. Without `isIntegrated` what stands for the population is drawn, too. */
  constructor(joint: Joint, parts: readonly NewElements[], seed: number, isIntegrated: boolean) {
    this.parts = parts.map((one) => new NewEffects(joint, one, seed, isIntegrated));
    this.directions = this.parts.flatMap(({ directions }) => directions);
  }

  /** Writes the values of the next draw. */
  fill(given: Float64Array): void {
    for (const part of this.parts) part.fill(given);
  }
}
