/** How numbers are written in lessons. */

/** With so many digits behind the point; a true minus sign. */
export function fixed(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return value === Infinity ? "∞" : "–";
  const text = value.toFixed(digits);
  // No minus before a number that is 0 as it is written.
  if (!text.startsWith("-") || Number(text) === 0) return text.replace("-", "");
  return `−${text.slice(1)}`;
}

/** "[8.10, 9.93]" */
export function interval(lower: number, upper: number, digits = 2): string {
  return `[${fixed(lower, digits)}, ${fixed(upper, digits)}]`;
}

/** "35 %" */
export function percent(share: number, digits = 0): string {
  return `${fixed(100 * share, digits)} %`;
}

/** As a table of data has it: two digits behind the point. */
export function rounded(value: number): number {
  return Number(value.toFixed(2));
}
