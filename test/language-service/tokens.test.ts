/** What each word of a model is: names as the syntax tree has them, kinds as the checker does, on all models. */

import { describe, expect, it } from "vitest";
import { distributions } from "../../src/distributions/index.ts";
import { lex } from "../../src/language/lexer.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { canonicalName } from "../../src/language/names.ts";
import { symbolsOf, tokensOf } from "../../src/language-service/index.ts";
import { allModels } from "./marked.ts";
import { namesOfTree } from "./syntax-names.ts";

const named = new Set([
  "column",
  "factor",
  "pool",
  "constant",
  "levels",
  "matrix",
  "design",
  "parameter",
  "definition",
  "unknown",
]);

describe.each(Object.entries(allModels))("the words of %s", (_, source) => {
  const tokens = tokensOf(source);
  const textOf = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);

  it("are the tokens of the lexer", () => {
    const lexed = lex(source).tokens.filter(({ kind }) => kind !== "newline" && kind !== "end");
    expect(tokens.map(({ start, end }) => [start, end])).toEqual(
      lexed.map(({ span }) => [span.start, span.end]),
    );
  });

  it("are names where the syntax tree has names, and each is known", () => {
    const names = tokens.filter(({ kind }) => named.has(kind));
    expect(names.map(({ start }) => start).sort((a, b) => a - b)).toEqual(
      [...namesOfTree(source)].sort((a, b) => a - b),
    );
    expect(tokens.filter(({ kind }) => kind === "unknown").map(textOf)).toEqual([]);
  });

  it("are parameters, definitions, columns, constants and designs as the checker has them", () => {
    const { model } = readModelText(source);
    const declared = (kind: string): string[] =>
      tokens
        .filter((one) => one.kind === kind && one.isDeclaration)
        .map((one) => canonicalName(textOf(one)))
        .sort();
    const checked = (kind: string): string[] =>
      [...model!.declarations.values()]
        .filter((one) => one.kind === kind)
        .map(({ name }) => canonicalName(name))
        .sort();
    expect(declared("parameter")).toEqual(checked("parameter"));
    expect(declared("definition")).toEqual(checked("definition"));
    const columns = model!.columns.map(({ name }) => canonicalName(name)).sort();
    expect([...declared("column"), ...declared("factor")].sort()).toEqual(columns);
    expect(declared("constant")).toEqual(model!.constants.map(({ name }) => canonicalName(name)).sort());
    const plates = [...model!.plates.values()];
    for (const kind of ["design", "levels", "pool"] as const) {
      const known = plates.filter((one) => one.kind === kind).map(({ name }) => canonicalName(name));
      expect(declared(kind)).toEqual(expect.arrayContaining(known));
    }
  });

  it("make an outline that has each statement once, in its place", () => {
    const outline = symbolsOf(source);
    for (const { whole, selection, children } of outline) {
      expect(whole.start).toBeLessThanOrEqual(selection.start);
      expect(selection.end).toBeLessThanOrEqual(whole.end);
      for (const child of children) expect(child.whole.end).toBeLessThanOrEqual(whole.end);
    }
    const { model } = readModelText(source);
    const likelihoods = model!.statements.filter(({ kind }) => kind === "likelihood").length;
    expect(outline.filter(({ kind }) => kind === "outcome").length).toBe(likelihoods);
  });
});

describe("words that could be others", () => {
  const kinds = (source: string): string[] =>
    tokensOf(source).map(({ start, end, kind }) => `${source.slice(start, end)} ${kind}`);

  it("are columns where the language has no word: `data`, `levels`, `from`, `real`", () => {
    const words = kinds("data { data: real\n levels: int\n from: factor }\nlevels ~ poisson(exp(data))");
    expect(words).toContain("levels column");
    expect(words.slice(2, 5)).toEqual(["data column", ": operator", "real type"]);
    expect(words.filter((word) => word === "data keyword").length).toBe(1);
    expect(words).toContain("from factor");
  });

  it("are distributions, modifiers, functions or arguments by where they stand", () => {
    expect(
      kinds("σ ~ truncated(normal(mean: 0, sd: exp(1)), lower: 0)").filter((w) => !w.endsWith("operator")),
    ).toEqual([
      "σ parameter",
      "truncated modifier",
      "normal distribution",
      "mean argument",
      "0 number",
      "sd argument",
      "exp function",
      "1 number",
      "lower argument",
      "0 number",
    ]);
  });

  it("are unknown where nothing declares them, in a line that is half written as well", () => {
    expect(kinds("y ~ normal(a, ")).toContain("a unknown");
    expect(kinds("σ ~ half_norml(2)")).toContain("half_norml unknown");
  });

  it("know each distribution", () => {
    for (const { name } of distributions) expect(kinds(`x ~ ${name}()`)).toContain(`${name} distribution`);
  });
});
