import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumber } from "../../src/data/cell.ts";
import { parsePlainNumber } from "../../src/data/plain-number.ts";

function parse(text: string): number {
  const bytes = new TextEncoder().encode(`9${text}9`);
  return parsePlainNumber(bytes, 1, bytes.length - 1);
}

describe("a plain number", () => {
  test.each(["0", "-0", "+.5", "5.", "0.1", "-12.375", "999999999999999", "0.000000000000000123456"])(
    "%s is read as `Number` reads it",
    (text) => {
      expect(parse(text)).toBe(Number(text));
    },
  );

  test.each([
    "",
    ".",
    "-",
    "+.",
    "1e5",
    "1.2.3",
    "--1",
    "1,5",
    "NA",
    "Infinity",
    "9007199254740993",
    "0.12345678901234567",
  ])("%j is left to the strict reader", (text) => {
    expect(parse(text)).toBeNaN();
  });

  test("has the same bits as the strict reader gives it, wherever it is read at all", () => {
    const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength });
    const sign = fc.constantFrom("", "-", "+");
    fc.assert(
      fc.property(sign, digits(12), fc.constantFrom("", "."), digits(24), (minus, whole, point, decimals) => {
        const text = `${minus}${whole}${point}${decimals}`;
        const plain = parse(text);
        if (!Number.isNaN(plain)) expect(plain).toBe(parseNumber(text, "real"));
      }),
      { seed: 6, numRuns: 5000 },
    );
  });
});
