import { describe, expect, test } from "vitest";
import { buildDesign, type DesignBasis, type DesignRows } from "../../src/data/design-matrix.ts";
import { type ColumnData, tableFromColumns } from "../../src/data/from-memory.ts";
import { parse } from "../../src/language/parser.ts";
import type { FormulaNode } from "../../src/language/syntax.ts";
import reference from "./design-reference.json" with { type: "json" };
import { codesOf, factor, real, requireTable } from "./requests.ts";

function parseFormula(text: string): FormulaNode {
  const statement = parse(`X = design(${text})`).tree.statements[0];
  if (statement?.kind !== "design") throw new Error(`not a design: ${text}`);
  return statement.formula;
}

/** Texts become factors, numbers become numbers. */
function rowsOf(data: ColumnData): DesignRows {
  const missing = { mayBeMissing: true };
  const requests = Object.entries(data).map(([name, values]) =>
    (Array.from(values).some((value) => typeof value === "string") ? factor : real)(name, missing),
  );
  const table = requireTable(tableFromColumns(data, requests, { dropMissing: false }));
  return {
    rowCount: table.rowCount,
    lookup: (name) => table.columns.get(name) ?? null,
    known: Object.keys(data),
    name: "data.csv",
    lines: null,
    counts: null,
  };
}

function build(text: string, data: ColumnData = reference.data, basis?: DesignBasis) {
  return buildDesign(parseFormula(text), rowsOf(data), basis);
}

function columnOf(result: ReturnType<typeof build>, name: string): number[] {
  const { columnNames, matrix } = result.design!;
  const column = columnNames.indexOf(name);
  return [...matrix].filter((_, i) => i % columnNames.length === column);
}

const messages = (text: string, data?: ColumnData) =>
  build(text, data).problems.map(({ message }) => message);

describe("model.matrix of R", () => {
  test.each(reference.cases)("$formula", ({ formula, columns, rows }) => {
    const { design } = build(formula);
    expect(design!.columnNames.map((name) => name.replaceAll(" ", ""))).toEqual(
      columns.map((name) => name.replaceAll(" ", "")),
    );
    const width = columns.length;
    const largest = rows[0]!.map((_, column) => Math.max(...rows.map((row) => Math.abs(row[column]!))));
    rows.forEach((row, r) => {
      // R computes poly by QR and means in extended precision: equal to some units in the last place of the column.
      row.forEach((value, c) => {
        expect(Math.abs(design!.matrix[r * width + c]! - value)).toBeLessThanOrEqual(2e-14 * largest[c]!);
      });
    });
  });
});

