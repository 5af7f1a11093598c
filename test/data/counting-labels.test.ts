import { expect, test } from "vitest";
import { countingLabels } from "../../src/data/counting-labels.ts";

test.each([
  [["1", "2", "3"], ""],
  [["0", "1", "2"], ""],
  [["01", "02", "10", "03", "04", "05", "06", "07", "08", "09"], ""],
  [["1st", "2nd", "3rd"], ""],
  [["a", "b", "c"], ""],
  [["A", "B"], ""],
  [["I", "II", "III", "IV"], ""],
  [["one", "two", "three"], ""],
  [["First", "Second"], ""],
  [["left", "right"], ""],
  [["α", "β"], ""],
  [["T1", "T2"], "t"],
  [["tech 1", "tech 2"], "tech"],
  [["tech_one", "tech_two"], "tech"],
  [["subj0", "subj1"], "subj"],
  [["tankA", "tankB"], "tank"],
  [["upper leaf", "lower leaf"], null],
  [["Anna", "Bert"], null],
  [["placebo", "drug"], null],
  [["0", "1"], null],
  [["0", "7", "14"], null],
  [["101", "102"], null],
  [["1", "2", "4"], null],
  [["b", "c"], null],
  [["1", "b"], null],
  [["T1", "U2"], null],
  [["1"], null],
  [[], null],
])("%j count with the stem %j", (labels, stem) => {
  expect(countingLabels(labels)?.stem ?? null).toBe(stem);
});

test("places are those of the labels in the count", () => {
  expect(countingLabels(["T3", "T1", "T2"])?.places).toEqual([2, 0, 1]);
  expect(countingLabels(["right", "left"])?.places).toEqual([1, 0]);
});

test("very many labels are read", () => {
  const labels = Array.from({ length: 300_000 }, (_, i) => `s${i + 1}`);
  expect(countingLabels(labels)?.stem).toBe("s");
});
