/** The numbers that the readmes of the models tell are the expected ones, rounded to the digits that are shown. */

import { describe, expect, it } from "vitest";
import { modelNames, readExpected, readModelFile } from "./bundled-models.ts";

interface Figures {
  readonly quantity: string;
  readonly mean: string;
  readonly sd: string;
}

/** The rows of the table under "Numbers to expect": `| quantity | mean | sd |`, with − for minus. */
function readFigures(readme: string): Figures[] {
  const section = readme.split("## Numbers to expect")[1] ?? "";
  return [...section.matchAll(/^\| `(.+?)` \| (\S+) \| (\S+) \|$/gm)].map((row) => ({
    quantity: row[1]!,
    mean: row[2]!.replace("−", "-"),
    sd: row[3]!,
  }));
}

/** Whether a number written with so many decimals is the value rounded, which itself is known up to four standard errors. */
function isRounding(shown: string, value: number, error: number): boolean {
  const decimals = shown.split(".")[1]?.length ?? 0;
  return Math.abs(Number(shown) - value) <= 0.5 * 10 ** -decimals + 4 * error;
}

describe.each(modelNames)("the readme of %s", (name) => {
  const figures = readFigures(readModelFile(name, "README.md"));

  it("tells two or more of the expected means and sds, rounded", () => {
    expect(figures.length).toBeGreaterThanOrEqual(2);
    const { quantities } = readExpected(name);
    const wrong = figures.filter(({ quantity, mean, sd }) => {
      const expected = quantities[quantity];
      return !(
        expected &&
        isRounding(mean, expected.mean, expected.mcse_mean) &&
        isRounding(sd, expected.sd, expected.mcse_sd)
      );
    });
    expect(wrong).toEqual([]);
  });
});

it("a figure that is off by one in its last digit is seen", () => {
  expect(isRounding("9.26", 9.2621, 1e-4)).toBe(true);
  expect(isRounding("9.27", 9.2621, 1e-4)).toBe(false);
  expect(isRounding("1527", 1526.4, 1e-2)).toBe(false);
});
