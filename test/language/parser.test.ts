import { describe, expect, test } from "vitest";
import { parse } from "../../src/language/parser.ts";
import type { ExpressionSyntax, FormulaNode } from "../../src/language/syntax.ts";
import { grammar } from "../docs/grammar.ts";

/** The expression with a bracket around every operation. */
function grouped(expression: ExpressionSyntax): string {
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "name":
      return expression.name.text;
    case "unary":
      return `(${expression.operator}${grouped(expression.operand)})`;
    case "binary":
      return `(${grouped(expression.left)} ${expression.operator} ${grouped(expression.right)})`;
    case "parenthesis":
      return grouped(expression.inner);
    case "call":
      return `${expression.callee.text}(${expression.arguments.map(({ value }) => grouped(value)).join(", ")})`;
    default:
      return expression.kind;
  }
}

function readValue(text: string): ExpressionSyntax {
  const { tree, problems } = parse(`a = ${text}`);
  expect(problems).toEqual([]);
  const statement = tree.statements[0];
  if (statement?.kind !== "definition") throw new Error("not a definition");
  return statement.value;
}

function groupedFormula(node: FormulaNode): string {
  switch (node.kind) {
    case "number":
      return String(node.value);
    case "name":
      return node.name.text;
    case "operator":
      return `(${groupedFormula(node.left)} ${node.operator} ${groupedFormula(node.right)})`;
    case "sign":
      return `(${node.operator}${groupedFormula(node.operand)})`;
    case "parenthesis":
      return groupedFormula(node.inner);
    default:
      return node.kind;
  }
}

describe("precedence is that of mathematics", () => {
  test.each([
    ["1 + 2 * 3", "(1 + (2 * 3))"],
    ["1 - 2 - 3", "((1 - 2) - 3)"],
    ["1 / 2 * 3", "((1 / 2) * 3)"],
    ["-x^2", "(-(x ^ 2))"],
    ["2^-1", "(2 ^ (-1))"],
    ["2^3^4", "(2 ^ (3 ^ 4))"],
    ["-2 * 3", "((-2) * 3)"],
    ["2 * -3", "(2 * (-3))"],
    ["a + b < c * d", "((a + b) < (c * d))"],
    ["(1 + 2) * 3", "((1 + 2) * 3)"],
    ["exp(-x^2 / 2)", "exp(((-(x ^ 2)) / 2))"],
  ])("%s", (text, expected) => {
    expect(grouped(readValue(text))).toBe(expected);
  });

  test.each([
    ["1 + a * b:c", "(1 + (a * (b : c)))"],
    ["a / b + 0", "((a / b) + 0)"],
    ["-1 + (a + b)^2", "((-1) + ((a + b) ^ 2))"],
  ])("in the formula %s too", (text, expected) => {
    const { tree } = parse(`X = design(${text})`);
    const statement = tree.statements[0];
    expect(statement?.kind === "design" && groupedFormula(statement.formula)).toBe(expected);
  });
});

describe("numbers", () => {
  test.each([
    ["1", 1],
    ["1.5", 1.5],
    [".5", 0.5],
    ["1e-3", 0.001],
    ["2.", 2],
  ])("%s", (text, value) => {
    expect(readValue(text)).toMatchObject({ kind: "number", value });
  });

  test("1..3 is a range, not two numbers with points", () => {
    const { tree, problems } = parse("levels K = 1..3");
    expect(problems).toEqual([]);
    expect(tree.statements[0]).toMatchObject({
      kind: "levels",
      listed: { kind: "numbers", first: { value: 1 }, last: { value: 3 } },
    });
  });
});

