/**
 * What differs between two texts, line by line: the longest common subsequence of their lines (Wagner & Fischer 1974), and what is not in it as
 * lines left out and lines put in, in the form of `diff -u`. Time and memory are the product of the lines that are between the common head and tail.
 */

/** A line of either text, or of both. */
export interface ComparedLine {
  readonly kind: "same" | "removed" | "added";
  /** As it is in the second text where both have it. */
  readonly text: string;
}

/** All lines of both, in order; lines with the same key are the same line. Of a change, what was removed stands first. */
export function compareLines(
  first: readonly string[],
  second: readonly string[],
  keyOf: (line: string) => string = (line) => line,
): ComparedLine[] {
  const [a, b] = [first.map(keyOf), second.map(keyOf)];
  const shortest = Math.min(a.length, b.length);
  let head = 0;
  while (head < shortest && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shortest - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (text: string): ComparedLine => ({ kind: "same", text });
  return [
    ...second.slice(0, head).map(same),
    ...compareMiddle(first, second, a, b, head, tail),
    ...second.slice(second.length - tail).map(same),
  ];
}

function compareMiddle(
  first: readonly string[],
  second: readonly string[],
  a: readonly string[],
  b: readonly string[],
  head: number,
  tail: number,
): ComparedLine[] {
  const [rows, width] = [a.length - head - tail, b.length - head - tail];
  // common[i][j]: the most lines that what begins at line i of the first and j of the second has in common.
  const common = Array.from({ length: rows + 1 }, () => new Uint32Array(width + 1));
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      common[i]![j] =
        a[head + i] === b[head + j]
          ? common[i + 1]![j + 1]! + 1
          : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const lines: ComparedLine[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < width) {
    if (i < rows && j < width && a[head + i] === b[head + j]) {
      lines.push({ kind: "same", text: second[head + j]! });
      [i, j] = [i + 1, j + 1];
    } else if (j === width || (i < rows && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ kind: "removed", text: first[head + i++]! });
    } else lines.push({ kind: "added", text: second[head + j++]! });
  }
  return lines;
}

const signs: Readonly<Record<ComparedLine["kind"], string>> = { same: " ", removed: "-", added: "+" };

/** The changes with `context` lines about each, a head of line numbers before each hunk, as `diff -u` has them; no lines where nothing differs. */
export function unifiedLines(lines: readonly ComparedLine[], context = 3): string[] {
  const changed = lines.flatMap(({ kind }, i) => (kind === "same" ? [] : [i]));
  const hunks: [from: number, to: number][] = [];
  for (const at of changed) {
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, at - context), Math.min(lines.length, at + context + 1)];
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  const count = (part: readonly ComparedLine[], other: ComparedLine["kind"]): number =>
    part.filter(({ kind }) => kind !== other).length;
  return hunks.flatMap(([from, to]) => {
    const [before, hunk] = [lines.slice(0, from), lines.slice(from, to)];
    const place = (other: "added" | "removed"): string => {
      const [start, size] = [count(before, other), count(hunk, other)];
      return `${size === 0 ? start : start + 1}${size === 1 ? "" : `,${size}`}`;
    };
    return [
      `@@ -${place("added")} +${place("removed")} @@`,
      ...hunk.map(({ kind, text }) => `${signs[kind]}${text}`),
    ];
  });
}
