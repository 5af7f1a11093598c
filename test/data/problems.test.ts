import { expect, test } from "vitest";
import { orderedFactor } from "../../src/data/factors.ts";
import * as tableMessages from "../../src/data/problems.ts";
import * as designMessages from "../../src/data/problems-design.ts";
import * as labelMessages from "../../src/data/problems-labels.ts";
import type { Problem } from "../../src/problems/problem.ts";
import { factor, real } from "./requests.ts";

const t = tableMessages;
const d = designMessages;
const l = labelMessages;
const file = "data.csv";
const source = { name: file, unit: "line" } as const;
const seen = { row: 7, value: "12a", count: 3 };
const span = { start: 0, end: 3, line: 2, column: 5 };
const place = { file, line: 7, column: "uranium" };

const reused = {
  inner: "cask",
  outer: "batch",
  labels: ["a", "b", "c"],
  beginnings: 10,
  outerLevels: 10,
  combinations: 30,
  example: ["a", "A", "B"],
  inseparable: [],
  isEitherWay: false,
} as const;
const alike = {
  labels: [
    { label: "A", rows: 3 },
    { label: "a", rows: 1 },
  ],
  difference: "case",
  others: 0,
};
const dose = orderedFactor("dose", "Dose", Int32Array.of(0, 1, 1), ["low", "hihg"], {
  order: ["low", "medium", "high"],
});
const treatment = orderedFactor("treatment", "Treatment", new Int32Array(2), ["drug", "placebo"]);

const problems: Record<string, Problem> = {
  fileNotFound: t.fileNotFound("dta.csv"),
  fileIsDirectory: t.fileIsDirectory("results"),
  fileUnreadable: t.fileUnreadable(file, "EACCES"),
  notText: t.notText(file, 1),
  emptyFile: t.emptyFile(file),
  noRows: t.noRows(source),
  missingColumn: t.missingColumn(real("y", { from: "Yield" }), ["Batch", "yield"], source),
  duplicateHeader: t.duplicateHeader("y", [1, 4], source),
  raggedRows: t.raggedRows(3, 4, seen, file),
  unclosedQuote: t.unclosedQuote(file, 7),
  badNumber: t.badNumber(real("y"), "text", seen, source),
  missingValues: t.missingValues(real("y"), seen, source),
  nothingLeft: t.nothingLeft(3, source),
  rowsWereDropped: t.rowsWereDropped(
    {
      dropped: 7,
      read: 9,
      by: new Map([
        ["y", 6],
        ["x", 3],
      ]),
      lost: [{ factor: "g", labels: ["a", "b", "c", "d", "e", "f"] }],
    },
    source,
  ),
  withinUnknown: t.withinUnknown(factor("cask", { within: "batch" }), source),
  decimalComma: t.decimalComma({ ...seen, value: "1,5", column: "y", reading: "1.5" }, false, file),
  mixedDecimals: t.mixedDecimals({ ...seen, value: "1,5" }, { ...seen, row: 9, value: "2.5" }, "y", file),
  undecodableLabel: t.undecodableLabel(factor("g"), { ...seen, value: "M\uFFFDller" }, source),
  unequalLengths: t.unequalLengths("g", 1, "y", 2, "<data>"),
  notAColumn: t.notAColumn("y", "a number", "<data>"),
  notARow: t.notARow(3, "null", "<data>"),
  badLabel: t.badLabel(factor("g"), { ...seen, value: "an object" }, { name: "<data>", unit: "row" }),
  notATable: t.notATable("null", "<data>"),
  levelsMissing: t.levelsMissing("county", ["AITKIN"], file, ""),
  conflictingRows: t.conflictingRows(place, "county", "AITKIN", ["1", "2"], "lines 3 and 7"),
  extraLevels: t.extraLevels("county", ["BECKER"], file),
  keyMissing: t.keyMissing("county", 2, file),
  labelsReused: l.labelsReused(reused, file),
  labelsAlike: l.labelsAlike("cask", alike, source),
  labelUndeclared: l.labelUndeclared(dose, ["low", "medium", "high"], "hihg", 2, 7, source),
  labelsUnused: l.labelsUnused(dose, ["medium"], source),
  referenceUnknown: l.referenceUnknown(treatment, "plcebo", source),
  unknownVariable: d.unknownVariable("dyas", ["days"], span),
  badFormula: d.badFormula("HP0451", span, ["expected a, but found b", "write a"]),
  unknownFunction: d.unknownFunction("sin", ["log", "exp"], span),
  unknownLabel: d.unknownLabel("mal", "sex", ["female", "male"], span),
  outsideDomain: d.outsideDomain("log(x)", [2, 3, 5], 9, source, span),
  missingInDesign: d.missingInDesign("days", 2, span),
  dependentColumn: d.dependentColumn("c", ["a", "b"], span),
  singleLevel: d.singleLevel("sex:x", "sex", "male", span),
  emptyDesign: d.emptyDesign(span),
  tooLarge: d.tooLarge(1000000, 73421, span),
  sameColumnNames: d.sameColumnNames("poly(x).1", span),
  rankUnchecked: d.rankUnchecked(4000, span),
  tooFewForSpline: d.tooFewForSpline("days", 10, 4, 3, span),
};

