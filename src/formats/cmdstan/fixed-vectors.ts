/** Vectors that are the same for all fields. Loaded once, they stay in registers, where constants in code are made anew each time. */

import { type Code, integer, loadVector, set } from "../../webassembly/code.ts";
import { kernelLayout } from "./kernel-layout.ts";

const lanes = 16;
const ofBytes = (byte: number): readonly number[] => Array.from({ length: lanes }, () => byte);
const ofPairs = (one: number, other: number): readonly number[] =>
  Array.from({ length: lanes }, (_, lane) => [one, one >> 8, other, other >> 8][lane % 4]! & 255);

const vectors = {
  comma: ofBytes(44),
  point: ofBytes(46),
  zero: ofBytes(48),
  space: ofBytes(32),
  nine: ofBytes(9),
  /** A point less the character of 0. */
  pointLessZero: ofBytes(46 - 48 + 256),
  low: ofPairs(255, 255),
  tens: ofPairs(10, 10),
  hundreds: ofPairs(100, 1),
  tenThousands: ofPairs(10_000, 1),
  /** The most that lanes are of up to eight digits at the end. */
  lastDigits: Array.from({ length: lanes }, (_, lane) => (lane < 8 ? 0 : 9)),
} as const;

/** The name of one. */
type FixedVector = keyof typeof vectors;

/** Puts them to their place in a memory. */
export function fillVectors(memory: ArrayBuffer): void {
  for (const [k, vector] of Object.values(vectors).entries())
    new Uint8Array(memory, kernelLayout.vectors + lanes * k, lanes).set(vector);
}

/** Loads some, each into the local variable that is said. */
export function loadFixed(locals: Readonly<Partial<Record<FixedVector, number>>>): Code {
  const names = Object.keys(vectors);
  return Object.entries(locals).flatMap(([name, local]) => [
    ...integer(0),
    ...loadVector(kernelLayout.vectors + lanes * names.indexOf(name)),
    ...set(local),
  ]);
}
