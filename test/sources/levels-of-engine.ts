/** What a table says of its levels, factors within factors and numbers that a level has one of: the same of rows and of what an engine adds up, in every engine. */

import { expect } from "vitest";
import { ProblemError } from "../../src/api/problem-error.ts";
import { fit, parseModel } from "../../src/index.ts";
import { difference, groupsOfRows, push, pushedGroups } from "./push-down.ts";

/** 240 rows of 6 casks in 3 batches; of cask c3, and of it alone, `v` has two values and `other` two labels, and of batch B `late` has two values, one in each cask. */
export const levelRows = Array.from({ length: 240 }, (_, i) => {
  const cask = i % 6;
  return {
    y: Math.sin(i) + cask,
    cask: `c${cask}`,
    batch: "ABC"[cask >> 1]!,
    w: cask / 3 - 0.5,
    k: cask % 4,
    v: i === 135 ? 99.5 : cask / 2,
    late: cask === 3 ? 8 : cask >> 1,
    region: cask < 4 ? "north" : "south",
    other: i === 141 ? "D" : "ABC"[cask >> 1]!,
    gap: i % 40 === 3 ? null : cask / 3,
  };
});

const outcome = "σ ~ half_normal(5)\nβ ~ normal(0, 10)\n";
const ofLevels = (columns: string, rest: string) =>
  parseModel(`data {\n  y: real\n  batch: factor\n  cask: factor\n}\n${columns}${outcome}${rest}`);

const oneNumber = (name: string, per = "cask") =>
  ofLevels(
    `data per ${per} { ${name}: real }\n`,
    `a[${per}] ~ normal(β * ${name}, 1)\ny ~ normal(a[${per}], σ)\n`,
  );
const nested = ofLevels(
  "",
  "b[batch] ~ normal(β, 1)\na[cask] ~ normal(b[batch], 1)\ny ~ normal(a[cask], σ)\n",
);
const outer = (name: string) =>
  ofLevels(
    `data per cask { ${name}: factor }\n`,
    `r[${name}] ~ normal(β, 1)\na[cask] ~ normal(r[${name}], 1)\ny ~ normal(a[cask], σ)\n`,
  );

const short = { chains: 1, draws: 20, warmup: 10 } as const;

/** Rows of a cluster come in no order of their own, and with them the first two values. */
function inOrder(message: string): string {
  return message.replace(
    /`([^`]*)` and `([^`]*)` in (?:rows \d+ and \d+|its rows)$/,
    (_, one: string, other: string) => {
      const [first, second] = [one, other].sort();
      return `\`${first}\` and \`${second}\` in its rows`;
    },
  );
}

/** What is wrong with a model and a table, without the numbers of rows, which groups have none of. */
async function told(
  model: ReturnType<typeof parseModel>,
  data: string,
  reduce: "always" | "never",
): Promise<string[]> {
  try {
    await fit(model, { ...short, data, reduce });
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems
      .filter(({ severity }) => severity === "error")
      .map(({ code, message }) => `${code}: ${inOrder(message)}`);
  }
}

/** In an engine that has the rows in a table of this source, and in another with a label more in column `batch`. */
export async function expectLevelsOf(source: string): Promise<void> {
  const wrong = [
    [
      oneNumber("v"),
      "HP0431: expected one value of `v` for `cask` = `c3`, but found `1.5` and `99.5` in its rows",
    ],
    [
      oneNumber("late", "batch"),
      "HP0431: expected one value of `late` for `batch` = `B`, but found `1` and `8` in its rows",
    ],
    [
      outer("other"),
      "HP0431: expected one value of `other` for `cask` = `c3`, but found `B` and `D` in its rows",
    ],
  ] as const;
  for (const [model, message] of wrong) {
    expect(await told(model, source, "never")).toEqual([message]);
    expect(await told(model, source, "always")).toEqual([message]);
  }
  for (const model of [oneNumber("w"), nested, outer("region")])
    expect(await told(model, source, "always")).toEqual([]);
}

/** Factors that are not nested, by a column of batches that has `other` in its place. */
export async function expectNesting(source: string): Promise<void> {
  const model = parseModel(nested.source.replace("batch: factor", 'batch: factor from "other"'));
  const expected = await told(model, source, "never");
  expect(expected).toEqual([
    expect.stringMatching(/^HP0506: `\[batch\]` has no one value for each level of `cask`/),
  ]);
  expect(await told(model, source, "always")).toEqual(expected);
}

/** Groups with numbers that a level has one of, some of them missing, beside those of the rows; and what was asked. */
export async function expectNumbersOf(source: string): Promise<void> {
  const text = `data {
  y: real
  batch: factor
  cask: factor in batch
}
data per cask {
  w: real
  k: int
  gap: real
}
data per batch {
  late: real
}
β ~ normal(0, 10)
σ ~ half_normal(5)
a[cask] ~ normal(β * w + k * β + gap, 1)
y ~ normal(a[cask] + late, σ)
`.replace("late: real", 'late: real from "w"');
  const options = { dropMissing: true };
  // Of batches it is none, which is found in the groups.
  const [found, expected] = [
    await pushedGroups(text, source, options),
    await groupsOfRows(text, source, options),
  ];
  expect(found.keys).toEqual(expected.keys);
  expect(found.counts).toEqual(expected.counts);
  expect(found.rowsDropped).toBe(expected.rowsDropped);
  expect(difference(found, expected).scatters).toBeLessThan(1e-12);
  const pushed = await push(text.replace("w: real", 'w: real from "v"'), source, options);
  if (typeof pushed === "string") throw new Error(pushed);
  expect(pushed.problems.map(({ message }) => message)).toEqual([
    "expected one value of `v` for `cask` = `B:c3`, but found `1.5` and `99.5` in its rows",
  ]);
  expect(pushed.answer.groups).toBe(6);
  expect(pushed.answer.statements[1]).toMatch(/group by hp_k0, hp_k1, hp_m\d+ limit/);
}
