/** Where numbers of a row are put: the first one to `numbers[at]`, each other one `step` behind the one before. */
export interface NumbersOut<Numbers extends Int32Array | Float64Array = Int32Array | Float64Array> {
  readonly numbers: Numbers;
  readonly at: number;
  readonly step: number;
}

/** The same, so many fields further. */
export function further<Numbers extends Int32Array | Float64Array>(
  { numbers, at, step }: NumbersOut<Numbers>,
  fields: number,
): NumbersOut<Numbers> {
  return { numbers, at: at + fields * step, step };
}

/** Puts the first `count` of `from` there. */
export function putNumbers(
  from: Int32Array | Float64Array,
  count: number,
  { numbers, at, step }: NumbersOut,
): void {
  for (let k = 0; k < count; k++) numbers[at + k * step] = from[k]!;
}
