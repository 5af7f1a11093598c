/**
 * What Parquet and Arrow files are packed by: gzip, Brotli and, where this Node has it, Zstandard are Node's own; LZ4, which Feather files
 * are packed by unless told otherwise, is a few lines. Sources: LZ4 block format and LZ4 frame format (github.com/lz4/lz4/blob/dev/doc).
 */

import * as zlib from "node:zlib";

/** Unpacks bytes to `length`. */
export type Unpack = (bytes: Uint8Array, length: number) => Uint8Array;

// Node 20 has no Zstandard, and its types do not know it.
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array };

/** By the names of Parquet, except snappy. */
export const codecs: Readonly<Partial<Record<"GZIP" | "BROTLI" | "LZ4_RAW" | "ZSTD", Unpack>>> = {
  GZIP: (bytes) => zlib.gunzipSync(bytes),
  BROTLI: (bytes) => zlib.brotliDecompressSync(bytes),
  LZ4_RAW: (bytes, length) => {
    const out = roomFor(bytes, length);
    return out.subarray(0, unpackBlock(bytes, out, 0));
  },
  ...(zstdDecompressSync === undefined ? {} : { ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes) }),
};

const frameMagic = 0x184d2204;

/** An LZ4 frame, whose content is `length` bytes. Checksums are left unchecked. Throws a RangeError if it is damaged. */
export const unpackLz4Frame: Unpack = (bytes, length) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== frameMagic) throw new RangeError("it does not begin as an LZ4 frame");
  const flags = bytes[4]!;
  const hasBlockSums = (flags & 0x10) !== 0;
  // Magic, flags, block size, content size and dictionary if they are there, a checksum of these.
  let at = 7 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
  const out = roomFor(bytes, length);
  let size = 0;
  for (let header = view.getUint32(at, true); header !== 0; header = view.getUint32(at, true)) {
    const block = bytes.subarray(at + 4, at + 4 + (header & 0x7fffffff));
    // The highest bit says that the block is not packed.
    if (header >>> 31 === 1) {
      out.set(block, size);
      size += block.length;
    } else size = unpackBlock(block, out, size);
    at += 4 + (header & 0x7fffffff) + (hasBlockSums ? 4 : 0);
  }
  if (size !== length) throw new RangeError(`${size} bytes came out of an LZ4 frame in place of ${length}`);
  return out;
};

/**
 * Unpacks a block behind the first `from` bytes of `out`, which it may refer to, and gives where it ends there. A block is sequences of
 * literals and a copy of what came before: a token of both lengths, more bytes of the first, the literals, the distance, more bytes of the
 * second. The last sequence has literals alone.
 */
function unpackBlock(block: Uint8Array, out: Uint8Array, from: number): number {
  let [at, to] = [0, from];
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) {
      let more = 255;
      while (more === 255 && at < block.length) {
        more = block[at++]!;
        length += more;
      }
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length || to + literals > out.length) throw damaged();
    out.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= block.length) break;
    const distance = block[at]! | ((block[at + 1] ?? 0) << 8);
    at += 2;
    const copied = 4 + lengthFrom(token & 15);
    if (distance === 0 || distance > to || to + copied > out.length) throw damaged();
    // What is copied may reach into itself, so byte by byte.
    for (let i = 0; i < copied; i++) out[to + i] = out[to + i - distance]!;
    to += copied;
  }
  return to;
}

/** Of a byte no more than 255 come out: what says more is damaged, and not worth the memory. */
function roomFor(bytes: Uint8Array, length: number): Uint8Array {
  if (!(length <= 255 * bytes.length)) throw damaged();
  return new Uint8Array(length);
}

function damaged(): RangeError {
  return new RangeError("an LZ4 block is damaged");
}
