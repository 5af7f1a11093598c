import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../src/data/parse-csv.ts";
import type { ColumnRequest } from "../../src/data/table.ts";
import type { ReadOptions } from "../../src/data/table-builder.ts";
import { codesOf, factor, factorOf, int, labelsOf, numbersOf, real, requireTable } from "./requests.ts";

const keep = { dropMissing: false };
const drop = { dropMissing: true };
const seed = [real("y"), factor("sample")];
const parse = (text: string, requests: readonly ColumnRequest[] = seed, options: ReadOptions = keep) =>
  parseCsv(text, "data.csv", requests, options);

async function* inPieces(text: string, size: number): AsyncIterable<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

describe("what a file may look like", () => {
  const expected = { y: [1.5, -2, 300], sample: ["A", "B", "A"] };
  const variants: Record<string, string> = {
    "commas and LF": "y,sample\n1.5,A\n-2,B\n3e2,A\n",
    "no newline at the end": "y,sample\n1.5,A\n-2,B\n3e2,A",
    CRLF: "y,sample\r\n1.5,A\r\n-2,B\r\n3e2,A\r\n",
    "CR alone": "y,sample\r1.5,A\r-2,B\r3e2,A\r",
    "a byte order mark": "\uFEFFy,sample\n1.5,A\n-2,B\n3e2,A\n",
    semicolons: "y;sample\n1.5;A\n-2;B\n3e2;A\n",
    tabs: "y\tsample\n1.5\tA\n-2\tB\n3e2\tA\n",
    bars: "y|sample\n1.5|A\n-2|B\n3e2|A\n",
    quotes: '"y","sample"\n"1.5","A"\n-2,"B"\n3e2,A\n',
    "quotes and CRLF": '"sample","y"\r\n"A","1.5"\r\n"B","-2"\r\n"A","3e2"\r\n',
    "blanks around cells and names": " y , sample \n 1.5 , A\n-2,B \n3e2,A\n",
    "blank lines before, between and after": "\n\ny,sample\n1.5,A\n\n-2,B\n3e2,A\n\n   \n\n",
    "a first line that says what separates columns": "sep=;\r\ny;sample\r\n1.5;A\r\n-2;B\r\n3e2;A\r\n",
    "that line in quotes, and a tab": '"sep=\t"\ny\tsample\n1.5\tA\n-2\tB\n3e2\tA\n',
    "columns that nobody asked for": 'note,y,sample\n"a, ""b""\nc",1.5,A\nx,-2,B\n,3e2,A\n',
    "column names doubled where they do not matter": "x,x,y,sample\n1,1,1.5,A\n1,1,-2,B\n1,1,3e2,A\n",
  };
  test.each([
    ["UTF-16, the lower byte first", 0],
    ["UTF-16, the higher byte first", 1],
  ])("%s, in pieces of any length", async (_, higher) => {
    const units = [...`\uFEFF${variants.CRLF}`].map((character) => character.charCodeAt(0));
    const bytes = Uint8Array.from(
      units.flatMap((unit) => (higher === 1 ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])),
    );
    for (const size of [1, 3, 1000]) {
      async function* pieces(): AsyncIterable<Uint8Array> {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
      }
      const table = requireTable(await parseCsv(pieces(), "data.csv", seed, keep));
      expect({ y: numbersOf(table, "y"), sample: labelsOf(table, "sample") }).toEqual(expected);
    }
  });

  test.each(Object.entries(variants))("%s", async (_, text) => {
    const table = requireTable(await parse(text));
    expect({ y: numbersOf(table, "y"), sample: labelsOf(table, "sample") }).toEqual(expected);
    expect([table.rowCount, table.rowsRead, table.rowsDropped]).toEqual([3, 3, 0]);
  });

  test("a decimal comma is read where semicolons separate columns, and reported", async () => {
    const result = await parse("y;sample\n1,5;A\n-2;B\n,25;A\n");
    expect(numbersOf(requireTable(result), "y")).toEqual([1.5, -2, 0.25]);
    expect(result.problems).toMatchObject([
      {
        code: "HP0416",
        severity: "warning",
        message: "numbers are written with a decimal comma: `1,5` in line 2 was read as 1.5",
      },
    ]);
  });

  test("thousands that stand apart before a decimal comma can be read in one way only, and are reported", async () => {
    const text =
      "y;sample\n12,5;A\n1.234,5;B\n-1.234.567,00;C\n1\u00a0234,5;D\n12 345,25;E\n1\u202f000,0;F\n";
    const result = await parse(text);
    expect(numbersOf(requireTable(result), "y")).toEqual([12.5, 1234.5, -1234567, 1234.5, 12345.25, 1000]);
    expect(result.problems).toMatchObject([
      {
        code: "HP0416",
        severity: "warning",
        message:
          "numbers are written with a decimal comma and their thousands apart: `1.234,5` in line 3 was read as 1234.5",
      },
    ]);
    const whole = await parse("n\tg\n1.234,0\ta\n12,0\tb\n", [int("n")]);
    expect(numbersOf(requireTable(whole), "n")).toEqual([1234, 12]);
  });

  test.each([
    ["1.234", "HP0417"],
    ["2.5", "HP0417"],
    ["1.23,5", "HP0411"],
    ["1.2345,5", "HP0411"],
    ["1234.567,5", "HP0411"],
    ["1.234 567,5", "HP0411"],
    ["1,234.5", "HP0411"],
    ["1 234", "HP0411"],
  ])("%s beside thousands that stand apart is a problem", async (text, code) => {
    const result = await parse(`y;sample\n1.234,5;A\n${text};B\n`);
    expect(result.table).toBeNull();
    expect(result.problems.filter(({ severity }) => severity === "error")).toMatchObject([{ code }]);
  });

  test("where commas separate columns no number has its thousands apart", async () => {
    const result = await parse('y,sample\n"1.234,5",A\n');
    expect(result.problems).toMatchObject([{ code: "HP0411" }]);
  });

  test("decimal commas beside decimal points are a problem", async () => {
    const result = await parse("y;sample\n1,5;A\n2.5;B\n");
    expect(result.table).toBeNull();
    expect(result.problems[0]).toMatchObject({
      code: "HP0417",
      message: "expected one way to write decimals, but line 2 has `1,5` and line 3 has `2.5`",
    });
  });

  test("lines are counted through blank lines and quoted newlines", async () => {
    const table = requireTable(await parse('y,sample\n\n1,"A\nB"\n2,C\n'));
    expect([...table.lines!]).toEqual([3, 5]);
    expect(labelsOf(table, "sample")).toEqual(["A\nB", "C"]);
  });

  test("one column of the file may serve two names", async () => {
    const table = requireTable(
      await parse("id\n10\n9\n", [real("x", { from: "id" }), factor("g", { from: "id" })]),
    );
    expect(numbersOf(table, "x")).toEqual([10, 9]);
    expect(factorOf(table, "g").levels).toEqual(["9", "10"]);
  });

  test("pieces of any size give the same table, also within a CRLF or a quoted quote", async () => {
    const text = 'y,sample\r\n1.5,"a ""b"""\r\n2.5,"c\r\nd"\r\n';
    for (let size = 1; size < 12; size++) {
      const table = requireTable(await parseCsv(inPieces(text, size), "data.csv", seed, keep));
      expect(labelsOf(table, "sample")).toEqual(['a "b"', "c\nd"]);
      expect([...table.lines!]).toEqual([2, 3]);
    }
  });

  test("a file of many stretches is read whole", async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i},"${i % 7}"`);
    const table = requireTable(
      await parseCsv(inPieces(`y,sample\n${rows.join("\n")}`, 5000), "data.csv", seed, keep),
    );
    expect(table.rowCount).toBe(40_000);
    expect(numbersOf(table, "y").every((value, i) => value === i)).toBe(true);
    expect(table.lines!.at(-1)).toBe(40_001);
  });
});

describe("numbers", () => {
  test.each([
    ["1e-300", 1e-300],
    ["1e300", 1e300],
    ["+.5", 0.5],
    ["5.", 5],
    ["-0", -0],
    ["0.1", 0.1],
    ["5e-324", 5e-324],
    ["0e-999", 0],
    ["9007199254740993", 9007199254740992],
  ])("%s is read exactly", async (text, value) => {
    expect(numbersOf(requireTable(await parse(`y\n${text}\n`, [real("y")])), "y")[0]).toBe(value);
  });

  test.each([
    ["12a", "`12a` is not a number"],
    ["0x1F", "`0x1F` is not a number"],
    ["1 000", "`1 000` is not a number"],
    ["1_000", "`1_000` is not a number"],
    ["--1", "`--1` is not a number"],
    ["e5", "`e5` is not a number"],
    ['"1,234"', "`1,234` has a comma inside a number"],
    ["Infinity", "`Infinity` is not finite"],
    ["-inf", "`-inf` is not finite"],
    ["1e999", "`1e999` is larger than any double (1.8e308)"],
    ["1e-999", "`1e-999` is nearer to zero than any double (4.9e-324)"],
  ])("%s is a problem", async (text, what) => {
    const result = await parse(`y,sample\n1,A\n${text},A\n`);
    expect(result.table).toBeNull();
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]!.message).toBe(`expected numbers in column \`y\`, but ${what} (line 3)`);
    expect(result.problems[0]!.place).toEqual({ kind: "data", file: "data.csv", line: 3, column: "y" });
  });

  test("cells that are wrong in one way are one problem with their count", async () => {
    const result = await parse("y\nx\n1\nz\nInf\n", [real("y")]);
    expect(result.problems.map(({ message }) => message)).toEqual([
      "expected numbers in column `y`, but `x` is not a number (line 2); 2 cells of this column are like it",
      "expected numbers in column `y`, but `Inf` is not finite (line 5)",
    ]);
  });

  test("whole numbers may be written 3, 3.0 and 3e2, but not 3.5", async () => {
    expect(numbersOf(requireTable(await parse("n\n3\n3.0\n3e2\n", [int("n")])), "n")).toEqual([3, 3, 300]);
    const result = await parse("n\n3.5\n12345678901234567890\n", [int("n")]);
    expect(result.problems.map(({ message }) => message)).toEqual([
      "expected whole numbers in column `n`, but `3.5` is not a whole number (line 2)",
      "expected whole numbers in column `n`, but `12345678901234567890` is beyond 2^53 and would not be stored exactly (line 3)",
    ]);
  });
});

