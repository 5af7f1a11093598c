/** Faults that are planted in the code of transitions: a method is replaced while a chain of the test moves, and at no other time. */

import type { CollapsedDensity } from "../../src/linear-gaussian/collapsed-density.ts";
import type { Chain, ChainMaker } from "../../src/samplers/chain.ts";
import type { CoordinateMoves } from "../../src/samplers/collapsed-gibbs/coordinate-moves.ts";
import { chainsOf } from "../../src/samplers/index.ts";
import type { SamplerUnderTest } from "./samplers.ts";

/** Any function of any object: what is replaced is private to it. */
type Method = (this: never, ...values: never[]) => unknown;

/** A method of a class by another one, which is given the original. */
export interface Replacement {
  readonly owner: { readonly prototype: object };
  readonly method: string;
  readonly by: (original: Method) => Method;
}

/** The sampler with a method replaced in all that its chains do. */
export function withMethod(
  sampler: SamplerUnderTest,
  ...replacements: readonly Replacement[]
): SamplerUnderTest {
  const planted = <T>(run: () => T): T => {
    const removals = replacements.map(plant);
    try {
      return run();
    } finally {
      for (const remove of removals) remove();
    }
  };
  return {
    ...sampler,
    instantiate: (recipe): ChainMaker => {
      const maker = chainsOf(recipe);
      return {
        ...maker,
        resume: (stream, state) => {
          const chain = planted(() => maker.resume(stream, state));
          return {
            transition: () => planted(() => chain.transition()),
            save: (draw) => chain.save(draw),
            adaptation: () => chain.adaptation(),
            state: () => chain.state(),
          };
        },
      };
    },
  };
}

/** Replaces a method; what is returned puts it back. */
export function plant({ owner, method, by }: Replacement): () => void {
  const methods = owner.prototype as Record<string, Method>;
  const original = methods[method];
  if (original === undefined) throw new Error(`there is no method ${method}`);
  methods[method] = by(original);
  return () => {
    methods[method] = original;
  };
}

/** The sampler with another transition, made of the parts of a chain. */
export function withTransition<Parts>(
  sampler: SamplerUnderTest,
  transition: (parts: Parts, stream: Parameters<ChainMaker["resume"]>[0]) => void,
): SamplerUnderTest {
  return {
    ...sampler,
    instantiate: (recipe): ChainMaker => {
      const maker = chainsOf(recipe);
      return {
        ...maker,
        resume: (stream, state): Chain => {
          const chain = maker.resume(stream, state);
          return {
            transition: () => {
              // The parts are private to the class of the chain.
              transition(chain as unknown as Parts, stream);
              return { logDensity: 0, acceptanceRate: 1 };
            },
            save: (draw) => chain.save(draw),
            adaptation: () => chain.adaptation(),
            state: () => chain.state(),
          };
        },
      };
    },
  };
}

/** What a chain of collapsed Gibbs sweeps is made of. */
export interface CollapsedParts {
  readonly density: CollapsedDensity;
  readonly collapsed: readonly CoordinateMoves[];
  readonly dense: CoordinateMoves;
  readonly residual: CoordinateMoves;
}
