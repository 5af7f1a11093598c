/** The groups of a reduction, added up by the engine that has the rows: two statements, and an answer with a row for each group. */

import { noRows } from "../../data/problems.ts";
import type { ReadOptions } from "../../data/table-builder.ts";
import { boundBroken } from "../../model/problems.ts";
import type { Problem } from "../../problems/problem.ts";
import type { ExactGroups } from "../../reduction/exact-groups.ts";
import { valueTooFar } from "../../reduction/problems.ts";
import { mostGroupsOf } from "../../reduction/reduce-rows.ts";
import type { Engine } from "../engine.ts";
import { type EngineAnswer, needsOf } from "../engine-answer.ts";
import { valuesMissing } from "../problems.ts";
import { cellAt } from "../read-cell.ts";
import { type AnswerAsked, AnswerReader } from "./answer-reader.ts";
import { type PushedColumns, pushedColumns } from "./pushed-columns.ts";
import { type Ranges, rangeStatement, rangesOf, rangeWidth } from "./range-statement.ts";
import { isOfTable, numbersOf } from "./statement-parts.ts";
import { sumDialects } from "./sum-dialects.ts";
import { sumStatement } from "./sum-statement.ts";

export interface GroupsAsked extends AnswerAsked {
  readonly engine: Engine;
  readonly relation: string;
  readonly options: AnswerAsked["options"] & Pick<ReadOptions, "wide">;
  /** Where there are fewer rows they are to be read; 0 if left out. */
  readonly leastRows?: number;
}

/** `groups` is null if a problem is an error. */
export interface PushedGroups {
  readonly groups: ExactGroups | null;
  readonly problems: readonly Problem[];
  readonly answer: EngineAnswer;
}

/** A text where the engine cannot be asked, or not be told what is wrong: then rows are to be read. Throws a `SourceFailure`. */
export async function groupsOfEngine(asked: GroupsAsked): Promise<PushedGroups | string> {
  const { engine, relation, reduction, options } = asked;
  const { dialect } = engine;
  const sums = sumDialects[dialect.name];
  if (sums === undefined) return `${dialect.title} adds up no integers of more than 64 bits`;
  if ((options.wide ?? null) !== null) return "columns become rows by --wide";
  const columns = await engine.columnsOf(relation);
  const pushed = pushedColumns(reduction, { dialect, sums, columns, na: options.na ?? [] });
  if (typeof pushed === "string") return pushed;
  const first = rangeStatement(relation, pushed, sums);
  const ranges = await askRanges(engine, first, pushed);
  if (ranges.rows < (asked.leastRows ?? 0)) return "there are few rows";
  const problems = problemsOfRanges(asked, pushed, ranges);
  if (problems === null) return "texts are no numbers";
  const answer = {
    needs: needsOf(reduction),
    engine: dialect.title,
    rows: ranges.rows,
    bytes: 8 * rangeWidth(pushed),
  };
  if (problems.length > 0)
    return { groups: null, problems, answer: { ...answer, groups: 0, statements: [first] } };
  const most = mostGroupsOf(reduction);
  const isTooFine = pushed.moments.some((_, a) => isNarrow(ranges.columns.at(a - pushed.moments.length)!));
  if (isTooFine) return "values are so close to each other that their squares are not exact";
  const second = sumStatement({ relation, pushed, dialect, sums, ranges, most });
  const reader = new AnswerReader(asked, pushed, second);
  for await (const batch of engine.select(second.statement, second.kinds, { isOrdered: false }))
    if (!reader.take(batch)) return "keys are no whole numbers";
  const told = reader.finish(ranges, most);
  const hasError = told.some(({ severity }) => severity === "error");
  return {
    groups: hasError ? null : reader.groups,
    problems: told,
    answer: {
      ...answer,
      statements: [first, second.statement],
      bytes: answer.bytes + reader.bytes,
      groups: reader.groups.groupCount,
    },
  };
}

async function askRanges(engine: Engine, statement: string, pushed: PushedColumns): Promise<Ranges> {
  const kinds = Array.from({ length: rangeWidth(pushed) }, () => "numbers" as const);
  const answer: number[] = [];
  for await (const { columns } of engine.select(statement, kinds, { isOrdered: false }))
    for (const column of columns) answer.push(Number(cellAt(column, 0) ?? Number.NaN));
  return rangesOf(pushed, answer);
}

/** Null where only rows can tell what is wrong. */
function problemsOfRanges(
  { name, options }: GroupsAsked,
  pushed: PushedColumns,
  { rows, columns }: Ranges,
): Problem[] | null {
  const source = { name, unit: "row" } as const;
  if (rows === 0) return [noRows(source)];
  if (columns.some(({ faulty }) => faulty > 0)) return null;
  return numbersOf(pushed).flatMap((column, i): Problem[] => {
    const { missing, least, most, beyond } = columns[i]!;
    const found: Problem[] = [];
    if (missing > 0 && isOfTable(column) && !options.dropMissing)
      found.push(valuesMissing(column.request, missing, rows, source));
    if (!("bounds" in column)) return found;
    const far = [least, most].find(isFar);
    if (far !== undefined) found.push(valueTooFar(column.request.name, far, 1, name));
    column.bounds.forEach(({ operator, bound }, k) => {
      const count = beyond[k]!;
      if (count === 0) return;
      const value = operator.startsWith(">") ? least : most;
      const at = { file: name, line: null, words: "a row" };
      found.push(boundBroken(column.request.name, `${operator} ${bound}`, value, count, at));
    });
    return found;
  });
}

function isNarrow({ least, most }: Ranges["columns"][number]): boolean {
  return most - least > 0 && most - least < 1e-100;
}

/** Squares of such numbers are not exact. */
function isFar(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && !Number.isNaN(value) && !(size >= 1e-140 && size <= 1e140);
}
