/** What a conjugate pair is: how it is recognized, and how its full conditional is drawn from. */

import type { Node } from "../../../density/graph/node.ts";
import type { RandomStream } from "../../../numeric/random-stream.ts";
import type { PowerBlock } from "../power-block.ts";

/** A family of full conditionals of one number for each element. */
export interface ConjugatePair {
  /** The family of the full conditional: "gamma". */
  readonly name: string;
  /** What it comes about from, for the documentation: prior and what it is the parameter of. */
  readonly description: string;
  /** The full conditional with its arguments, for the documentation and `explain`. */
  readonly conditional: string;
  /** What `draw` needs, each over the block's elements or scalar; null where the conditional is of another family. */
  readonly match: (block: PowerBlock) => readonly Node[] | null;
  /**
   * One draw, on the unconstrained scale, given the numbers that `match` asked for and the present value on that scale. NaN
   * where they are no arguments of the family: the parameter then stays.
   */
  readonly draw: (stream: RandomStream, values: Float64Array, present: number) => number;
}
