/**
 * The known name that a misspelt one most likely meant.
 *
 * Distance is that of Damerau (optimal string alignment): insertions, deletions, substitutions and swaps of neighbours
 * each cost one. Letters that differ only in case or underscores cost nothing, so that `HalfNormal` finds `half_normal`.
 */

/** Longer names are compared by their beginnings only, so that a megabyte of text stays cheap. */
const longestCompared = 64;

/** The nearest of `known` (the first of equals), or null where none is near enough to be worth suggesting. */
export function nearestName(wanted: string, known: Iterable<string>): string | null {
  const key = comparable(wanted);
  const allowed = Math.max(1, Math.floor(key.length / 3));
  let nearest: string | null = null;
  let smallest = allowed + 1;
  for (const name of known) {
    const candidate = comparable(name);
    if (Math.abs(candidate.length - key.length) >= smallest) continue;
    const distance = editDistance(key, candidate);
    // One letter for another is a different name, not a misspelling of it.
    if (distance < smallest && distance < Math.max(key.length, candidate.length)) {
      smallest = distance;
      nearest = name;
    }
  }
  return nearest;
}

function comparable(name: string): string {
  return name.slice(0, longestCompared).toLowerCase().replaceAll("_", "");
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** What is meant by names of other languages, from a table that has them behind each meaning: `{ int: "integer count" }`. */
export function foreignNames<Meaning extends string>(
  table: Readonly<Record<Meaning, string>>,
): ReadonlyMap<string, Meaning> {
  const entries = Object.entries(table) as [Meaning, string][];
  return new Map(entries.flatMap(([meaning, names]) => names.split(" ").map((name) => [name, meaning])));
}
