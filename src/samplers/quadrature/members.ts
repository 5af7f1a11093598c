/**
 * The groups whose effects are drawn: those that are integrated, or, where one of these stands for several, all of them, each with numbers of
 * its own.
 */

import { type CompiledFunction, instantiateFunction } from "../../density/compile.ts";
import type { MembersRecipe } from "./compile-members.ts";
import type { GroupIntegrals } from "./group-integrals.ts";
import type { GroupedModelRecipe } from "./grouped-model.ts";

export class Members {
  readonly size: number;
  /** Of each member: which of the groups that are integrated it is alike. */
  readonly classOf: Int32Array;
  /** Where the k-th number of member j is in the position: at k · size + j. */
  readonly places: Int32Array;
  private readonly recipe: MembersRecipe | null;
  /** Made when they are first needed. */
  private shared: CompiledFunction | null = null;
  private values: CompiledFunction | null = null;

  constructor({ groups, places, members }: GroupedModelRecipe) {
    this.recipe = members;
    this.size = members?.size ?? groups;
    this.places = members?.places ?? places;
    this.classOf = members?.classOf ?? Int32Array.from({ length: groups }, (_, j) => j);
  }

  /** Once for each position, before heights there are asked for. */
  moveTo({ whole }: GroupIntegrals): void {
    if (this.recipe === null) return;
    this.shared ??= instantiateFunction(this.recipe.shared!);
    this.values ??= instantiateFunction(this.recipe.values!);
    this.shared(whole, whole);
  }

  /** Puts numbers of all members, the k-th of member j at k · size + j, and writes h_j to `heights`. */
  heightsAt(integrals: GroupIntegrals, numbers: Float64Array, heights: Float64Array): void {
    const { places, values } = this;
    if (values === null) {
      integrals.heightsAt(numbers, heights);
      return;
    }
    for (let i = 0; i < places.length; i++) integrals.whole[places[i]!] = numbers[i]!;
    values(integrals.whole, heights);
  }
}
