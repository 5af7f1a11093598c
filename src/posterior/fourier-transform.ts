/**
 * The discrete Fourier transform of a power-of-two number of complex values, in place: the iterative radix-2 algorithm of
 * Cooley & Tukey (1965), decimation in time. Neither @stdlib nor ml-matrix has one.
 */

import { cos, sin } from "../numeric/trigonometric.ts";

/** Transforms `re + i im`, each of length `size`, without scaling: X_k = Σ x_j exp(-2πi jk / size). */
type FourierTransform = (re: Float64Array, im: Float64Array) => void;

/** Tables by size: they depend on nothing else, and every variable of a posterior needs the same ones. */
const transforms = new Map<number, FourierTransform>();

/** The transform for a size that is a power of two, at least 2. */
export function fourierTransform(size: number): FourierTransform {
  const known = transforms.get(size);
  if (known) return known;
  const made = createFourierTransform(size);
  transforms.set(size, made);
  return made;
}

function createFourierTransform(size: number): FourierTransform {
  const cosines = new Float64Array(size / 2);
  const sines = new Float64Array(size / 2);
  for (let k = 0; k < size / 2; k++) {
    cosines[k] = cos((2 * Math.PI * k) / size);
    sines[k] = -sin((2 * Math.PI * k) / size);
  }
  const reversed = bitReversal(size);
  return (re, im) => {
    permute(re, reversed);
    permute(im, reversed);
    for (let half = 1; half < size; half *= 2) butterflies(re, im, half, cosines, sines);
  };
}

/** The permutation that reverses the bits of each index below `size`. */
function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) reversed[i] = (reversed[i >> 1]! >> 1) | (i & 1 ? size >> 1 : 0);
  return reversed;
}

function permute(values: Float64Array, order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) {
    const j = order[i]!;
    if (i < j) {
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
  }
}

/** One stage: transforms of `half` values are joined in pairs, (a, b) → (a + w b, a - w b). */
function butterflies(
  re: Float64Array,
  im: Float64Array,
  half: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  const size = re.length;
  const stride = size / (2 * half);
  for (let k = 0; k < half; k++) {
    const c = cosines[k * stride]!;
    const s = sines[k * stride]!;
    for (let a = k; a < size; a += 2 * half) {
      const b = a + half;
      const bRe = c * re[b]! - s * im[b]!;
      const bIm = c * im[b]! + s * re[b]!;
      re[b] = re[a]! - bRe;
      im[b] = im[a]! - bIm;
      re[a] = re[a]! + bRe;
      im[a] = im[a]! + bIm;
    }
  }
}
