/** Trees as text: what fits stands on one line, and no line is wider than it may be. */

import { expect, test } from "vitest";
import { parse } from "../../src/language/parser.ts";
import { outlineSyntax } from "../../src/language/syntax-outline.ts";
import { textWidth } from "../../src/text/lines.ts";
import { leaf, type Outline, renderOutline } from "../../src/text/outline.ts";

const sum: Outline = { words: "+", parts: [leaf("alpha"), { words: "*", parts: [leaf("beta"), leaf("x")] }] };

test("a tree that fits is one line, and otherwise each part has its own", () => {
  expect(renderOutline(sum, 30)).toBe("   (+ alpha (* beta x))\n");
  expect(renderOutline(sum, 20)).toBe("   (+\n   alpha\n   (* beta x))\n");
});

test("parts that begin a line of a file have its number before them", () => {
  const tree = {
    words: "model",
    parts: [
      { ...sum, line: 9 },
      { ...leaf("z"), line: 10 },
    ],
  };
  expect(renderOutline(tree, 80)).toBe(
    ["    (model", " 9    (+ alpha (* beta x))", "10    z)", ""].join("\n"),
  );
});

test("a sum of hundreds of terms and a label of hundreds of words stay within the line", () => {
  const terms = Array.from({ length: 150 }, (_, i) => `x${i}`).join(" + ");
  const label = Array.from({ length: 200 }, (_, i) => `word${i}`).join(" ");
  const { tree } = parse(`σ ~ half_normal(1) "${label}"\nm = ${terms}\n`);
  const text = renderOutline(outlineSyntax(tree), 80);
  expect(text.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
  expect(text.match(/\(/g)).toHaveLength(text.match(/\)/g)!.length);
  expect(text).toContain("x149");
});

test("what cannot be read is a broken node among the others", () => {
  const { tree } = parse("μ ~ normal(0, )\nτ = μ + 1\n");
  const text = renderOutline(outlineSyntax(tree), 80);
  expect(text).toContain("broken");
  expect(text).toContain("2    (definition τ (+ μ 1))");
});