describe("missing values", () => {
  const text = "y,sample\n1,A\nNA,A\n,B\n4,.\nNaN,null\n6,C\n";

  test("are named with column, first line and count, and the two ways out", async () => {
    const result = await parse(text);
    expect(result.problems).toEqual([
      {
        code: "HP0413",
        severity: "error",
        message: "expected a value in every row of column `y`, but 3 values are missing, first in line 3",
        hint: "leave such rows out with --drop-missing (`dropMissing: true` in a script), or fill them in",
        place: { kind: "data", file: "data.csv", line: 3, column: "y" },
      },
      expect.objectContaining({
        code: "HP0413",
        place: expect.objectContaining({ line: 5, column: "sample" }),
      }),
    ]);
  });

  test("are NaN and -1 where they are admitted", async () => {
    const admitted = [real("y", { mayBeMissing: true }), factor("sample", { mayBeMissing: true })];
    const table = requireTable(await parse(text, admitted));
    expect(numbersOf(table, "y")).toEqual([1, NaN, NaN, 4, NaN, 6]);
    expect(labelsOf(table, "sample")).toEqual(["A", "A", "B", null, null, "C"]);
    expect([...table.columns.values()].map(({ missing }) => missing)).toEqual([3, 2]);
  });

  test("let rows be dropped and counted, with levels that occur only there", async () => {
    const table = requireTable(await parse(text, seed, drop));
    expect([table.rowCount, table.rowsRead, table.rowsDropped]).toEqual([2, 6, 4]);
    expect(factorOf(table, "sample").levels).toEqual(["A", "C"]);
    expect([...table.lines!]).toEqual([2, 7]);
  });

  test("in every row leave nothing, which is a problem", async () => {
    expect(codesOf(await parse("y,sample\nNA,A\nNA,B\n", seed, drop))).toEqual(["HP0414"]);
  });

  test("in a file of one column, a blank line is missing unless it is at the end", async () => {
    const table = requireTable(await parse("y\n1\n\n3\n\n\n", [real("y", { mayBeMissing: true })]));
    expect(numbersOf(table, "y")).toEqual([1, NaN, 3]);
  });
});

