/**
 * Files of R's own, `saveRDS` and `save`, which are told apart to say what to do with them: no package that is kept up reads R's
 * serialization. Source: R Internals, "Serialization Formats".
 */

import type { FileHead } from "./format.ts";

/** Serialized as binary or text, or by its name if it is packed by bzip2 or xz. */
export function isRData({ name, text, bytes }: FileHead): boolean {
  if (/^(RD[XA][23]|A\n[23])\n/.test(text) || beginsWith(bytes, [0x58, 0x0a, 0, 0, 0])) return true;
  const isPacked = text.startsWith("BZh") || beginsWith(bytes, [0xfd, 0x37, 0x7a, 0x58, 0x5a]);
  return isPacked && /\.(rds|rda|rdata)$/i.test(name);
}

function beginsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, i) => bytes[i] === byte);
}
