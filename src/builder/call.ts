/** A distribution as the builder has it: what its text will be made of, and for the compiler what that refers to. */

import { joined, type Piece } from "./piece.ts";
import type { ReferencesOf, Value } from "./references.ts";

declare const references: unique symbol;

/** What a call of a distribution gives; it goes to `parameter`, `outcome`, or what makes a distribution of others. */
export class Call<Reference extends string = string> {
  readonly pieces: readonly Piece[];
  /** For the compiler alone. */
  declare readonly [references]?: Reference;

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

/** The call of a name with its arguments. What it refers to is for the types to say. */
export function call(name: string, args: readonly (readonly Piece[])[]): Call<never> {
  return new Call([`${name}(`, ...joined(args), ")"]);
}

/** Arguments by position, or by name. */
export interface DistributionFunction<
  Positions extends readonly (Value | undefined)[],
  Names extends object,
> {
  <const Given extends Positions>(...values: Given): Call<ReferencesOf<Given[number]>>;
  <const Given extends Names>(
    named: Given & { readonly [Name in Exclude<keyof Given, keyof Names>]: never },
  ): Call<ReferencesOf<Given[keyof Given]>>;
}