describe("headers and rows", () => {
  test("a column that is not there is named, with the nearest", async () => {
    const result = await parse("y,sampel\n1,A\n");
    expect(result.problems).toMatchObject([
      {
        code: "HP0407",
        message: "expected a column `sample`, but the table has `y` and `sampel`",
        hint: expect.stringContaining("did you mean `sampel`?"),
        place: { kind: "data", file: "data.csv", line: 1, column: "sample" },
      },
    ]);
  });

  test("all problems of a file are told at once", async () => {
    expect(codesOf(await parse("y,z\nx,1\nNA,1\n1\n", [...seed, real("w")]))).toEqual([
      "HP0407",
      "HP0407",
      "HP0409",
      "HP0411",
      "HP0413",
    ]);
  });

  test.each([
    ["y sample\n1 A\n", "separate columns by commas, semicolons, tabs or `|`"],
    ["1.5,2\n1,3\n", "the first line of the file must hold the names of the columns"],
  ])("a header that is none is recognized in %j", async (text, hint) => {
    const result = await parse(text);
    expect(codesOf(result)).toEqual(["HP0407", "HP0407"]);
    expect(result.problems[0]!.hint).toContain(hint);
  });

  test("two columns of a requested name are a problem", async () => {
    expect((await parse("y,sample,y\n1,A,2\n")).problems).toMatchObject([
      { code: "HP0408", message: "expected one column `y`, but columns 1 and 3 both have this name" },
    ]);
  });

  test("rows of other lengths are named and counted", async () => {
    const result = await parse("y,sample\n1,A\n2\n3,B,x\n");
    expect(result.problems.map(({ message }) => message)).toEqual([
      "expected 2 fields as in the header, but line 3 has 1; 2 lines of the file differ from the header",
    ]);
  });

  test.each([
    ["", "HP0405"],
    ["\n\n  \n", "HP0405"],
    ["y,sample\n", "HP0406"],
    ["PK\u0003\u0004\0\0\u0014", "HP0404"],
    ["\u001f\u008bgarbage\n", "HP0404"],
    ['y,sample\n1,"A\n2,B\n', "HP0410"],
    ['y,sample\n1,"A"x\n2,B\n', "HP0410"],
    ["y,sample\n1,M\uFFFDller\n", "HP0418"],
  ])("%j has the problem %s", async (text, code) => {
    const result = await parse(text);
    expect(result.table).toBeNull();
    expect(codesOf(result)).toContain(code);
  });

  test("an unclosed quote in a long file ends the reading early", async () => {
    const text = `y,sample\n1,"A\n${"2,B\n".repeat(400_000)}`;
    const result = await parseCsv(inPieces(text, 1 << 16), "data.csv", seed, keep);
    expect(result.problems[0]).toMatchObject({ code: "HP0410", place: { line: 2 } });
  });

  test("no text makes it throw, and without a table there is an error with a place and a remedy", async () => {
    const characters = fc.constantFrom(
      "y",
      "sample",
      ",",
      ";",
      "\n",
      "\r\n",
      '"',
      "1",
      ".5",
      "NA",
      "\0",
      "é",
      " ",
      "\uFEFF",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(characters, { maxLength: 40 }), async (pieces) => {
        const { table, problems } = await parse(pieces.join(""));
        expect(table === null).toBe(problems.some(({ severity }) => severity === "error"));
        for (const { code, message, hint, place } of problems) {
          expect(code).toMatch(/^HP04\d\d$/);
          expect(message).toMatch(/^[a-z`0-9].*[^.]$/);
          expect(hint).toMatch(/^[a-z`].*[^.]$/);
          expect(place).toMatchObject({ kind: "data", file: "data.csv" });
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test("a table that is written as CSV reads back the same, labels composed", async () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const label = fc
    .string({ unit: "binary", maxLength: 6 })
    .map((text) => `L${text.replace(/[\0\r\uFFFD]|\s+$/g, "")}`);
  const written = fc.record({
    rows: fc.array(fc.record({ y: number, g: label.map((text) => text.trim()) }), {
      minLength: 1,
      maxLength: 12,
    }),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    newline: fc.constantFrom("\n", "\r\n"),
    size: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(written, async ({ rows, delimiter, newline, size }) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const lines = rows.map(({ y, g }) => [Object.is(y, -0) ? "-0" : String(y), quoted(g)].join(delimiter));
      const text = [["y", "g"].join(delimiter), ...lines].join(newline);
      const result = await parseCsv(inPieces(text, size), "data.csv", [real("y"), factor("g")], keep);
      const table = requireTable(result);
      expect(numbersOf(table, "y")).toEqual(rows.map(({ y }) => y));
      expect(labelsOf(table, "g")).toEqual(rows.map(({ g }) => g.normalize("NFC")));
    }),
    { seed: 2, numRuns: 100 },
  );
});

describe("words that stand for a missing value", () => {
  const na = ["N/A", "-99", "größe"];
  const text = `y,g\n1,a\nN/A,b\n-99,c\n-99.0,N/A\n2,${"größe".normalize("NFD")}\n`;

  test("are missing in numbers and factors, as they are written", async () => {
    const requests = [real("y", { mayBeMissing: true }), factor("g", { mayBeMissing: true })];
    const options = { dropMissing: false, na };
    const table = requireTable(await parse(text.replace("-99.0", "5"), requests, options));
    expect(numbersOf(table, "y")).toEqual([1, Number.NaN, Number.NaN, 5, 2]);
    expect(labelsOf(table, "g")).toEqual(["a", "b", "c", null, null]);
  });

  test("drop their rows where such rows are to be dropped, and numbers that are equal only stay", async () => {
    const table = requireTable(await parse(text, [real("y"), factor("g")], { dropMissing: true, na }));
    expect(numbersOf(table, "y")).toEqual([1]);
    expect(table.rowsDropped).toBe(4);
    const numbers = requireTable(await parse(text, [real("y")], { dropMissing: true, na }));
    expect(numbersOf(numbers, "y")).toEqual([1, -99, 2]);
  });

  test("are words like any other without being said", async () => {
    expect(codesOf(await parse(text))).toContain("HP0411");
  });
});

describe("rows that are dropped", () => {
  const warningOf = async (text: string) =>
    (await parse(text, [real("y"), real("x"), factor("g")], drop)).problems;

  test("are counted by the columns that they lack, with the levels that no row has any more", async () => {
    const [told, ...rest] = await warningOf("y,x,g\n1,1,a\n,1,b\n2,,c\n,,d\n3,1,c\n4,1,\n");
    expect(rest).toEqual([]);
    expect(told).toMatchObject({ code: "HP0419", severity: "warning" });
    expect(told!.message).toBe(
      "4 of 6 rows were dropped, 2 without `y`, 2 without `x`, 1 without `g`; 2 levels of `g` went with them: `b`, `d`",
    );
  });

  test("are no matter where none lacks anything, and an error where all do", async () => {
    expect(await warningOf("y,x,g\n1,1,a\n2,1,b\n")).toEqual([]);
    expect((await warningOf("y,x,g\n,1,a\n,1,b\n")).map(({ code }) => code)).toEqual(["HP0414"]);
  });
});
