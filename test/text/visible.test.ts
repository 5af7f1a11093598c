import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composed } from "../../src/text/composed.ts";
import { visible, visibleJson, visibleLines } from "../../src/text/visible.ts";

const anyText = fc.string({ unit: "binary", maxLength: 30 });
/** Written out once more, by numbers: controls, bidi marks and overrides, zero-width characters, separators. */
const harmful =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]/;

describe("text that is made visible", () => {
  test.each([
    ["a line that is forged", "A\ndiagnosis: good", "A\\ndiagnosis: good"],
    ["an escape sequence", "\u001b[2Jx\u001b]0;title\u0007", "\\u{1b}[2Jx\\u{1b}]0;title\\u{7}"],
    ["an escape sequence of one byte", "\u009b31m", "\\u{9b}31m"],
    ["a bidi override", "a\u202eb\u2066c", "a\\u{202e}b\\u{2066}c"],
    ["a zero-width space", "a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"],
    ["separators of lines", "a\u2028b\u2029c\u0085d", "a\\u{2028}b\\u{2029}c\\u{85}d"],
    ["a letter that is drawn as nothing", "a\u3164", "a\\u{3164}"],
    ["half of a pair", "a\ud800", "a\\u{d800}"],
    ["tabs and returns", "a\tb\r", "a\\tb\\r"],
    ["letters, signs and blanks of all scripts", "größe µm³ 汉字 ́ 😀 עִבְרִית", "größe µm³ 汉字 ́ 😀 עִבְרִית"],
  ])("shows %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test("is one line without anything that acts, and stays as it is when made visible again", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text);
        // Halves of pairs are looked for where there are no pairs.
        expect(shown.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "")).not.toMatch(harmful);
        expect(visible(shown)).toBe(shown);
        expect(visibleLines(shown)).toBe(shown);
      }),
    );
  });

  test("keeps the lines that are ours", () => {
    expect(visibleLines("a\u0007\nb\r\n")).toBe("a\\u{7}\nb\\r\n");
  });
});

test("JSON means what it meant, and a terminal acts on nothing in it", () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, fc.array(anyText)), (value) => {
      const json = visibleJson(JSON.stringify(value, null, 2));
      expect(JSON.parse(json)).toEqual(value);
      expect(json.replace(/[\ud800-\udbff][\udc00-\udfff]|\n/g, "")).not.toMatch(harmful);
    }),
  );
});

test("composed and decomposed letters are one text, ASCII stays", () => {
  expect(composed("gro\u0308ße A\u030a")).toBe("größe Å");
  expect(composed("plain")).toBe("plain");
});
