import { describe, expect, it } from "vitest";
import { readJson, readJsonBytes } from "../../../src/formats/json/read.ts";
import type { JsonValue } from "../../../src/formats/json/value.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readJsonBytes(bytesOf(text));

/** As `JSON.parse` would have it: the slow, obvious twin. */
function plain(value: JsonValue | undefined): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]));
  if (typeof value !== "object" || value === null || !("shape" in value)) return value;
  let at = 0;
  const leaves = value.strings ?? [...value.numbers!];
  const nest = (depth: number): unknown => {
    if (depth === value.shape.length) return leaves[at++];
    return Array.from({ length: value.shape[depth]! }, () => nest(depth + 1));
  };
  return nest(0);
}

describe("JSON", () => {
  it.each([
    '{"a": {"b": [[1, 2.5], [3e-5, -0.0]]}, "c": "ü\\u00e9\\n\\"q\\"", "d": null, "e": true, "f": -12}',
    "[]",
    "[[], []]",
    "[[1], [2], [3]]",
    '["a", "b,]}", "\\\\"]',
    "  12.5e3 ",
    '"word"',
    "{}",
    '{"":{"":{"":[]}}}',
    "[123456789012345678901234567890, 4.9e-324, 1.7976931348623157e308]",
  ])("is what JSON.parse reads: %s", (text) => {
    const { value, fault } = read(text);
    expect(fault).toBeNull();
    expect(plain(value)).toEqual(JSON.parse(text));
  });

  it("has not-a-number and infinities as Python writes them, null for what is missing, and what is true as 1", () => {
    const { value } = read("[NaN, Infinity, -Infinity, null, true, false]");
    expect(plain(value)).toEqual([NaN, Infinity, -Infinity, NaN, 1, 0]);
  });

  it("comes in pieces that end anywhere, even within a letter of several bytes", async () => {
    const text = '{"größe": [[1.25, -3e-7], [NaN, 12345]], "s": "a\\\\\\"ß", "t": true}';
    const bytes = bytesOf(text);
    const whole = readJsonBytes(bytes);
    for (let size = 1; size < 9; size++) {
      const pieces = async function* () {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      expect(await readJson(pieces())).toEqual(whole);
    }
  });

  it.each([
    ["[[1, 2], [3]]", [2, 2]],
    ["[1, [2]]", [2, 1]],
    ["[[1], 2]", [2, 1]],
    ["[[], [1]]", [2, 0]],
    ["[[], 1]", [2, 0]],
  ])("tells arrays that are no rectangle: %s", (text, shape) => {
    expect(read(text).value).toMatchObject({ isRectangular: false, shape });
  });

  it("passes over objects in arrays, and says that it has", () => {
    expect(read('[{"a": [1, {"b": 2}]}, {}]')).toEqual({
      value: {
        shape: [2],
        isRectangular: true,
        numbers: new Float64Array(0),
        strings: null,
        hasObjects: true,
        isWhole: true,
      },
      fault: null,
    });
  });

  it("mixed leaves are all strings", () => {
    expect(plain(read('[1, "a", null]').value)).toEqual(["1", "a", "NaN"]);
  });

  it.each([
    ['{"a": 1,}', 1, "a name in quotes", "}"],
    ["[1,\n2,,]", 2, "a value", ","],
    ['{"a"\n\n1}', 3, "`:`", "1"],
    ["[1 2]", 1, "`,` or the end of what is open", "2"],
    ["[01]", 1, null, null],
    ["[.5]", 1, "a value or `]`", ".5"],
    ["{'a': 1}", 1, "a name in quotes or `}`", "'"],
    ["[1]]", 1, "nothing more", "]"],
    ["[1}", 1, "`,` or the end of what is open", "}"],
    ["tru", 1, "a value", "tru"],
    ["", 1, "a value", null],
    ['{"a": [1, 2', 1, "a value", null],
    ['{"a": [1, 2 ', 1, "`,` or the end of what is open", null],
    ['"abc', 1, "a value", null],
    ['["\\x"]', 1, "a string", '"\\x"'],
    [`${"[".repeat(2000)}`, 1, "at most 1000 arrays in one another", "["],
  ])("%s is told with its line", (text, line, expected, found) => {
    const { fault } = read(text);
    if (expected === null) return expect(fault).toBeNull();
    expect(fault).toEqual({ line, expected, found });
  });

  it("of a text that is cut, what stood before is there, and no number that may have lost digits", () => {
    const { value } = read('{"a": [1, 2, 3], "b": [[1, 2], [3, 4');
    const members = value as ReadonlyMap<string, JsonValue>;
    expect(members.get("a")).toMatchObject({ isWhole: true, numbers: Float64Array.of(1, 2, 3) });
    expect(members.get("b")).toMatchObject({ isWhole: false, numbers: Float64Array.of(1, 2, 3) });
  });

  it("changed in thousands of ways is read as JSON.parse reads it, or told where that throws", () => {
    const text =
      '{"posterior": {"mu": [[1.5, -2e3], [0.25, 7]], "s": ["a", "b"]}, "t": true, "n": null, "w": "q\\u0041"}';
    const bytes = bytesOf(text);
    const stream = createRandomStream(308, 2);
    const signs = bytesOf('{}[],:"\\0123456789.eE+-ntf \n');
    for (let k = 0; k < 20_000; k++) {
      const harmed = Uint8Array.from(bytes);
      for (let n = 0; n <= k % 3; n++) {
        const sign =
          k % 2 === 0
            ? signs[Math.floor(stream.uniform() * signs.length)]!
            : Math.floor(256 * stream.uniform());
        harmed[Math.floor(stream.uniform() * harmed.length)] = sign;
      }
      const cut = k % 5 === 0 ? harmed.subarray(0, Math.floor(stream.uniform() * harmed.length)) : harmed;
      const { value, fault } = readJsonBytes(cut);
      const twin = parsed(new TextDecoder().decode(cut));
      // Leading zeros and control characters are let pass.
      if (twin !== undefined) expect(fault, new TextDecoder().decode(cut)).toBeNull();
      if (twin !== undefined && isPlain(value)) expect(plain(value)).toEqual(withoutMixes(twin));
    }
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without ragged arrays, objects in arrays, and leaves of several kinds, which are told and not kept as they are. */
function isPlain(value: JsonValue | undefined): boolean {
  if (value instanceof Map) return [...value.values()].every(isPlain);
  if (typeof value !== "object" || value === null || !("shape" in value)) return true;
  return value.isRectangular && !value.hasObjects && value.strings === null;
}

/** In arrays, as numbers. */
function withoutMixes(value: unknown, isInArray = false): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutMixes(one, true));
  if (isInArray && (value === null || typeof value === "boolean"))
    return value === null ? NaN : Number(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutMixes(one)]));
}
