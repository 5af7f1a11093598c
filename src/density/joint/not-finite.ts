/** Which term of the log density is not finite at a position: said in the model's own words. */

import { Interpreter } from "../graph/interpret.ts";
import type { Joint, JointTerm } from "./joint.ts";

export interface NotFinite {
  readonly term: JointTerm;
  /** The first element of the term's domain that is not finite, and its value there. */
  readonly element: number;
  readonly value: number;
}

/** The first term in the order of the statements; null if all are finite (then the gradient is not). */
export function findNotFinite(joint: Joint, position: Float64Array): NotFinite | null {
  const interpreter = new Interpreter(position);
  for (const term of joint.terms) {
    const values = interpreter.values(term.node);
    const element = values.findIndex((value) => !Number.isFinite(value));
    if (element >= 0) return { term, element, value: values[element]! };
  }
  return null;
}
