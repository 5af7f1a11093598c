/** A picture as JSON: long lists of numbers as bytes in base64, of four each where the picture does not show the difference. */

import { visibleJson } from "../../text/visible.ts";
import type { Picture } from "../picture.ts";

interface Packed {
  /** Bytes of a number. */
  readonly bytes: 4 | 8;
  /** Little-endian, in base64. */
  readonly numbers: string;
}

/** Shorter lists are written as they are. */
const leastPacked = 32;
/** In parts of the range of a list: less than a pixel of any zoom that makes sense. */
const invisible = 1e-5;

/** Without a `<` and without what cannot be seen, so that it may stand in a page. */
export function encodePicture(picture: Picture): string {
  const json = JSON.stringify(picture, (_, value: unknown) => {
    if (!isNumbers(value)) return value;
    return value.length < leastPacked ? Array.from(value) : packed(Float64Array.from(value));
  });
  return visibleJson(json).replaceAll("<", "\\u003c");
}

/** The picture again; what was no finite number in a short list is NaN. */
export function decodePicture(json: string): Picture {
  return JSON.parse(json, (_, value: unknown) => {
    if (isPacked(value)) return unpacked(value);
    const isList = Array.isArray(value) && value.length > 0;
    if (isList && value.every((one) => one === null || typeof one === "number"))
      return value.map((one: number | null) => one ?? Number.NaN);
    return value;
  });
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  if (value instanceof Float64Array || value instanceof Float32Array || value instanceof Int32Array)
    return true;
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "number");
}

function isPacked(value: unknown): value is Packed {
  return typeof value === "object" && value !== null && "bytes" in value && "numbers" in value;
}

function packed(values: Float64Array): Packed {
  const short = Float32Array.from(values);
  let [least, most, worst] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
    worst = Math.max(worst, Math.abs(value - short[i]!));
  }
  const isEnough = worst <= invisible * Math.max(0, most - least);
  return isEnough
    ? { bytes: 4, numbers: base64(short.length * 4, (view, i) => view.setFloat32(4 * i, short[i]!, true), 4) }
    : {
        bytes: 8,
        numbers: base64(values.length * 8, (view, i) => view.setFloat64(8 * i, values[i]!, true), 8),
      };
}

function base64(size: number, put: (view: DataView, i: number) => void, each: number): string {
  const view = new DataView(new ArrayBuffer(size));
  for (let i = 0; i < size / each; i++) put(view, i);
  const bytes = new Uint8Array(view.buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

function unpacked({ bytes, numbers }: Packed): Float64Array {
  const text = atob(numbers);
  const view = new DataView(new ArrayBuffer(text.length));
  for (let i = 0; i < text.length; i++) view.setUint8(i, text.charCodeAt(i));
  return Float64Array.from({ length: text.length / bytes }, (_, i) =>
    bytes === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
}
