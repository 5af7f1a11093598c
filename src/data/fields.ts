/**
 * The fields of one record of a file, as places in its bytes (UTF-8), so that a text is only made of a field where one is
 * needed.
 */

/** Field i is `bytes[starts[i] .. ends[i]]`. The same object is filled again for each record. */
export interface Fields {
  bytes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  count: number;
}

// Of a byte order mark too, nothing is left out.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** `bytes[start .. end]` as text; what is not UTF-8 becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** All fields as texts. */
export function textsOf({ bytes, starts, ends, count }: Fields): string[] {
  return Array.from({ length: count }, (_, i) => decodeText(bytes, starts[i]!, ends[i]!));
}

/** Where `bytes[start .. end]` starts without the blanks before it, which are those of `String.trim`. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const length = blankLength(bytes, at, end);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** Where `bytes[start .. end]` ends without the blanks after it. */
export function dropBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start) {
    // A blank takes one, two or three bytes, and of several bytes none is below 0x80.
    const most = bytes[at - 1]! < 0x80 ? 1 : 3;
    let length = 1;
    while (length <= most && (at - length < start || blankLength(bytes, at - length, at) !== length))
      length++;
    if (length > most) return at;
    at -= length;
  }
  return at;
}

/** How many bytes the blank at `at` has; 0 if there is none. */
function blankLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return first === 0x20 || (first >= 0x09 && first <= 0x0d) ? 1 : 0;
  if (first === 0xc2) return at + 1 < end && bytes[at + 1] === 0xa0 ? 2 : 0;
  if (first < 0xe1 || at + 2 >= end) return 0;
  return isLongBlank((first << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) ? 3 : 0;
}

/** The blanks of three bytes: U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF. */
function isLongBlank(bytes: number): boolean {
  if (bytes >= 0xe28080 && bytes <= 0xe2808a) return true;
  return longBlanks.includes(bytes);
}

const longBlanks: readonly number[] = [0xe19a80, 0xe280a8, 0xe280a9, 0xe280af, 0xe2819f, 0xe38080, 0xefbbbf];
