/** A small table with a column of each kind. */

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export const table = {
  y: range(24).map((i) => 1 + 0.1 * i + ((i * 7) % 5) * 0.2),
  x: range(24).map((i) => ((i * 5) % 7) / 7),
  s: range(24).map((i) => 0.5 + (i % 3) * 0.25),
  n: range(24).map((i) => 4 + (i % 4)),
  k: range(24).map((i) => (i * 3) % 4),
  f: range(24).map((i) => (i % 2 === 0 ? "a" : "b")),
  g: range(24).map((i) => `g${i % 6}`),
  h: range(24).map((i) => `h${Math.floor(i / 6)}`),
  event: range(24).map((i) => (i % 3 === 0 ? 0 : 1)),
  cens: range(24).map((i) => (i % 5 === 0 ? 1 : i % 7 === 0 ? -1 : 0)),
  ok: range(24).map((i) => ((i * 5) % 3 === 0 ? "yes" : "no")),
  "Body Mass": range(24).map((i) => 60 + ((i * 11) % 13)),
  "p.val": range(24).map((i) => (1 + ((i * 7) % 22)) / 24),
};