describe("lines", () => {
  test("an open bracket or a trailing operator continues a statement", () => {
    const { tree, problems } = parse("a = 1 +\n\n  2\nb ~ normal(\n  0, # mean\n  1\n)\n");
    expect(problems).toEqual([]);
    expect(tree.statements).toHaveLength(2);
  });

  test("line ends of all systems are the same", () => {
    for (const end of ["\n", "\r\n", "\r"]) expect(parse(`a = 1${end}b = 2`).tree.statements).toHaveLength(2);
  });

  test("a bracket that is never closed costs its own statement only", () => {
    const { tree, problems } = parse("a ~ normal(0, 1\nb ~ normal(0, 1)\nc[g] = 1\n");
    expect(problems.map(({ code }) => code)).toEqual(["HP0106"]);
    expect(tree.statements).toHaveLength(3);
  });

  test("columns count code points, offsets count UTF-16 units", () => {
    const { problems } = parse('a = "😀" $');
    expect(problems[0]?.place).toMatchObject({ span: { start: 9, line: 1, column: 9 } });
    expect(parse("𝛽 = $").problems[0]?.place).toMatchObject({ span: { start: 5, column: 5 } });
  });
});

describe("words of the language", () => {
  test("may be names where a name is meant", () => {
    const source =
      "data { data: real, model: real, levels: real, from: factor }\nmodel ~ normal(data + levels, 1)\n";
    const { tree, problems } = parse(source);
    expect(problems).toEqual([]);
    expect(tree.statements.map(({ kind }) => kind)).toEqual(["data", "distribution"]);
  });

  test("say of a factor what its labels are across, and which level is the reference", () => {
    const source =
      'data { tech: factor across lab:day reference "T1" from "Tech" "who", period: factor reference 2, across: factor, reference: factor reference "a" }';
    const { tree, problems } = parse(source);
    expect(problems).toEqual([]);
    const [block] = tree.statements;
    expect(block?.kind === "data" ? block.columns : []).toMatchObject([
      {
        across: { parts: [{ text: "lab" }, { text: "day" }] },
        reference: { text: "T1" },
        from: { text: "Tech" },
        label: { text: "who" },
      },
      { across: null, reference: { text: "2" } },
      { name: { text: "across" }, across: null, reference: null },
      { name: { text: "reference" }, reference: { text: "a" } },
    ]);
  });

  test("that say so wrongly are told what to write", () => {
    const told = (column: string) => parse(`data { ${column} }`).problems.map(({ hint }) => hint);
    expect(told("dose: factor reference none")).toEqual(['write `factor reference "placebo"`']);
    expect(told("dose: factor reference")).toEqual(['write `factor reference "placebo"`']);
    expect(told("dose: factor reference 1.5")).toEqual(['write `factor reference "placebo"`']);
    expect(told("tech: factor in lab across day")).toHaveLength(1);
    expect(told("tech: factor across")).toHaveLength(1);
  });

  test("head a model and a statement", () => {
    const { tree } = parse('model pastes "the label"\nnoncentered b[g] ~ normal(0, 1) "effect"\n');
    expect(tree.name?.text).toBe("pastes");
    expect(tree.label?.text).toBe("the label");
    expect(tree.statements[0]).toMatchObject({ parameterization: "noncentered", label: { text: "effect" } });
  });
});

test("a column has its type, its nesting, its bounds, its header and its label", () => {
  const { tree, problems } = parse(
    'data per lab:day {\n  k: int in 0..n from "Any \\"Column\\"" "successes"\n  c: factor in b\n  r: real > 0 < 1?\n}',
  );
  expect(problems).toEqual([]);
  expect(tree.statements[0]).toMatchObject({
    per: { parts: [{ text: "lab" }, { text: "day" }] },
    columns: [
      {
        bounds: [{ operator: ">=" }, { operator: "<=" }],
        from: { text: 'Any "Column"' },
        label: { text: "successes" },
      },
      { within: { text: "b" } },
      { bounds: [{ operator: ">" }, { operator: "<" }], mayBeMissing: true },
    ],
  });
});

test("the grammar defines every word that it uses", () => {
  const rules = grammar.slice(0, grammar.indexOf("\nA newline"));
  const defined = new Set([...rules.matchAll(/^(\w+)\s+=/gm)].map((match) => match[1]));
  const used = rules.replace(/"[^"]*"|'[^']*'/g, " ").match(/[a-z]+/g) ?? [];
  const primitive = [
    "newline",
    "integer",
    "digits",
    "digit",
    "letter",
    "mark",
    "subscript",
    "any",
    "character",
    "but",
    "and",
  ];
  expect([...new Set(used)].filter((word) => !defined.has(word) && !primitive.includes(word))).toEqual([]);
});
