/** Numbers that break a rule, in so many decimals that the reader sees that they do: 0.2996 and not 0.30, where less than 0.3 fails. */

/** `value` in at least so many decimals, and on the side of `threshold` on which it is. */
export function breakingText(value: number, threshold: number, decimals: number): string {
  const side = Math.sign(value - threshold);
  let shown = decimals;
  while (Number.isFinite(value) && Math.sign(Number(value.toFixed(shown)) - threshold) !== side && shown < 15)
    shown++;
  return value.toFixed(shown);
}

/** A share in percent that breaks the rule of a largest share: "1 %", or "1.02 %" where 1 % would be kept. */
export function breakingPercent(share: number, threshold: number): string {
  return `${breakingText(100 * share, 100 * threshold, 0)} %`;
}
