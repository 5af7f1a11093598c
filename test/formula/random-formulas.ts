/**
 * Formulas put together at random over tables made at random: never a throw of another kind than a problem, no term lost, and what is
 * expanded is a model that binds to all rows.
 */

import { expect } from "vitest";
import { buildDesign } from "../../src/data/design-matrix.ts";
import { type ColumnData, tableFromColumns } from "../../src/data/from-memory.ts";
import type { ReadColumns } from "../../src/formula/columns.ts";
import { expandFormula } from "../../src/formula/expand.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { parse } from "../../src/language/parser.ts";
import type { FormulaNode } from "../../src/language/syntax.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";

const numbers = ["x", "z", "w w"];
const factors = ["f", "g", "h.1"];
export function pick<Item>(stream: RandomStream, items: readonly Item[]): Item {
  return items[Math.floor(stream.uniform() * items.length)]!;
}

export function randomTable(stream: RandomStream): Record<string, (number | string)[]> {
  const rows = 6 + Math.floor(30 * stream.uniform());
  const column = <Value>(make: () => Value): Value[] => Array.from({ length: rows }, make);
  const scale = 10 ** (6 * stream.uniform() - 3);
  const own: Record<string, (number | string)[]> = { y: column(() => scale * stream.normal()) };
  for (const name of numbers) own[name] = column(() => Math.round(1000 * stream.normal()) / 100);
  own.v = column(() => Math.floor(1 + 3 * stream.uniform()));
  for (const name of factors) own[name] = column(() => `l${Math.floor(2 + 3 * stream.uniform())}`);
  // The label that comparisons name.
  for (const name of factors) own[name]![0] = "l2";
  return own;
}

const written = (name: string): string => (/^\w+$/.test(name) ? name : `\`${name}\``);

/** The formula of a design, as the language reads it. */
function designOf(text: string): FormulaNode {
  const [statement] = parse(`X = design(${text})`).tree.statements;
  if (statement?.kind !== "design") throw new Error(`no design: ${text}`);
  return statement.formula;
}

/** A term, and what it stands for in a design. */
interface WrittenTerm {
  readonly text: string;
  readonly design: string;
}

function randomTerm(stream: RandomStream): WrittenTerm {
  const number = written(pick(stream, numbers));
  const [factor, other] = [written(pick(stream, factors)), written(pick(stream, factors))];
  return pick(stream, [
    ...[
      number,
      factor,
      `${number}:${factor}`,
      `${number} * ${factor}`,
      `center(${number})`,
      `scale(${number})`,
      `(${number} + ${factor})^2`,
      `${factor}/${number}`,
      `log10(abs(${number}) + 1)`,
      `log2(abs(${number}) + 1)`,
      `I(${number} > 1)`,
      `I((${number} <= 2) * ${number})`,
      `I(${factor} == "l2")`,
      `I((${factor} != "l2") * ${number})`,
    ].map((text) => ({ text, design: text })),
    { text: `scale(${number}, scale = FALSE)`, design: `center(${number})` },
    { text: `poly(${number}, 2, raw = TRUE)`, design: `(${number} + I(${number}^2))` },
    { text: `C(${factor})`, design: factor },
    { text: `${number} %in% ${other}`, design: `${number}:${other}` },
  ]);
}

/** A smooth, and its line. */
function randomSmooth(stream: RandomStream): WrittenTerm {
  const number = written(pick(stream, numbers));
  const factor = written(pick(stream, factors));
  return pick(stream, [
    { text: `s(${number})`, design: number },
    { text: `s(${number}, k = 5)`, design: number },
    { text: `s(${number}, by = ${factor}, k = 4)`, design: `${number}:${factor}` },
    { text: `s(${number} / 2, k = 6)`, design: `I(${number} / 2)` },
  ]);
}

function randomGroup(stream: RandomStream): { text: string; effects: number } {
  const number = written(pick(stream, numbers));
  const [one, other] = [written(pick(stream, factors)), written(pick(stream, factors))];
  const terms = pick(stream, ["1", number, `1 + ${number}`, `0 + ${number}`]);
  const of = (grouping: string, effects: number): { text: string; effects: number } => ({
    text: `(${terms} ${pick(stream, ["|", "||"])} ${grouping})`,
    effects,
  });
  const alone = [
    of(one, 1),
    of(`gr(${one})`, 1),
    of(`gr(${one}, dist = "student")`, 1),
    { text: `(${terms} | p${Math.floor(1e6 * stream.uniform())} | ${one})`, effects: 1 },
  ];
  // Every combination of labels is in one set of levels.
  const members = { text: `(${terms} | mm(${one}, ${other}))`, effects: 1 };
  const pairs = [members, of(`${one}:${other}`, 1), of(`${one}/${other}`, 2), of(`${one} * ${other}`, 3)];
  return pick(stream, one === other ? alone : [...alone, ...pairs]);
}

