/** Below run/ nothing depends on the engine, the clock, the machine or chance: the same bits everywhere. */

import { describe, expect, it } from "vitest";
import { type SourceFile, sources } from "./sources.ts";

const belowRun = [
  ["numeric", "distributions", "language", "data", "model", "density", "structure", "samplers"],
  ["posterior", "evaluation", "prediction", "formats", "report", "pictures"],
].flat();

/** What ECMAScript defines to the last bit; all else of `Math` is left to the engine. */
const exactMath = [
  ["abs", "ceil", "floor", "fround", "imul", "max", "min", "round", "sign", "sqrt", "trunc", "clz32"],
  ["E", "LN2", "LN10", "LOG2E", "LOG10E", "PI", "SQRT1_2", "SQRT2"],
].flat();

/** Clocks, chance, the process, and whatever asks the machine for its language. */
const surroundings =
  /\bnew Date\b|\bDate[.(]|\bperformance\s*\.|\bprocess\s*\.|\bsetTimeout\b|\bsetInterval\b|\bcrypto\b|\bnavigator\b|\bIntl\b|\.localeCompare\(|\.toLocale/;

/** Its type has only min and max. */
const extremes = /\bMath(\[|\.\$\{)node\.operation[\]}]/g;

function offences(file: SourceFile): string[] {
  return file.code.split("\n").flatMap((text, i) => {
    const line = text.replace(extremes, "");
    const calls = [...line.matchAll(/\bMath\.(\w+)/g)].map((match) => match[1]!);
    const isInexact = calls.some((name) => !exactMath.includes(name)) || /\bMath\b(?!\.\w)/.test(line);
    // The model language knows `**` as a foreign sign, and has it in quotes.
    const isPower = /\*\*(?!")/.test(line);
    return isInexact || isPower || surroundings.test(line) ? [`${file.path}:${i + 1}: ${line.trim()}`] : [];
  });
}

describe("the rooms below run/", () => {
  it("use of Math what every engine computes alike, and no clock, chance, process or locale", () => {
    expect(sources.filter(({ room }) => belowRun.includes(room)).flatMap(offences)).toEqual([]);
  });

  it("would be caught at it", () => {
    const [first] = sources;
    const lines = [
      "Math.exp(1)",
      "Math.random()",
      "const { log } = Math",
      "2 ** x",
      "Date.now()",
      "a.localeCompare(b)",
    ];
    for (const code of lines) expect(offences({ ...first!, code })).toHaveLength(1);
    expect(offences({ ...first!, code: "Math.sqrt(2) + Math.PI" })).toEqual([]);
  });
});
