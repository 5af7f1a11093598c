import { describe, expect, test } from "vitest";
import { findAlikeLabels } from "../../src/data/alike-labels.ts";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { factor, factorOf, requireTable } from "./requests.ts";

const read = (labels: readonly string[], extra = {}) =>
  tableFromColumns({ g: labels, batch: labels.map(() => "A") }, [factor("g", extra), factor("batch")], {
    dropMissing: false,
  });
const alike = (labels: readonly string[]) => findAlikeLabels(factorOf(requireTable(read(labels)), "g"));

describe("labels that differ only in", () => {
  test.each([
    ["case", ["Anna", "anna", "Bert"], ["Anna", "anna"]],
    ["spaces", ["tech 1", "tech1", "tech 2"], ["tech 1", "tech1"]],
    ["spaces", ["a  b", "a b"], ["a  b", "a b"]],
    ["the format of a number", ["1", "1.0", "01", "2"], ["01", "1", "1.0"]],
    ["the format of a number", ["T1", "T01", "T2"], ["T01", "T1"]],
    ["case, spaces or the format of a number", ["Tech 01", "tech1"], ["Tech 01", "tech1"]],
  ])("%s are found: %j", (difference, labels, found) => {
    expect(alike(labels)).toMatchObject({ difference, labels: found.map((label) => ({ label, rows: 1 })) });
  });

  test("nothing of this are different", () => {
    expect(alike(["1", "10", "100", "1.5", "-1", "T1", "T10", "a", "b", "v1.1", "v1.10"])).toBeNull();
    expect(alike(["12345678901234567890", "12345678901234567891"])).toBeNull();
  });
});

test("a column with such labels is warned of once, with the rows of each label, and the number of others", () => {
  expect(read(["A", "A", "A", "a", "b", "B", "c"]).problems).toMatchObject([
    {
      code: "HP0446",
      severity: "warning",
      message:
        "the labels `A` (3 rows) and `a` (1 row) differ only in case, and are 2 levels; so are 2 more labels of this column",
    },
  ]);
});

test("labels within a factor are looked at as they stand in the table, once", () => {
  const { problems, table } = read(["x", "X", "y"], { within: "batch" });
  expect(factorOf(table!, "g").levels).toEqual(["A:X", "A:x", "A:y"]);
  expect(problems.map(({ code }) => code)).toEqual(["HP0446"]);
});

test("one spelling ends the warning", () => {
  expect(read(["A", "A", "A", "A", "b"]).problems).toEqual([]);
});
