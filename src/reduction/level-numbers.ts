/** Numbers that each level of a factor should have one of: of each group the least and the greatest, which are one where all is well. */

import { compareCodePoints } from "../data/factors.ts";
import { conflictingRows } from "../data/problems.ts";
import type { Problem } from "../problems/problem.ts";
import { isLevelNumber, type ReductionKey } from "./reduction.ts";

export class LevelNumbers {
  /** Places of such columns among the keys. */
  readonly places: readonly number[];
  private readonly keys: readonly ReductionKey[];
  /** Of group g from g times the number of places on; NaN where nothing was noted. */
  private least = new Float64Array(64).fill(Number.NaN);
  private most = new Float64Array(64).fill(Number.NaN);
  /** Whether a group has several values of one of them. */
  hasSeveral = false;

  constructor(keys: readonly ReductionKey[]) {
    this.keys = keys;
    this.places = keys.flatMap((key, k) => (isLevelNumber(keys, key) ? [k] : []));
  }

  /** A value of a row of the group, of column c of `places`. */
  note(group: number, c: number, value: number): void {
    // 0 and -0 are one number.
    const number = value + 0;
    const at = group * this.places.length + c;
    while (at >= this.least.length) this.grow();
    const [least, most] = [this.least[at]!, this.most[at]!];
    if (least === number && most === number) return;
    if (Number.isNaN(least)) {
      this.least[at] = number;
      this.most[at] = number;
      return;
    }
    this.hasSeveral = true;
    if (number < least) this.least[at] = number;
    if (number > most) this.most[at] = number;
  }

  leastOf(group: number, c: number): number {
    return this.least[group * this.places.length + c]!;
  }

  mostOf(group: number, c: number): number {
    return this.most[group * this.places.length + c]!;
  }

  /** Of each column that has several values in a level of its factor, the first such level in the order of labels. `valuesOf`: those of all keys in a group. */
  problems(
    file: string,
    groupCount: number,
    valuesOf: (group: number) => readonly (string | number)[],
  ): Problem[] {
    if (!this.hasSeveral) return [];
    return this.places.flatMap((k, c) => {
      const { request, constantWithin: factor } = this.keys[k]!;
      let first: { readonly level: string; readonly group: number } | null = null;
      for (let group = 0; group < groupCount; group++) {
        if (this.leastOf(group, c) === this.mostOf(group, c)) continue;
        const level = this.levelOf(factor!, valuesOf(group));
        if (first === null || compareCodePoints(level, first.level) < 0) first = { level, group };
      }
      if (first === null) return [];
      const place = { file, line: null, column: request.from };
      const values: [string, string] = [
        String(this.leastOf(first.group, c)),
        String(this.mostOf(first.group, c)),
      ];
      return [conflictingRows(place, factor!, first.level, values, "its rows")];
    });
  }

  /** The level of a factor: of one within another their labels, the outer one first. */
  private levelOf(factor: string, values: readonly (string | number)[]): string {
    const k = this.keys.findIndex(({ request }) => request.name === factor);
    const outer = this.keys[k]!.request.within;
    return outer === null ? String(values[k]) : `${this.levelOf(outer, values)}:${values[k]}`;
  }

  private grow(): void {
    const [least, most] = [this.least, this.most].map((before) => {
      const longer = new Float64Array(2 * before.length).fill(Number.NaN);
      longer.set(before);
      return longer;
    });
    [this.least, this.most] = [least!, most!];
  }
}
