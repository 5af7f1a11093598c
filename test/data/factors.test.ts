import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findNesting, relateFactors } from "../../src/data/factor-relations.ts";
import { combineFactors, orderLabels } from "../../src/data/factors.ts";
import { fingerprint } from "../../src/data/fingerprint.ts";
import { tableFromColumns, tableFromRows } from "../../src/data/from-memory.ts";
import { codesOf, factor, factorOf, labelsOf, real, requireTable } from "./requests.ts";

const keep = { dropMissing: false };

function factors(data: Record<string, readonly string[]>) {
  return requireTable(
    tableFromColumns(
      data,
      Object.keys(data).map((name) => factor(name)),
      keep,
    ),
  );
}

describe("levels", () => {
  test("are in order of their values if all are numbers, of their code points otherwise", () => {
    expect(orderLabels(["10", "9", "-1", "1.5", "1e1"])).toEqual(["-1", "1.5", "9", "10", "1e1"]);
    expect(orderLabels(["10", "9", "b", "B", "ä"])).toEqual(["10", "9", "B", "b", "ä"]);
    expect(orderLabels(["\u{1D6FD}", "\uFF21", "z"])).toEqual(["z", "\uFF21", "\u{1D6FD}"]);
  });

  test("do not depend on the order of the rows", () => {
    const shuffled = fc
      .uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 })
      .chain((labels) =>
        fc.tuple(fc.constant(labels), fc.shuffledSubarray(labels, { minLength: labels.length })),
      );
    fc.assert(
      fc.property(shuffled, ([labels, others]) => {
        expect(factorOf(factors({ g: labels }), "g").levels).toEqual(
          factorOf(factors({ g: others }), "g").levels,
        );
      }),
      { seed: 3 },
    );
  });
});

describe("combinations", () => {
  const table = factors({ lab: ["B", "A", "A", "B"], day: ["2", "10", "2", "2"] });
  const [lab, day] = [factorOf(table, "lab"), factorOf(table, "day")];

  test("are those observed, in order of their parts", () => {
    const both = combineFactors([lab, day], "lab:day");
    expect(both.levels).toEqual(["A:2", "A:10", "B:2"]);
    expect([...both.codes]).toEqual([2, 1, 0, 2]);
  });

  test("that would be written alike are told apart by quotes", () => {
    const alike = factors({ a: ["x", "x:y"], b: ["y:z", "z"] });
    expect(combineFactors([factorOf(alike, "a"), factorOf(alike, "b")], "a:b").levels).toEqual([
      'x:"y:z"',
      '"x:y":z',
    ]);
  });

  test("with a missing part are missing", () => {
    const rows = [
      { a: "1", b: null },
      { a: "1", b: "2" },
    ];
    const { columns } = requireTable(
      tableFromRows(rows, [factor("a"), factor("b", { mayBeMissing: true })], keep),
    );
    const both = combineFactors([...columns.values()] as never, "a:b");
    expect([[...both.codes], both.missing]).toEqual([[-1, 0], 1]);
  });
});

describe("factor in batch", () => {
  const data = { batch: ["B", "A", "A"], cask: ["a", "b", "a"] };

  test("has levels of batch and label, in this order", () => {
    const table = requireTable(
      tableFromColumns(data, [factor("cask", { within: "batch" }), factor("batch")], keep),
    );
    expect(factorOf(table, "cask").levels).toEqual(["A:a", "A:b", "B:a"]);
    expect(labelsOf(table, "cask")).toEqual(["B:a", "A:b", "A:a"]);
    expect([...findNesting(factorOf(table, "cask"), factorOf(table, "batch"))!]).toEqual([0, 0, 1]);
  });

  test("may itself hold another", () => {
    const requests = [
      factor("vial", { within: "cask" }),
      factor("cask", { within: "batch" }),
      factor("batch"),
    ];
    const table = requireTable(tableFromColumns({ ...data, vial: ["1", "1", "1"] }, requests, keep));
    expect(factorOf(table, "vial").levels).toEqual(["A:a:1", "A:b:1", "B:a:1"]);
  });

  test("in itself, in a circle, or in what is no factor, is a problem", () => {
    const circle = [factor("cask", { within: "batch" }), factor("batch", { within: "cask" })];
    expect(codesOf(tableFromColumns(data, circle, keep))).toEqual(["HP0415", "HP0415"]);
    expect(codesOf(tableFromColumns(data, [factor("cask", { within: "lot" })], keep))).toEqual(["HP0415"]);
  });
});

describe("relations", () => {
  const relation = (data: Record<string, readonly string[]>) => {
    const [first, second] = Object.keys(data);
    const table = factors(data);
    return relateFactors(factorOf(table, first!), factorOf(table, second!));
  };

  test("nested, identical, crossed and partly crossed are told apart", () => {
    const school = ["S", "S", "T", "T"];
    expect(relation({ school, pupil: ["p", "q", "r", "r"] })).toBe("nested");
    expect(relation({ pupil: ["p", "q", "r", "r"], school })).toBe("nested");
    expect(relation({ school, other: ["y", "y", "x", "x"] })).toBe("identical");
    expect(relation({ school, sex: ["f", "m", "f", "m"] })).toBe("crossed");
    expect(relation({ school: ["S", "S", "T"], sex: ["f", "m", "m"] })).toBe("partly crossed");
  });
});

describe("a reference level", () => {
  const data = { treatment: ["drug", "placebo", "control", "drug"] };

  test("is the first, and the others stay in order", () => {
    const table = requireTable(tableFromColumns(data, [factor("treatment", { reference: "placebo" })], keep));
    expect(factorOf(table, "treatment").levels).toEqual(["placebo", "control", "drug"]);
    expect(labelsOf(table, "treatment")).toEqual(data.treatment);
  });

  test("that no row has is a problem, with the nearest that there is", () => {
    const result = tableFromColumns(data, [factor("treatment", { reference: "plcebo" })], keep);
    expect(result.problems).toMatchObject([{ code: "HP0447", hint: "did you mean `placebo`?" }]);
  });
});

describe("fingerprint", () => {
  const requests = [real("y"), factor("g")];
  const of = (y: number[], g: string[], asked = requests) =>
    fingerprint(requireTable(tableFromColumns({ y, g }, asked, keep)));
  const same = of([1, 2], ["a", "b"]);

  test("is the same for the same columns in another order", () => {
    expect(of([1, 2], ["a", "b"], [...requests].reverse())).toBe(same);
    expect(same).toBe("8c888be8bf373eef");
  });

  test("differs if a value, a label, a row or a name does", () => {
    const others = [
      of([1, 2 + Number.EPSILON * 2], ["a", "b"]),
      of([2, 1], ["a", "b"]),
      of([1, 2], ["a", "c"]),
      of([1, 2], ["b", "a"]),
      of([1, 2, 2], ["a", "b", "b"]),
      of([-0, 2], ["a", "b"]),
      of([0, 2], ["a", "b"]),
      of([1, 2], ["a", "b"], [real("z", { from: "y" }), factor("g")]),
    ];
    expect(new Set([...others, same]).size).toBe(others.length + 1);
  });
});
