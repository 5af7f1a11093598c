/** Random models and tables: what is good is bound, what is not is named by column and row, and what cannot matter does not. */

import fc, { type GeneratorValue } from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnData, MemoryValue } from "../../src/data/from-memory.ts";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import type { Problem } from "../../src/problems/problem.ts";
import { type CompiledText, compileText, fullLogDensity, scattered } from "../density/harness.ts";
import { compileRandom, forRandomModels } from "./for-random-models.ts";
import { pickRows, type RandomTable, rowCount } from "./random-table.ts";

const order = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function densityOf(text: string, table: ColumnData, position: readonly number[]): number {
  return fullLogDensity(compileText(text, table), position);
}

function positionFor({ density }: CompiledText): number[] {
  return scattered(density.dimension, 1.1);
}

function expectNear(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
}

describe("the density of a random model", () => {
  test("does not depend on the order of the rows", () => {
    forRandomModels({ runs: 15, seed: 11 }, (model, choose) => {
      const compiled = compileRandom(model);
      const position = positionFor(compiled);
      const rows = order(rowCount(model.table));
      const shuffled = choose(() => fc.shuffledSubarray(rows, { minLength: rows.length }));
      expectNear(
        densityOf(model.text, pickRows(model.table, shuffled), position),
        fullLogDensity(compiled, position),
      );
    });
  });

  test("does not depend on what the levels are called, if they keep their order", () => {
    const names: Readonly<Record<string, string>> = { A: "a,b", B: "b\u0000\n[x]", p: " Ω", q: "é\u{1F600}" };
    forRandomModels({ runs: 15, seed: 12 }, (model) => {
      const compiled = compileRandom(model);
      const position = positionFor(compiled);
      const renamed: RandomTable = {
        ...model.table,
        g: model.table.g!.map((level) => names[level]!),
        f: model.table.f!.map((level) => names[level]!),
      };
      expect(densityOf(model.text, renamed, position)).toBe(fullLogDensity(compiled, position));
    });
  });

  test("moves with the levels when they change places", () => {
    forRandomModels({ runs: 15, seed: 13 }, (model) => {
      // A treatment contrast is about the first level, so that a design means another thing then.
      if (model.text.includes("design(1 + x + f)")) return;
      const compiled = compileRandom(model);
      const position = positionFor(compiled);
      const swapped = { ...model.table, f: model.table.f!.map((level) => (level === "p" ? "q" : "p")) };
      const other = compileText(model.text, swapped);
      expectNear(fullLogDensity(other, swapLevels(compiled, position)), fullLogDensity(compiled, position));
    });
  });

  test("adds up over parts of the table", () => {
    forRandomModels({ runs: 15, seed: 14 }, (model) => {
      const compiled = compileRandom(model);
      const position = positionFor(compiled);
      // The first eight rows have all combinations of levels; f(AB) + f(BC) = f(ABC) + f(B) with B those rows.
      const base = order(8);
      const at = (rows: readonly number[]) => densityOf(model.text, pickRows(model.table, rows), position);
      const [left, right] = [
        [1, 1, 5],
        [0, 6, 7, 3],
      ];
      expectNear(
        at([...left, ...base]) + at([...base, ...right]),
        at([...left, ...base, ...right]) + at(base),
      );
    });
  });
});

/** The position with the numbers of `p` and `q` exchanged, wherever a plate of the factor f has them. */
function swapLevels({ joint, model }: CompiledText, position: readonly number[]): number[] {
  const swapped = [...position];
  for (const { name, node } of joint.inputs) {
    const statement = model.checked.statements.find((one) => one.kind === "parameter" && one.name === name);
    if (statement?.kind !== "parameter") continue;
    // f has two levels: with the first index the halves change places, with the last the neighbours.
    const [first] = statement.plates;
    const { size } = node.domain;
    if (first === "f") {
      for (let i = 0; i < size; i++)
        swapped[node.offset + ((i + size / 2) % size)] = position[node.offset + i]!;
    } else if (first === "g:f") {
      for (let i = 0; i < size; i++) swapped[node.offset + (i ^ 1)] = position[node.offset + i]!;
    }
  }
  return swapped;
}

type Mutation = (
  table: ColumnData,
  choose: GeneratorValue,
) => { readonly table: ColumnData; readonly column: string; readonly row: number };

const strange: readonly MemoryValue[] = [
  null,
  undefined,
  NaN,
  Infinity,
  -Infinity,
  "",
  "x",
  "NA",
  true,
  -1,
  0,
  1.5,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
];

const mutations: Readonly<Record<string, Mutation>> = {
  "with a strange cell": (table, choose) => {
    const [column, row] = [choose(() => fc.constantFrom(...Object.keys(table))), choose(fc.nat, 7)];
    const cells = Array.from(table[column]!);
    cells[row] = choose(() => fc.constantFrom(...strange));
    return { table: { ...table, [column]: cells }, column, row };
  },
  "with a column left out": (table, choose) => {
    const column = choose(() => fc.constantFrom(...Object.keys(table)));
    return {
      table: Object.fromEntries(Object.entries(table).filter(([name]) => name !== column)),
      column,
      row: -1,
    };
  },
  "with a column that is too long": (table, choose) => {
    const column = choose(() => fc.constantFrom(...Object.keys(table)));
    return { table: { ...table, [column]: [...Array.from(table[column]!), 1] }, column, row: -1 };
  },
  "with a column of one value": (table, choose) => {
    const column = choose(() => fc.constantFrom(...Object.keys(table)));
    const cells = Array.from(table[column]!);
    return { table: { ...table, [column]: cells.map(() => cells[0]!) }, column, row: -1 };
  },
};

/** Binds without throwing; null with problems. */
function tryBind(
  text: string,
  data: ColumnData,
): { readonly isBound: boolean; readonly problems: readonly Problem[] } {
  const checked = readModelText(text).model!;
  const { main } = requestColumns(checked, new Set());
  const { table, problems } = tableFromColumns(data, main, { dropMissing: false });
  if (table === null) return { isBound: false, problems };
  const bound = bindModel(checked, { main: table, groups: new Map() });
  return { isBound: bound.model !== null, problems: [...problems, ...bound.problems] };
}

test.each(Object.entries(mutations))(
  "a random table %s is bound, or a problem names the column and the row",
  (_, mutate) => {
    let refused = 0;
    forRandomModels({ runs: 40, seed: 15 }, (model, choose) => {
      const { table, column, row } = mutate(model.table, choose);
      const { isBound, problems } = tryBind(model.text, table);
      for (const problem of problems) {
        expect(problem.hint).not.toBe("");
        expect(`${problem.message} ${problem.hint}`).not.toMatch(/undefined|\[object|NaN of/);
      }
      const errors = problems.filter(({ severity }) => severity === "error");
      expect(errors.length === 0).toBe(isBound);
      if (isBound) {
        compileText(model.text, table);
        return;
      }
      refused++;
      const told = errors.map(({ message, place }) => `${message} ${JSON.stringify(place)}`).join("\n");
      expect(told).toContain(column);
      if (row >= 0 && column !== "v")
        expect(told).toMatch(new RegExp(`row ${row + 1}\\b|"line":${row + 1}\\b|\\b1 row`));
    });
    expect(refused).toBeGreaterThan(_ === "with a column of one value" ? -1 : 10);
  },
);
