/** Sorting by counting. */

/** Places sorted by the number in each, below `count`: those of number k are `places[starts[k] .. starts[k + 1]]`, ascending. */
export function sortByNumber(numbers: Int32Array, count: number): { places: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < numbers.length; i++) starts[numbers[i]! + 1]!++;
  for (let k = 0; k < count; k++) starts[k + 1]! += starts[k]!;
  const next = starts.slice();
  const places = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) places[next[numbers[i]!]!++] = i;
  return { places, starts };
}
