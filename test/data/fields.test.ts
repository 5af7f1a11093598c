import { describe, expect, test } from "vitest";
import { decodeText, dropBlanks, skipBlanks } from "../../src/data/fields.ts";

function trim(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const start = skipBlanks(bytes, 0, bytes.length);
  return decodeText(bytes, start, dropBlanks(bytes, start, bytes.length));
}

describe("blanks around a field", () => {
  test("are those of String.trim, for every character", () => {
    for (let code = 0; code < 0x10000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCharCode(code);
      for (const text of [character, `${character}é${character}`]) {
        if (trim(text) !== text.trim()) expect.unreachable(`U+${code.toString(16)}`);
      }
    }
  });

  test("may be many and of all kinds", () => {
    expect(trim("\u00a0 \t\u2003a \u3000b\ufeff\u2029 ")).toBe("a \u3000b");
    expect(trim(" \u00a0\u3000")).toBe("");
  });
});