test("every message of the room reads as it should", () => {
  const lines = Object.values(problems).map(
    ({ code, severity, message, hint }) => `${code} ${severity}: ${message} | ${hint}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "HP0401 error: expected a table in \`dta.csv\`, but there is no such file | check the path after --data; it is taken relative to the current directory",
      "HP0402 error: expected a CSV file, but \`results\` is a directory | name the file itself, such as --data results/data.csv",
      "HP0403 error: \`data.csv\` could not be read (EACCES) | check that the file exists and that you may read it",
      "HP0404 error: expected a table as text, but line 1 has bytes that no text has | save the table as CSV in UTF-8, or in UTF-16 with its byte order mark; spreadsheets (.xlsx) and compressed files are not read",
      "HP0405 error: expected a line of column names and rows below it, but the file is empty | check that the right file was named",
      "HP0406 error: expected at least one row of data, but there is none | the file ends after its line of column names",
      "HP0407 error: expected a column \`Yield\` (for \`y\`), but the table has \`Batch\` and \`yield\` | did you mean \`yield\`? a column of another name is declared as \`y: real from "Its Name"\`",
      "HP0408 error: expected one column \`y\`, but columns 1 and 4 both have this name | rename one of them in the file",
      "HP0409 error: expected 3 fields as in the header, but line 7 has 4; 3 lines of the file differ from the header | a field that contains the separator must be in quotes; row names need a name in the header too",
      "HP0410 error: a quotation mark that opens on line 7 is not closed as it should be | close it before the next separator; inside quotes, a quotation mark is written twice: """,
      "HP0411 error: expected numbers in column \`y\`, but \`12a\` is not a number (line 7); 3 cells of this column are like it | correct it, leave the cell empty if it is missing (NA, NaN, null, . count as missing too, and \`12a\` with \`--na "12a"\`), or declare labels as \`y: factor\`",
      "HP0413 error: expected a value in every row of column \`y\`, but 3 values are missing, first in line 7 | leave such rows out with --drop-missing (\`dropMissing: true\` in a script), or fill them in",
      "HP0414 error: expected at least one complete row, but all 3 rows had a missing value and were dropped | check which of the columns are empty",
      "HP0419 warning: 7 of 9 rows were dropped, 6 without \`y\`, 3 without \`x\`; 6 levels of \`g\` went with them: \`a\`, \`b\`, \`c\`, \`d\`, \`e\` and 1 more | fill values in, or leave a column that lacks many out of the model, if rows are not to be lost",
      "HP0415 error: \`cask\` is declared as a factor in \`batch\`, which is not a factor of this table that stands by itself | declare \`batch: factor\`, not within \`cask\` in turn",
      "HP0416 warning: numbers are written with a decimal comma: \`1,5\` in line 7 was read as 1.5 | if commas separate thousands here, remove them from the file",
      "HP0417 error: expected one way to write decimals, but line 7 has \`1,5\` and line 9 has \`2.5\` | write all numbers with a decimal point, without thousands separators",
      "HP0418 error: a label of column \`g\` is not UTF-8 text: \`M�ller\` (line 7) | save the file as UTF-8, as with iconv -f latin1 -t utf-8; labels could otherwise not be told apart",
      "HP0420 error: expected columns of one length, but \`y\` has 2 values and \`g\` has 1 | give every column one value per row",
      "HP0421 error: expected an array or typed array for column \`y\`, but found a number | give a list of values, one per row",
      "HP0422 error: expected an object with one key per column in row 3, but found null | give rows such as { y: 1.5, sample: "A" }",
      "HP0423 error: expected labels in column \`g\`, but row 7 has an object | labels are texts, numbers or booleans; null stands for a missing one",
      "HP0424 error: expected a table as an object of columns or a list of row objects, but found null | give { y: [1.5, 2.5], sample: ['A', 'B'] } or [{ y: 1.5, sample: 'A' }, …]",
      "HP0430 error: expected one row for each level of \`county\`, but there is none for \`AITKIN\` | add a row with this label, spelled as in the main table, or leave the rows of this level out of that",
      "HP0431 error: expected one value of \`uranium\` for \`county\` = \`AITKIN\`, but found \`1\` and \`2\` in lines 3 and 7 | make them equal, or declare \`uranium\` as a column of the rows, without \`per\`",
      "HP0432 warning: 1 level of \`county\` in this table does not occur in the main table: \`BECKER\` | these rows are not used; check the spelling if they should be",
      "HP0433 warning: 2 rows of this table have no label of \`county\` | such rows are not used; give them a label if they should be",
      "HP0440 warning: the labels \`a\`, \`b\` and \`c\` of \`cask\` begin anew in each of the 10 levels of \`batch\`: is \`a\` of \`A\` the same as \`a\` of \`B\`? taken as the same, they are 3 levels | if they are two, write \`cask: factor in batch\` (30 levels); if they are one, write \`cask: factor across batch\` (3 levels as now, and this is not asked again)",
      "HP0446 warning: the labels \`A\` (3 rows) and \`a\` (1 row) differ only in case, and are 2 levels | write them in one way if they are one level; if not, nothing is to be done",
      "HP0448 error: \`hihg\` is not among the levels of \`dose\`, which are declared to be \`low\`, \`medium\` and \`high\`; it stands in 2 rows | did you mean \`high\`? If not, add \`hihg\` to the list at its place",
      "HP0449 warning: no row has \`medium\`, which is declared to be a level of \`dose\`, and stays one without data | nothing is to be done if it could have occurred; if not, leave it out of the list",
      "HP0447 error: expected \`plcebo\` among the levels of \`treatment\`, as it is declared its reference, but there are \`drug\` and \`placebo\` | did you mean \`placebo\`?",
      "HP0450 error: expected a column of the data in the design, but \`dyas\` is none | did you mean \`days\`? declared columns are \`days\`",
      "HP0451 error: expected a, but found b | write a",
      "HP0452 error: expected a function of the design notation, but \`sin\` is none | known are log, exp",
      "HP0442 error: the factor \`sex\` has no level "mal" | did you mean \`male\`? its levels are \`female\` and \`male\`",
      "HP0455 error: \`log(x)\` is not a finite number in 9 rows of \`data.csv\` (line 2, 3, 5 and more) | check the values there: log needs positive numbers, sqrt none below zero, division no zeros",
      "HP0456 error: expected a value in every row of \`days\`, which stands in a design, but 2 values are missing | remove the \`?\` of its declaration and leave such rows out with --drop-missing; or take \`days\` out of the design and write its coefficient by hand, \`β_days * days\`",
      "HP0457 warning: column \`c\` of the design is a combination of \`a\` and \`b\`, so that only priors tell their effects apart | remove a term, or combine levels that were never observed together",
      "HP0458 warning: \`sex:x\` has no column in the design, since \`sex\` has the single level \`male\`, which is the reference | remove the term, or check that the data hold the other levels",
      "HP0459 error: expected at least one column in the design, but it has none | write design(1) for an intercept alone",
      "HP0460 error: the design would have 1000000 columns for 73421 rows, too many to hold | give factors with many levels effects of their own, such as b[sample], in place of design columns",
      "HP0461 error: two columns of the design would both be named \`poly(x).1\` | remove one of the terms, or rename the levels",
      "HP0462 warning: the design has 4000 columns, too many to check here whether some are combinations of others | give factors with many levels effects of their own, such as b[sample], in place of design columns",
      "HP0463 error: expected at least 10 different values of \`days\` for a spline of 10 functions, but there are 3 | write \`days\` without \`spline\`, or declare it as a factor and give its levels effects of their own",
    ]
  `);
});

test("no message is left out above, and all keep to the form", () => {
  const builders = ["problem", "warning", "inFile", "atRow", "quote", "quoteList", "plural", "suggestion"];
  const named = [
    ...Object.keys(tableMessages),
    ...Object.keys(labelMessages),
    ...Object.keys(designMessages),
  ].filter((name) => !builders.includes(name));
  expect(Object.keys(problems).sort()).toEqual(named.sort());
  for (const { code, message, hint } of Object.values(problems)) {
    expect(code).toMatch(/^HP04\d\d$/);
    expect(message).toMatch(/^[a-z`0-9].*[^.]$/);
    expect(hint).toMatch(/^[a-z`].*[^.]$/);
  }
});

test("words of the user are clipped and shown without control characters", () => {
  expect(t.quote(`a\n\u001b[31m${"x".repeat(50)}`)).toBe(`\`a\\n\\u{1b}[31m${"x".repeat(32)}…\``);
  expect(t.quoteList(["a", "b", "c"])).toBe("`a`, `b` and `c`");
  expect(t.quoteList([..."abcdefgh"])).toBe("`a`, `b`, `c`, `d`, `e`, `f` and 2 more");
});
