/**
 * Statistics as a file: JSON with a line for each group, whose sums are exact, as doubles that add up to them. It is the same text for the
 * same rows, in whatever order they came.
 */

import { Hash } from "../data/fingerprint.ts";
import { canonicalParts } from "../numeric/expansions.ts";
import type { Problem } from "../problems/problem.ts";
import { ExactGroups, sumsPerGroup } from "./exact-groups.ts";
import { noStatistics, otherStatistics, statisticsBroken, statisticsOfOther } from "./problems-files.ts";
import type { NumericBound, Reduction } from "./reduction.ts";

const format = "hyperprior statistics";
const version = 1;
const head = `{"format":${JSON.stringify(format)},"version":`;

/** Whether a text begins as that of a file of statistics, of whatever version. */
export function isStatisticsText(text: string): boolean {
  return text.startsWith(head);
}

/** What a file says of the columns that it is of, to be compared with a model. */
interface FiledColumns {
  readonly kind: Reduction["kind"];
  readonly outcome: string;
  readonly keys: readonly { readonly name: string; readonly type: string }[];
  readonly moments: readonly { readonly name: string; readonly bounds: readonly NumericBound[] }[];
}

function columnsOf({ kind, outcome, keys, moments }: Reduction): FiledColumns {
  return {
    kind,
    outcome,
    keys: keys.map(({ request: { name, type } }) => ({ name, type })),
    moments: moments.map(({ request: { name }, bounds }) => ({ name, bounds })),
  };
}

/** The lines of the file, each with its end. */
export function* statisticsLines(groups: ExactGroups): Generator<string> {
  const hash = new Hash();
  for (const line of bodyLines(groups)) {
    hash.addText(line);
    yield `${line}\n`;
  }
  yield `"fingerprint":${JSON.stringify(hash.digest())}}\n`;
}

function* bodyLines(groups: ExactGroups): Generator<string> {
  const { reduction, rowsRead, rowsDropped, counts, sums } = groups;
  const width = sumsPerGroup(reduction);
  const { kind, outcome, keys, moments } = columnsOf(reduction);
  yield `${head}${version},`;
  yield `"kind":${JSON.stringify(kind)},"outcome":${JSON.stringify(outcome)},`;
  yield `"keys":${JSON.stringify(keys)},`;
  yield `"moments":${JSON.stringify(moments)},`;
  yield `"rowsRead":${rowsRead},"rowsDropped":${rowsDropped},`;
  yield `"groups":[`;
  const order = groups.inOrder();
  const valuesOf = groups.valuesOfGroups();
  for (const [i, group] of order.entries()) {
    const parts = Array.from({ length: width }, (_, k) => canonicalParts(sums.at(group * width + k)));
    const line = JSON.stringify([valuesOf(group), counts[group], ...parts]);
    yield i < order.length - 1 ? `${line},` : line;
  }
  yield "],";
}

/** The groups that a text holds, for the reduction of a model; `file` is for messages. */
export function readStatistics(text: string, reduction: Reduction, file: string): ExactGroups | Problem {
  const lines = text.replace(/\r\n?/g, "\n").trimEnd().split("\n");
  const isOurs = isStatisticsText(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return isOurs ? statisticsBroken(file, "it ends before its last line") : noStatistics(file);
  }
  const filed = value as Partial<Record<string, unknown>> | null;
  if (typeof filed !== "object" || filed === null || filed.format !== format) return noStatistics(file);
  if (filed.version !== version) return otherStatistics(file, String(filed.version), version);
  const hash = new Hash();
  for (const line of lines.slice(0, -1)) hash.addText(line);
  if (filed.fingerprint !== hash.digest())
    return statisticsBroken(file, "it was changed after it was written");
  if (!haveNames(filed.keys) || !haveNames(filed.moments))
    return statisticsBroken(file, "it names no columns");
  const difference = findDifference(columnsOf(reduction), filed as unknown as FiledColumns);
  if (difference !== null) return statisticsOfOther(file, difference);
  return groupsOf(filed, reduction) ?? statisticsBroken(file, "a group in it is no group");
}

function haveNames(columns: unknown): boolean {
  return (
    Array.isArray(columns) && columns.every((one) => typeof one === "object" && one !== null && "name" in one)
  );
}

/** What the file is of and the model is not, in words; null for nothing. */
function findDifference(wanted: FiledColumns, filed: FiledColumns): string | null {
  if (filed.outcome !== wanted.outcome)
    return `its outcome is \`${filed.outcome}\`, and that of the model \`${wanted.outcome}\``;
  if (filed.kind !== wanted.kind)
    return wanted.kind === "counts"
      ? `it has sums of \`${filed.outcome}\`, and the model needs how often each value is`
      : `it has how often each value of \`${filed.outcome}\` is, and the model needs sums`;
  for (const [one, other, words] of [
    [wanted.keys, filed.keys, "groups its rows by"],
    [wanted.moments, filed.moments, "has sums of"],
  ] as const) {
    const [own, its] = [one, other].map((columns) => columns.map(nameOf));
    if (own!.join() !== its!.join())
      return `it ${words} ${listOf(its!)}, and the model needs ${listOf(own!)}`;
    const at = one.findIndex((column, i) => JSON.stringify(column) !== JSON.stringify(other[i]));
    if (at >= 0) return `\`${own![at]}\` has another type or other bounds in it`;
  }
  return null;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.map((name) => `\`${name}\``).join(", ");
}

/** The groups of a file whose columns are those of the reduction; null where something in it is not of its kind. */
function groupsOf(filed: Partial<Record<string, unknown>>, reduction: Reduction): ExactGroups | null {
  const groups = new ExactGroups(reduction);
  const { rowsRead, rowsDropped, groups: list } = filed;
  if (!isCount(rowsRead) || !isCount(rowsDropped) || !Array.isArray(list)) return null;
  groups.rowsRead = rowsRead;
  groups.rowsDropped = rowsDropped;
  const width = sumsPerGroup(reduction);
  for (const group of list as readonly unknown[]) {
    if (!Array.isArray(group) || group.length !== 2 + width) return null;
    const [values, count, ...parts] = group as readonly unknown[];
    if (!areKeys(values, reduction) || !isCount(count) || count < 1 || !parts.every(areNumbers)) return null;
    const before = groups.groupCount;
    const number = groups.groupOf(values);
    // Each group is there once, but for what has several values where it should have one: that is told of all parts together.
    if (number !== before && !groups.hasSeveral) return null;
    groups.addCount(number, count);
    parts.forEach((part, k) => {
      groups.sums.addAll(number * width + k, part);
    });
  }
  return groups.counts.reduce((sum, count) => sum + count, 0) === rowsRead - rowsDropped ? groups : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function areNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((part) => Number.isFinite(part));
}

function areKeys(value: unknown, { keys }: Reduction): value is (string | number)[] {
  return (
    Array.isArray(value) &&
    value.length === keys.length &&
    keys.every(({ request }, k) =>
      request.type === "factor" ? typeof value[k] === "string" : Number.isFinite(value[k]),
    )
  );
}
