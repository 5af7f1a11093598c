import { describe, expect, it } from "vitest";
import { FieldMarks, type FieldRange } from "../../../src/formats/cmdstan/field-marks.ts";
import { decodeColumns, NumbersApart } from "../../../src/formats/cmdstan/number-code.ts";
import { NumberRowReader } from "../../../src/formats/cmdstan/number-row.ts";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";

const byKernel = new NumberRowReader();
const byByte = new NumberRowReader(null);

describe.each([
  ["sixteen bytes at a time", byKernel],
  ["byte by byte", byByte],
])("a row of numbers that is read %s", (_, reader) => {
  function read(text: string, first = 0, last = text.split(",").length): number[] {
    const bytes = new TextEncoder().encode(`xx${text}`);
    const out = new Float64Array(last - first + 1);
    reader.load(bytes);
    reader.readRow([2, bytes.length], [first, last], { numbers: out, at: 1, step: 1 });
    return [...out.subarray(1)];
  }

  it("has the doubles that are nearest to what is written", () => {
    const texts = [
      ..."0 -0 1 -1 +1 0.1 .5 5. 1e5 1E-5 1.5e+10 123456789012345 9007199254740992 9007199254740993".split(
        " ",
      ),
      ..."1e22 1e23 1e-22 1e-23 1.7976931348623157e308 1e309 5e-324 2e-324 0.000000000000000000001".split(
        " ",
      ),
      ..."3.141592653589793238462643383279 -7.27095e-05 00012.50 1e-400 1e400 123456.789e-3".split(" "),
    ];
    expect(read(texts.join(","))).toEqual(texts.map(Number));
    expect(reader.wrongField).toBe(-1);
  });

  it("has them for ten thousand random numbers in every notation", () => {
    const stream = createRandomStream(1, 1);
    for (let k = 0; k < 10_000; k++) {
      const value = stream.normal() * 10 ** Math.round(20 * stream.normal());
      const digits = 1 + (k % 17);
      for (const text of [value.toPrecision(digits), value.toExponential(digits - 1), String(value)]) {
        if (!Object.is(read(text)[0], Number(text))) expect(text).toBe(read(text)[0]);
      }
    }
  });

  it("knows words for what is not finite, and spaces about numbers", () => {
    expect(read("nan,NaN,inf,-inf,+Inf,-Infinity,NA, 1.5 ,2 ")).toEqual([
      NaN,
      NaN,
      Infinity,
      -Infinity,
      Infinity,
      -Infinity,
      NaN,
      1.5,
      2,
    ]);
    expect(reader.wrongField).toBe(-1);
  });

  it.each(["abc", "", "1.2.3", "1e", "1e+", "--1", "0x10", "1_000", "-", ".", "e5", "1 2"])(
    "tells that `%s` is no number",
    (text) => {
      expect(read(`1,${text},2`)).toEqual([1, NaN, 2]);
      expect(reader.wrongField).toBe(1);
    },
  );

  it("is read from a field to another, and counted whole", () => {
    expect(read("1,2,3,4,5", 1, 3)).toEqual([2, 3]);
    expect(reader.fields).toBe(5);
    read("1,2", 0, 4);
    expect(reader.fields).toBe(2);
    read("1,2", 3, 4);
    expect(reader.fields).toBe(2);
    expect(read("1,2,3", 0, 3)).toEqual([1, 2, 3]);
    expect(reader.fields).toBe(3);
  });
});

it("is the same sixteen bytes at a time as byte by byte, whatever is in it", () => {
  const stream = createRandomStream(2, 1);
  const pick = (below: number): number => Math.floor(stream.uniform() * below);
  const parts = [
    ..."0123456789",
    "0.",
    ".",
    "-",
    "-0.",
    ",",
    ",",
    ",",
    "e-5",
    "nan",
    "+",
    " ",
    "\0",
    "\r",
    "é",
    "123456789012345",
  ];
  const readBy = (reader: NumberRowReader, bytes: Uint8Array, [first, last]: readonly [number, number]) => {
    const out = new Float64Array(last - first).fill(7);
    const marks = first === 0 ? new FieldMarks(last, 3, 40) : null;
    reader.load(bytes);
    reader.readRow([3, bytes.length], [first, last], { numbers: out, at: 0, step: 1 }, marks);
    const { fields, wrongField } = reader;
    const places =
      marks === null ? [] : Array.from({ length: marks.perRow - 1 }, (_, k) => marks.rangeOf(0, k, k + 1));
    return { out, fields, wrongField, places };
  };
  for (let k = 0; k < 20_000; k++) {
    const text = Array.from({ length: pick(60) }, () => parts[pick(parts.length)]).join("");
    const bytes = new TextEncoder().encode(`1\n,${text}`);
    const first = pick(2) * pick(8);
    const range = [first, first + pick(12)] as const;
    expect(readBy(byKernel, bytes, range)).toEqual(readBy(byByte, bytes, range));
  }
});

/** What a row is made of that is mostly numbers of few digits: what of it is read four at a time, and what is not, comes at any place. */
function fieldTexts(stream: RandomStream): () => string {
  const odd =
    "|-|.|-.|5.|-5.|.5|1-2|1.2.3|1/2|./5|1 |+1|1e-05|nan|0x1|123456789|12345678.9|0.00000001|-0|1:|é".split(
      "|",
    );
  return () => {
    if (stream.uniform() < 0.06) return odd[Math.floor(stream.uniform() * odd.length)]!;
    const digits = 1 + Math.floor(8 * stream.uniform());
    const text = String(Number((10 ** (3 * stream.uniform() - 1) * stream.normal()).toPrecision(digits)));
    return stream.uniform() < 0.005 ? text + "0".repeat(1200 * stream.uniform()) : text;
  };
}

it("is the same in codes four fields at a time as byte by byte, whatever is between them", () => {
  const stream = createRandomStream(4, 1);
  const next = fieldTexts(stream);
  const readBy = (reader: NumberRowReader, bytes: Uint8Array, step: number, [first, last]: FieldRange) => {
    const numbers = new Int32Array(step * (last - first) + 1).fill(-1);
    const apart = new NumbersApart();
    reader.load(bytes);
    // What is behind the row are other rows.
    reader.readCodes([3, bytes.length - 8], [first, last], { numbers, at: 1, step, apart });
    const values = new Float64Array(last - first);
    decodeColumns(numbers, apart.values, [values], { from: 1, stride: 0, step, count: last - first, at: 0 });
    return { values, fields: reader.fields, wrongField: reader.wrongField };
  };
  for (let k = 0; k < 700; k++) {
    const count = 1 + Math.floor(300 * stream.uniform() ** 2);
    const row = Array.from({ length: count }, next).join(",");
    const bytes = new TextEncoder().encode(`1\n,${row}\n1.5,2,3`);
    const range = [Math.floor(3 * stream.uniform()), count] as const;
    if (range[0] >= count) continue;
    const step = 1 + Math.floor(2 * stream.uniform());
    expect(readBy(byKernel, bytes, step, range)).toEqual(readBy(byByte, bytes, step, range));
  }
});
