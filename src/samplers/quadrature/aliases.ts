/**
 * Choosing one of many by their weights with one number: each of n cells has a share of its own, the rest of it is another's.
 *
 * Source: Walker (1977), ACM Transactions on Mathematical Software 3, 253-256; filled as by Vose (1991), IEEE Transactions on Software
 * Engineering 17, 972-975.
 */

/** Writes the shares and aliases of weights, of which one at least is above 0, from `at` on: cell k is k below its share and `aliases[at + k]` above. */
export function fillAliases(
  weights: Float64Array,
  shares: Float64Array,
  aliases: Int32Array,
  at: number,
): void {
  const count = weights.length;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += weights[k]!;
  const small: number[] = [];
  const large: number[] = [];
  for (let k = 0; k < count; k++) {
    shares[at + k] = (weights[k]! / sum) * count;
    aliases[at + k] = k;
    (shares[at + k]! < 1 ? small : large).push(k);
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large[large.length - 1]!;
    aliases[at + less] = more;
    shares[at + more] = shares[at + more]! - (1 - shares[at + less]!);
    if (shares[at + more]! >= 1) continue;
    large.pop();
    small.push(more);
  }
  // What is left is 1 but for rounding.
  for (const k of [...small, ...large]) shares[at + k] = 1;
}
