/**
 * The slow obvious twin: the density of all parameters, as the compiler makes it for any sampler, summed over a dense grid of the effects of one
 * group after another, the others held. log ∫ p = Σ_j log ∫ p(z_j, z_others = c) - (J - 1) log p(c) where groups are independent given the rest.
 */

import { compile, instantiate } from "../../../src/density/compile.ts";
import { isGrouping } from "../../../src/language/parts.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";

/** log π at free numbers of what is left, in the order of the joint position; effects of other groups are held at `held`. */
export function sumOverGrid(
  model: BoundModel,
  held: number,
  step = 0.05,
): (position: Float64Array) => number {
  const compiled = compile(model);
  const { density } = instantiate(compiled.recipe);
  const { joint } = compiled;
  const { checked, domains } = model;
  const groups: number[][] = [];
  const isEffect = new Uint8Array(density.dimension);
  for (const { name, node } of joint.inputs) {
    const declared = checked.declarations.get(name)!;
    const factor = declared.plates.find((plate) => isGrouping(checked.plates.get(plate)));
    if (factor === undefined) continue;
    const { indices } = domains.mapBetween(node.domain, domains.ofPlates([factor]))!;
    indices.forEach((group, i) => {
      const places = groups[group] ?? [];
      places.push(node.offset + i);
      groups[group] = places;
    });
    isEffect.fill(1, node.offset, node.offset + node.domain.size);
  }
  const free = [...isEffect.keys()].filter((i) => isEffect[i] === 0);
  const gradient = new Float64Array(density.dimension);
  const whole = new Float64Array(density.dimension).fill(held);
  // z = sinh t: dense about 0, and far out.
  const farthest = groups[0]!.length === 1 ? 9 : 3.2;
  const count = Math.round((2 * farthest) / step);
  const nodes = Array.from({ length: count + 1 }, (_, i) => -farthest + i * step);
  const integralOf = (places: readonly number[]): number => {
    const terms: number[] = [];
    const visit = (k: number, logWeight: number): void => {
      if (k === places.length) {
        const value = density.evaluate(whole, gradient);
        // What is no number has no density.
        terms.push(Number.isNaN(value) ? -Infinity : logWeight + value);
        return;
      }
      for (const t of nodes) {
        whole[places[k]!] = Math.sinh(t);
        visit(k + 1, logWeight + Math.log(step * Math.cosh(t)));
      }
      whole[places[k]!] = held;
    };
    visit(0, 0);
    const most = terms.reduce((a, b) => Math.max(a, b), -Infinity);
    return most + Math.log(terms.reduce((sum, one) => sum + Math.exp(one - most), 0));
  };
  return (position) => {
    free.forEach((place, i) => {
      whole[place] = position[i]!;
    });
    const alone = density.evaluate(whole, gradient);
    return (
      groups.reduce((sum, places) => sum + integralOf(places), -(groups.length - 1) * alone) +
      joint.droppedConstant
    );
  };
}