function randomFormula(stream: RandomStream) {
  const terms = Array.from({ length: Math.floor(3 * stream.uniform()) }, () => randomTerm(stream));
  const groups = Array.from({ length: Math.floor(3 * stream.uniform()) }, () => randomGroup(stream));
  const smooths = stream.uniform() < 0.15 ? [randomSmooth(stream)] : [];
  const hasWeights = stream.uniform() < 0.2;
  if (groups.length === 0 && stream.uniform() < 0.2) {
    const all = [...numbers, ...(hasWeights ? [] : ["v"]), ...factors];
    terms.push({ text: ".", design: all.map(written).join(" + ") });
  }
  const head = pick(stream, ["", "1", "0"]);
  const parts = [
    ...(head === "" ? [] : [head]),
    ...[...terms, ...groups, ...smooths].map(({ text }) => text),
  ];
  return {
    text: `y${hasWeights ? " | weights(v)" : ""} ~ ${parts.length === 0 ? "1" : parts.join(" + ")}`,
    terms,
    smooths,
    groups,
    head,
  };
}

/** So many random formulas over random tables are models that bind, or problems. */
export async function expectModels(seeds: number): Promise<void> {
  let expanded = 0;
  for (let seed = 1; seed <= seeds; seed++) {
    const stream = createRandomStream(seed, 0);
    const data: ColumnData = randomTable(stream);
    const { text, groups, terms, smooths, head } = randomFormula(stream);
    const read: ReadColumns = async (requests) => tableFromColumns(data, requests, { dropMissing: false });
    const found = await expandFormula(text, {}, read);
    if (found.text === null) {
      // Effects that are there twice, words for groups that differ, and columns of two sets of levels.
      const known = ["HP0934", "HP0935", "HP0967"];
      for (const { code } of found.problems) expect(known, text).toContain(code);
      expect(found.problems.length, text).toBeGreaterThan(0);
      continue;
    }
    expanded++;
    const { model, problems } = readModelText(found.text, text);
    expect(
      problems.filter(({ severity }) => severity === "error"),
      `${text}\n${found.text}`,
    ).toEqual([]);
    const tables = {
      main: tableFromColumns(data, requestColumns(model!, new Set()).main, { dropMissing: false }).table!,
      groups: new Map(),
    };
    const bound = bindModel(model!, tables, {});
    // Rows that stand for several are repeated, and effects of few rows may fit each of them without error.
    const isExact = bound.problems.some(({ code }) => code === "HP0465");
    if (isExact && text.includes("weights")) continue;
    expect(
      bound.problems.filter(({ severity }) => severity === "error"),
      `${text}\n${found.text}`,
    ).toEqual([]);
    expect(found.text.includes("y ~ weighted(normal(")).toBe(text.includes("weights"));
    expect(bound.model!.data.rowsUsed).toBe(data.y!.length);
    // Each group term has its effects, of nested ones one for each level of the nesting.
    const wanted = smooths.length + groups.reduce((sum, one) => sum + one.effects, 0);
    const effects = [...found.text.matchAll(/^u_\S*\[/gmu)].length;
    expect(effects, `${text}\n${found.text}`).toBe(wanted);
    // The population's columns are those of the formula's own terms.
    if (terms.length + smooths.length === 0) continue;
    const design = bound.model!.designs.get("X")!;
    const own = [...(head === "" ? [] : [head]), ...[...terms, ...smooths].map(({ design }) => design)]
      .join(" + ")
      .replaceAll("`w w`", "w_w")
      .replaceAll("`h.1`", "h_1");
    const { design: same } = buildDesign(designOf(own), {
      rowCount: tables.main.rowCount,
      lookup: (name) => tables.main.columns.get(name) ?? null,
      known: [],
      name: "",
      lines: null,
      counts: null,
    });
    expect(design.columnNames).toEqual(same!.columnNames);
    expect(design.columnNames.includes("intercept")).toBe(head !== "0");
  }
  expect(expanded).toBeGreaterThan(0.8 * seeds);
}
