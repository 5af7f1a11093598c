/** Random models are read without a problem, mean the same when printed, and may be broken in any way without a throw. */

import fc, { type GeneratorValue } from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckedModel, CheckedStatement } from "../../src/language/checked-model.ts";
import { format } from "../../src/language/format.ts";
import { renderLatex } from "../../src/language/latex.ts";
import { lex } from "../../src/language/lexer.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { printDistribution, printExpression } from "../../src/language/print-expression.ts";
import { examine } from "../language/examine.ts";
import { goodModels } from "../language/good-models.ts";
import { forRandomModels } from "./for-random-models.ts";
import { makeRandomModel } from "./random-models.ts";

/** A model without its text and the places in it; distributions by their names. */
function meaningOf(model: CheckedModel): unknown {
  const places = new Set(["span", "source", "file"]);
  return JSON.parse(
    JSON.stringify(model, (key, value: unknown) => {
      if (places.has(key)) return undefined;
      if (value instanceof Map) return [...value];
      if (typeof value === "object" && value !== null && "logDensity" in value && "name" in value) {
        return value.name;
      }
      return value;
    }),
  );
}

function requireModel(text: string): CheckedModel {
  const { model, problems } = readModelText(text);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return model!;
}

/** What the statements mean, in no order. */
function statementsOf(model: CheckedModel): readonly string[] {
  const { statements } = meaningOf(model) as { readonly statements: readonly object[] };
  return statements.map((one) => JSON.stringify(one)).sort();
}

/** Where the blocks of data end, and the lines of statements behind them. */
function partsOf(text: string): { readonly split: number; readonly statements: readonly string[] } {
  const split = text.indexOf("}\n", text.indexOf("data per g")) + 2;
  return { split, statements: text.slice(split).trimEnd().split("\n") };
}

/** The statement as it would be written from what was understood. */
function print(statement: CheckedStatement): string {
  switch (statement.kind) {
    case "likelihood":
      return `${statement.column} ~ ${printDistribution(statement.distribution)}`;
    case "definition":
      return `${target(statement)} = ${printExpression(statement.value)}`;
    case "parameter": {
      const prefix = statement.parameterization === "automatic" ? "" : `${statement.parameterization} `;
      return `${prefix}${target(statement)} ~ ${printDistribution(statement.distribution)}`;
    }
  }
}

function target({ name, plates }: { readonly name: string; readonly plates: readonly string[] }): string {
  return plates.length === 0 ? name : `${name}[${plates.join(", ")}]`;
}

describe("a random model", () => {
  test("is read without an error, and format keeps what it means", () => {
    forRandomModels({ runs: 40 }, ({ text }) => {
      const model = requireModel(text);
      const formatted = format(text);
      expect(meaningOf(requireModel(formatted))).toEqual(meaningOf(model));
      expect(format(formatted)).toBe(formatted);
      expect(renderLatex(model)).not.toMatch(/undefined|\[object/);
    });
  });

  test("means the same when its statements are printed from what was understood", () => {
    forRandomModels({ runs: 40, seed: 2 }, ({ text }) => {
      const model = requireModel(text);
      const { split, statements } = partsOf(text);
      const kept = statements.filter((line) => /^(constant|levels) | = design\(/.test(line));
      const printed = model.statements.map(print);
      const again = requireModel(text.slice(0, split) + [...kept, ...printed].join("\n"));
      expect(statementsOf(again)).toEqual(statementsOf(model));
    });
  });

  test("means the same in whatever order its statements stand", () => {
    forRandomModels({ runs: 25, seed: 3 }, ({ text }) => {
      const { split, statements } = partsOf(text);
      const other = text.slice(0, split) + [...statements].reverse().join("\n");
      expect(statementsOf(requireModel(other))).toEqual(statementsOf(requireModel(text)));
    });
  });
});

type Breaking = (text: string, choose: GeneratorValue) => string;

const strangeText = fc.string({ unit: "binary", maxLength: 8 });

/** Ways to break a text that between them reach every rule of parser and checker. */
const breakings: Readonly<Record<string, Breaking>> = {
  "with something of another alphabet put in": (text, choose) => {
    const at = choose(fc.nat, text.length);
    return text.slice(0, at) + choose(() => strangeText) + text.slice(at);
  },
  "with a word replaced by another of its words": (text, choose) => {
    const { tokens } = lex(text);
    const [from, to] = [0, 1].map(() => tokens[choose(fc.nat, tokens.length - 1)]!.span);
    return text.slice(0, from!.start) + text.slice(to!.start, to!.end) + text.slice(from!.end);
  },
  "cut and put together with a piece of another": (text, choose) => {
    const other = makeRandomModel(choose).text;
    return text.slice(0, choose(fc.nat, text.length)) + other.slice(choose(fc.nat, other.length));
  },
  "with a number made extreme": (text, choose) => {
    const extremes = ["1e400", "1e-400", "-1", "0", "9007199254740993", "1e308", "0x10", "1e", "٣"];
    const numbers = [...text.matchAll(/\d+(\.\d+)?/g)];
    const one = numbers[choose(fc.nat, numbers.length - 1)]!;
    const extreme = choose(() => fc.constantFrom(...extremes));
    return text.slice(0, one.index) + extreme + text.slice(one.index + one[0].length);
  },
  "with a name replaced by one that means something": (text, choose) => {
    const names = [...text.matchAll(/\b[a-z_]+\b/g)];
    const one = names[choose(fc.nat, names.length - 1)]!;
    const words = [
      "normal",
      "data",
      "design",
      "__proto__",
      "constructor",
      "toString",
      "sum",
      "truncated",
      "g",
      "x",
      "if",
      "levels",
    ];
    return (
      text.slice(0, one.index) +
      choose(() => fc.constantFrom(...words)) +
      text.slice(one.index + one[0].length)
    );
  },
};

test.each(Object.entries(breakings))(
  "a random model %s is met with problems, never with a throw",
  (_, breaking) => {
    forRandomModels({ runs: 40, seed: 4 }, ({ text }, choose) => {
      const broken = breaking(text, choose);
      try {
        examine(broken);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.stack : error}\nin the broken text\n${broken}`);
      }
    });
  },
);

test("a name that every object has is met wherever a name may stand; as a type of column it once left a hole", () => {
  for (const source of Object.values(goodModels)) {
    const names = lex(source).tokens.filter(({ kind }) => kind === "name");
    names.forEach(({ span }, i) => {
      const word = ["__proto__", "constructor", "toString", "hasOwnProperty"][i % 4]!;
      examine(source.slice(0, span.start) + word + source.slice(span.end));
    });
  }
});