describe("a design", () => {
  test("knows the columns of each term", () => {
    expect(build("1 + x + dose").design!.terms).toEqual([
      { name: "intercept", start: 0, count: 1 },
      { name: "x", start: 1, count: 1 },
      { name: "dose", start: 2, count: 2 },
    ]);
  });

  test("takes the last word on the intercept", () => {
    const names = (text: string) => build(text).design!.columnNames;
    expect(names("0 + x + 1")).toEqual(["intercept", "x"]);
    expect(names("-1 + x")).toEqual(["x"]);
    expect(names("x - 0")).toEqual(["intercept", "x"]);
  });

  test("within no_intercept(…) is the design with an intercept, less its column", () => {
    for (const text of ["x + dose", "dose * x", "1 + dose:x"]) {
      const whole = build(text).design!;
      const { design, problems } = build(`no_intercept(${text})`);
      expect(problems).toEqual([]);
      expect(design!.columnNames).toEqual(whole.columnNames.slice(1));
      const width = whole.columnNames.length;
      expect([...design!.matrix]).toEqual([...whole.matrix].filter((_, i) => i % width !== 0));
    }
    expect(messages("no_intercept(1)")).toEqual([
      "expected at least one column in the design, but it has none",
    ]);
  });

  test("codes new rows by what center, scale and poly took from the old ones", () => {
    const old = build("center(x) + scale(x) + poly(x, 2)");
    const again = build("center(x) + scale(x) + poly(x, 2)", { x: [3.5, 2] }, old.design!.basis);
    const width = old.design!.columnNames.length;
    expect([...again.design!.matrix.slice(0, width)]).toEqual([
      ...old.design!.matrix.slice(3 * width, 4 * width),
    ]);
  });

  test("has polynomial columns that are orthogonal and of unit length, also far from zero", () => {
    const x = Array.from({ length: 11 }, (_, i) => 2000 + i);
    const result = build("poly(x, 4)", { x });
    const columns = [1, 2, 3, 4].map((k) => columnOf(result, `poly(x).${k}`));
    columns.forEach((a, i) => {
      columns.forEach((b, j) => {
        const product = a.reduce((sum, value, row) => sum + value * b[row]!, 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
      });
    });
  });
});

describe("dependent columns", () => {
  const a = [1, 2, 3, 4, 5, 7];
  const b = [2, 1, 5, 3, 8, 1];

  test("are named with what they combine", () => {
    const data = { a, b, unused: [3, 1, 4, 1, 5, 9], c: a.map((value, i) => value - 2 * b[i]!) };
    expect(build("unused + a + b + c", data).problems).toMatchObject([
      {
        code: "HP0457",
        severity: "warning",
        message:
          "column `c` of the design is a combination of `a` and `b`, so that only priors tell their effects apart",
      },
    ]);
  });

  test("may be constant, zero, or of combinations that were never observed", () => {
    expect(messages("k", { k: [3, 3, 3] })).toEqual([
      "column `k` of the design is a combination of `intercept`, so that only priors tell their effects apart",
    ]);
    expect(messages("k", { k: [0, 0, 0] })).toEqual(["column `k` of the design is zero in every row"]);
    expect(messages("s * t", { s: ["p", "p", "q"], t: ["u", "v", "u"] })).toEqual([
      "column `s=q:t=v` of the design is zero in every row",
    ]);
  });

  test("are not suspected in years and their squares and cubes", () => {
    expect(
      messages("year + square(year) + year * square(year)", { year: [1990, 1995, 2000, 2005, 2010, 2020] }),
    ).toEqual([]);
  });

  test("are found whatever the number of rows that repeat", () => {
    const s = Array.from({ length: 5000 }, (_, i) => "pqr"[i % 3]!);
    const copy = s.map((label) => label.toUpperCase());
    expect(messages("s + copy", { s, copy })).toEqual([
      expect.stringContaining("column `copy=Q` of the design is a combination of `s=q`,"),
      expect.stringContaining("column `copy=R` of the design is a combination of `s=r`,"),
    ]);
  });

  test("a factor with one level has no column, and the design says so", () => {
    const result = build("x + s", { x: [1, 2, 3], s: ["m", "m", "m"] });
    expect(result.design!.columnNames).toEqual(["intercept", "x"]);
    expect(result.problems).toMatchObject([{ code: "HP0458", severity: "warning" }]);
    expect(build("0 + s", { s: ["m", "m"] }).design!.columnNames).toEqual(["s=m"]);
  });
});

describe("problems", () => {
  const data = { days: [0, 1, 2], sex: ["f", "m", "f"] };

  test.each([
    ["dyas", "expected a column of the data in the design, but `dyas` is none"],
    [
      "days^2",
      "expected a sum of several columns before `^`, but found `days^2`, which in a design stands for `days` alone",
    ],
    ["(days + sex)^1.5", "expected a whole number from 1 to 100 after `^`, but found `1.5`"],
    ["2 + days", "expected 1 (an intercept), 0 (none) or a column, but found `2`"],
    ["1:days", "expected columns on both sides of `:`, but found `1:days`"],
    ["sin(days)", "expected a function of the design notation, but `sin` is none"],
    ["center()", "expected one argument of `center`, but found 0"],
    ["poly(days)", "expected two arguments of `poly`, but found 1"],
    ["poly(days, sex)", "expected a whole number from 1 to 20 as the degree, but found `sex`"],
    [
      "poly(days, 3)",
      "expected more than 3 different values of `days` for a polynomial of degree 3, but there are 3",
    ],
    [
      "log(poly(days, 2))",
      "expected `poly` to stand by itself in the design, but it is inside another function",
    ],
    ["log(sex)", "expected a column of numbers inside a function, but `sex` is a factor"],
    ["log(days:days)", "expected arithmetic inside a function, but found `days:days`"],
    ["log(days)", "`log(days)` is not a finite number in 1 row of `data.csv` (row 1)"],
    ["exp(1 / days)", "`1 / days` is not a finite number in 1 row of `data.csv` (row 1)"],
    [
      "scale(days - days)",
      "expected values that vary in `scale(days - days)`, but they are all the same, so that there is no sd to divide by",
    ],
    ["0", "expected at least one column in the design, but it has none"],
    ["days - days - 1", "expected at least one column in the design, but it has none"],
    ["poly(days, 1) + poly(days, 2)", "two columns of the design would both be named `poly(days).1`"],
  ])("%s", (formula, message) => {
    const result = build(formula, data);
    expect([result.design, result.problems.map((problem) => problem.message)]).toEqual([null, [message]]);
    expect(result.problems[0]!.place.kind).toBe("model");
  });

  test("a name is suggested, and a remedy for the square", () => {
    expect(build("dyas", data).problems[0]!.hint).toBe(
      "did you mean `days`? declared columns are `days` and `sex`",
    );
    expect(build("days^2", data).problems[0]!.hint).toBe("for a square write square(days) or poly(days, 2)");
  });

  test("several are told at once", () => {
    expect(codesOf(build("dyas + sin(days) + log(sex)", data))).toEqual(["HP0450", "HP0452", "HP0454"]);
  });

  test("missing values may not stand in a design", () => {
    expect(messages("days + sex", { days: [1, null], sex: ["f", null] })).toEqual([
      "expected a value in every row of `days`, which stands in a design, but 1 value is missing",
      "expected a value in every row of `sex`, which stands in a design, but 1 value is missing",
    ]);
  });

  test("formulas and designs that would not end are refused", () => {
    const many = Array.from({ length: 60 }, (_, i) => `x${i}`);
    const columns = Object.fromEntries(many.map((name) => [name, [1, 2]]));
    expect(codesOf(build(`(${many.join(" + ")})^9`, columns))).toEqual(["HP0451"]);
    const labels = Array.from({ length: 4000 }, (_, i) => `L${i}`);
    expect(codesOf(build("a:b", { a: labels, b: labels }))).toEqual(["HP0460"]);
  });

  test("a part that the parser gave up on gives no design and no further problem", () => {
    expect(build("days + ", data)).toEqual({ design: null, problems: [] });
  });
});

describe("contrasts", () => {
  const labels = ["a", "b", "c", "d"];
  const ordered = (name: string, order: readonly string[]) => ({
    ...rowsOf({ [name]: order, x: order.map((_, i) => i * i + 1) }),
    lookup: (wanted: string) =>
      wanted === "x"
        ? requireTable(
            tableFromColumns({ x: order.map((_, i) => i * i + 1) }, [real("x")], { dropMissing: false }),
          ).columns.get("x")!
        : requireTable(
            tableFromColumns({ [name]: order }, [{ ...factor(name), order }], { dropMissing: false }),
          ).columns.get(name)!,
  });
  const designOf = (text: string, order: readonly string[] = labels) =>
    buildDesign(parseFormula(text), ordered("f", order));
  const valuesOf = (text: string, order?: readonly string[]): number[] => [
    ...designOf(text, order).design!.matrix,
  ];
  const namesOf = (text: string): readonly string[] => designOf(text).design!.columnNames;

  // print(contr.sum(4)), contr.helmert(4), contr.poly(3), contr.poly(4), contr.poly(5) of R 4.2.2, row by row.
  test.each([
    ["sum", 4, [1, 0, 0, 0, 1, 0, 0, 0, 1, -1, -1, -1]],
    // Bürkner & Charpentier (2020), equation 4.
    ["steps", 4, [0, 0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1]],
    ["helmert", 4, [-1, -1, -1, 1, -1, -1, 0, 2, -1, 0, 0, 3]],
    ["poly", 3, [-Math.SQRT1_2, 0.4082483, 0, -0.8164966, Math.SQRT1_2, 0.4082483]],
    [
      "poly",
      4,
      [
        -0.6708204, 0.5, -0.2236068, -0.2236068, -0.5, 0.6708204, 0.2236068, -0.5, -0.6708204, 0.6708204, 0.5,
        0.2236068,
      ],
    ],
    [
      "poly",
      5,
      [
        [-0.6324555, 0.5345225, -0.3162278, 0.1195229],
        [-0.3162278, -0.2672612, 0.6324555, -0.4780914],
        [0, -0.5345225, 0, 0.7171372],
        [0.3162278, -0.2672612, -0.6324555, -0.4780914],
        [0.6324555, 0.5345225, 0.3162278, 0.1195229],
      ].flat(),
    ],
  ])("%s of %i levels are those of R, and steps those of the paper", (coding, count, wanted) => {
    const order = ["a", "b", "c", "d", "e"].slice(0, count);
    const found = valuesOf(`no_intercept(${coding}(f))`, order);
    expect(found).toHaveLength(wanted.length);
    for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 6);
  });

  test("have columns that say what they are, with and without an intercept", () => {
    expect(namesOf("sum(f)")).toEqual(["intercept", "sum(f)=a", "sum(f)=b", "sum(f)=c"]);
    expect(namesOf("0 + helmert(f)")).toEqual(["helmert(f)=b", "helmert(f)=c", "helmert(f)=d"]);
    expect(namesOf("poly(f, 2)")).toEqual(["intercept", "poly(f).1", "poly(f).2"]);
    expect(namesOf("sum(f) * x")).toEqual([
      "intercept",
      "sum(f)=a",
      "sum(f)=b",
      "sum(f)=c",
      "x",
      "sum(f)=a:x",
      "sum(f)=b:x",
      "sum(f)=c:x",
    ]);
  });

  test("are of factors, of polynomials of an order, by themselves", () => {
    const plain = { f: labels, x: [1, 2, 3, 5] };
    const told = (text: string) =>
      build(text, plain).problems.map(({ code, message }) => `${code} ${message}`);
    expect(told("sum(x)")).toEqual(["HP0453 expected a factor in `sum`, but found `x`"]);
    expect(told("helmert(log(x))")).toEqual(["HP0453 expected a factor in `helmert`, but found `log(x)`"]);
    expect(told("poly(f)")).toEqual([
      "HP0453 expected levels in a declared order in `poly`, but those of `f` are in that of their labels",
    ]);
    expect(told("steps(f)")).toEqual([
      "HP0453 expected levels in a declared order in `steps`, but those of `f` are in that of their labels",
    ]);
    expect(build("steps(f)", { f: ["10", "9", "11"] }).design!.columnNames).toEqual([
      "intercept",
      "steps(f)=10",
      "steps(f)=11",
    ]);
    expect(told("log(sum(f))")).toEqual([
      "HP0451 expected `sum` to stand by itself in the design, but it is inside another function",
    ]);
    expect(told("sum(f, 2)")[0]).toContain("HP0453 expected one argument of `sum`");
    expect(designOf("poly(f, 4)").problems[0]!.message).toBe(
      "expected a whole number from 1 to 3 as the degree, one less than `f` has levels",
    );
    expect(told("sum(nothing)")[0]).toContain("HP0450");
  });
});
