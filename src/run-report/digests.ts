/** Digests by which a reader tells whether two runs are of one text, or have the same draws. */

import type { Draws } from "../posterior/draws.ts";
import { fingerprintBytes } from "../run/record/bytes-fingerprint.ts";

/** Of its UTF-8: 16 hexadecimal digits. */
export function digestOfText(text: string): string {
  return fingerprintBytes(new TextEncoder().encode(text));
}

/** Of the bits of all values, variable by variable in their order, as doubles in the order of bytes of the machine, which is little-endian where this runs. */
export function digestOfDraws({ values }: Draws): string {
  const size = values.reduce((sum, { length }) => sum + length, 0);
  const all = new Float64Array(size);
  let at = 0;
  for (const one of values) {
    all.set(one, at);
    at += one.length;
  }
  return fingerprintBytes(new Uint8Array(all.buffer));
}
