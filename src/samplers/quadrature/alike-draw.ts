/**
 * Draws of one number for each of many groups of which most are alike: each proposes by the table of its class, and those that must look at the
 * density do so together, one of each class at a time.
 */

import { log } from "../../numeric/logarithm.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { ClassEnvelopes, nodesOfTables } from "./class-envelopes.ts";
import type { GroupIntegrals } from "./group-integrals.ts";
import type { GroupedModelRecipe } from "./grouped-model.ts";

/** Looks for each class at most: then the last is taken. */
const mostLooks = 1e6;

export class AlikeDraw {
  /** Proposals so far, those of them that were looked at, and those whose density is above the envelope. */
  proposals = 0;
  looks = 0;
  violations = 0;
  private readonly envelopes: ClassEnvelopes;
  private readonly classOf: Int32Array;
  /** Of each class the first member that waits, and of each member the next of its class; -1 for none. */
  private readonly first: Int32Array;
  private readonly next: Int32Array;
  /** Of members that wait: the log of the envelope where they are, and that of their number. */
  private readonly logEnvelopes: Float64Array;
  private readonly logNumbers: Float64Array;
  private readonly numbers: Float64Array;
  private readonly heights: Float64Array;

  private constructor(groups: number, classOf: Int32Array, nodes: Float64Array) {
    this.envelopes = new ClassEnvelopes(groups, nodes);
    this.classOf = classOf;
    this.first = new Int32Array(groups);
    this.next = new Int32Array(classOf.length);
    this.logEnvelopes = new Float64Array(classOf.length);
    this.logNumbers = new Float64Array(classOf.length);
    this.numbers = new Float64Array(groups);
    this.heights = new Float64Array(groups);
  }

  /** Null where too few are alike, or groups have two numbers. */
  static of({ groups, width, members }: GroupedModelRecipe): AlikeDraw | null {
    const nodes = members === null || width > 1 ? null : nodesOfTables(members.size / groups);
    return nodes && new AlikeDraw(groups, members!.classOf, nodes);
  }

  /** A number for each member into `drawn`, where the integrals are. */
  draw(integrals: GroupIntegrals, drawn: Float64Array, stream: RandomStream): void {
    const { classOf, first, next } = this;
    this.envelopes.build(integrals);
    first.fill(-1);
    let waiting = 0;
    for (let j = 0; j < drawn.length; j++) {
      const c = classOf[j]!;
      if (this.isTaken(j, c, drawn, stream)) continue;
      next[j] = first[c]!;
      first[c] = j;
      waiting++;
    }
    for (let time = 0; time < mostLooks && waiting > 0; time++)
      waiting -= this.look(integrals, drawn, stream);
  }

  /** One member of each class looks at the density where it is; how many are done. */
  private look(integrals: GroupIntegrals, drawn: Float64Array, stream: RandomStream): number {
    const { first, next, numbers, heights, logEnvelopes, logNumbers } = this;
    const { modes } = integrals.placement;
    for (let c = 0; c < first.length; c++) numbers[c] = first[c]! < 0 ? modes[c]! : drawn[first[c]!]!;
    integrals.heightsAt(numbers, heights);
    let done = 0;
    for (let c = 0; c < first.length; c++) {
      const j = first[c]!;
      if (j < 0) continue;
      this.looks++;
      const ratio = heights[c]! - logEnvelopes[j]!;
      if (ratio > 0) this.violations++;
      if (!(logNumbers[j]! < ratio) && !this.isTaken(j, c, drawn, stream)) continue;
      first[c] = next[j]!;
      done++;
    }
    return done;
  }

  /** Proposes a number for a member; whether it is taken without a look. */
  private isTaken(j: number, c: number, drawn: Float64Array, stream: RandomStream): boolean {
    const { envelopes } = this;
    envelopes.propose(c, stream);
    this.proposals++;
    drawn[j] = envelopes.number;
    const number = stream.uniform();
    if (number < envelopes.unseen) return true;
    this.logEnvelopes[j] = envelopes.logEnvelope;
    this.logNumbers[j] = log(number);
    return false;
  }
}
