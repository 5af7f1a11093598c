import { describe, expect, it } from "vitest";
import { breakingPercent, breakingText } from "../../src/posterior/breaking-text.ts";
import { diagnose } from "../../src/posterior/diagnose.ts";
import { essText } from "../../src/posterior/diagnosis-wording.ts";
import { rhatText } from "../../src/posterior/diagnosis-words.ts";
import { makeDraws, normalDraws } from "./make-draws.ts";

const shape = { chainCount: 4, drawCount: 1000 };

describe("a number that is said to break a rule", () => {
  it("breaks it as it is printed, and has no more decimals than that takes", () => {
    expect(breakingText(0.2996, 0.3, 2)).toBe("0.2996");
    expect(breakingText(0.21, 0.3, 2)).toBe("0.21");
    expect(rhatText(1.0104, 1.01)).toBe("1.0104");
    expect(rhatText(1.2, 1.01)).toBe("1.200");
    expect(breakingPercent(0.0102, 0.01)).toBe("1.02 %");
    expect(breakingPercent(0.4, 0.01)).toBe("40 %");
    expect(essText(399.9)).toBe("399");
  });

  it("does so for any number, of R-hat, E-BFMI, shares, effective sample sizes and Pareto k", () => {
    for (let i = 1; i < 4000; i++) {
      const off = 10 ** (-7 * (i / 4000));
      expect(Number(rhatText(1.01 + off, 1.01)), `${off}`).toBeGreaterThan(1.01);
      expect(Number(breakingText(0.3 - 0.3 * off, 0.3, 2))).toBeLessThan(0.3);
      expect(Number.parseFloat(breakingPercent(0.01 + off, 0.01))).toBeGreaterThan(1);
      expect(Number(essText(400 - off))).toBeLessThan(400);
      expect(Number(breakingText(0.7 + off, 0.7, 2))).toBeGreaterThan(0.7);
    }
  });

  it("was an E-BFMI below 0.3 that was printed as 0.30", () => {
    // Energies whose E-BFMI in the first chain comes out just below the threshold that is asked.
    const energy = normalDraws(shape, 4, { rho: 0.85 });
    const draws = makeDraws(shape, { x: normalDraws(shape, 1) }, { statistics: { energy } });
    const [first] = diagnose(draws).ebfmi!;
    const threshold = Math.round((first! + 0.0004) * 1000) / 1000 + (first! % 0.001 > 0.0006 ? 0.001 : 0);
    const { problems } = diagnose(draws, { thresholds: { ebfmi: threshold } });
    const printed = [...problems[0]!.message.matchAll(/chain \d \(([\d.]+)\)/g)].map(([, text]) =>
      Number(text),
    );
    for (const value of printed) expect(value).toBeLessThan(threshold);
  });
});
