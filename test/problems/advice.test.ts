/**
 * Advice is followed to where it leads. `followed/` has, for each case of `language/`, the model as its hint says to write it, which
 * must be one without an error: no circle, and no second message where the first could have said it.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readModelText } from "../../src/language/model-text.ts";
import { run } from "../cli/captured-terminal.ts";
import { knownCodes } from "../docs/problem-sections.ts";
import type { Attempt } from "./advice/advice.ts";
import { arvizAdvice } from "./advice/arviz.ts";
import { bindingAdvice } from "./advice/binding.ts";
import { commandAdvice } from "./advice/commands.ts";
import { designAdvice } from "./advice/designs.ts";
import { drawTableAdvice } from "./advice/draw-tables.ts";
import { drawsAdvice } from "./advice/draws.ts";
import { formulaAdvice } from "./advice/formulas.ts";
import { simulationAdvice } from "./advice/simulation.ts";
import { sourceAdvice } from "./advice/sources.ts";
import { statisticsAdvice } from "./advice/statistics.ts";
import { studyAdvice } from "./advice/studies.ts";
import { tableAdvice } from "./advice/tables.ts";
import { verdictAdvice } from "./advice/verdicts.ts";

const folder = import.meta.dirname;

function casesOf(name: string): string[] {
  return readFileSync(join(folder, name), "utf8").split(/^={8}\n/m);
}

/** What a hint says literally: `write `X``, and nothing else, with nothing to be filled in. */
function literalAdvice(hint: string): string | null {
  return /^write `([^`…]+)`$/.exec(hint)?.[1] ?? null;
}

/** Their hints show a pattern, `normal(mean, sd)` or `if(condition, a, b)`, whose words stand for the user's own. */
const withPattern = ["HP0219", "HP0303", "HP0304"];

function errorsOf(text: string): string[] {
  return readModelText(text, "followed.model").problems.flatMap(({ code, severity, message }) =>
    severity === "error" ? [`${code} ${message}`] : [],
  );
}

/** Codes whose advice is not followed by a text, and why. */
const withoutText: Readonly<Record<string, string>> = {
  HP0199: "it is about the other problems, whose advice is followed here",
};

const codes = readdirSync(join(folder, "language")).map((name) => name.slice(0, 6));

describe.each(codes.filter((code) => !Object.hasOwn(withoutText, code)))("the advice of %s", (code) => {
  const golden = casesOf(`language/${code}.txt`).map((text) => text.split(/^-{8}\n/m));
  const followed = casesOf(`followed/${code}.txt`);

  test("is followed in each of its cases", () => {
    expect(followed).toHaveLength(golden.length);
  });

  test.each(followed.map((text, i) => [text, i] as const))(
    "leads to a model without errors: %s",
    (text, i) => {
      const [before = "", shown = ""] = golden[i] ?? [];
      const hint = shown.trimEnd().split("\n").at(-1)?.trim() ?? "";
      expect(text).not.toBe(before);
      const literal = literalAdvice(hint);
      if (literal !== null && !withPattern.includes(code)) expect(text).toContain(literal);
      expect(errorsOf(text)).toEqual([]);
      const { problems } = readModelText(text, "followed.model");
      expect(problems.map((problem) => problem.code)).not.toContain(code);
    },
  );
});

const declared =
  "data {\n  y: real\n  x: real\n  n: int\n  g: factor\n}\nη ~ half_normal(1)\nlevels K = 1..2\n";
const uses = [
  "y ~ normal(0, θ)",
  "n ~ bernoulli(θ)",
  "n ~ poisson(θ)",
  "y ~ student_t(θ, 0, 1)",
  "n ~ binomial(10, θ)",
  "n ~ beta_binomial(10, θ, 2)",
  "n ~ negative_binomial(3, θ)",
];
const priors = [
  "normal(0, 5)",
  "normal(2, η)",
  "student_t(3, 0, η)",
  "student_t(3, 1, η)",
  "student_t(3, 1, 2)",
  "skew_normal(0, η, 1)",
  "cauchy(0, 2)",
  "cauchy(1, η)",
  "laplace(0, 1)",
  "logistic(1, η)",
  "uniform(-1, 5)",
  "uniform(-3, -1)",
  "flat()",
  "flat(lower: -1)",
  "truncated(normal(0, 1), lower: -1)",
  "truncated(normal(0, 1), upper: 3)",
  "truncated(cauchy(0, η), lower: -1)",
];

test.each(uses.flatMap((use) => priors.map((prior) => [prior, use] as const)))(
  "what HP0308 writes in place of the prior %s is possible in %s",
  (prior, use) => {
    const text = `${declared}θ ~ ${prior}\n${use}\n`;
    const { problems } = readModelText(text, "prior.model");
    const found = problems.find(({ code }) => code === "HP0308");
    if (found === undefined) return;
    const written = /^write `([^`]+)`/.exec(found.hint)?.[1] ?? "";
    expect(errorsOf(text.replace(`θ ~ ${prior}`, `θ ~ ${written}`))).toEqual([]);
    const other = /`(\w+)`, which takes any number$/.exec(found.hint)?.[1];
    if (other !== undefined)
      expect(errorsOf(text.replace(/~ \w+\((.*θ.*)\)\n$/, `~ ${other}($1)\n`))).toEqual([]);
  },
);

test.each(["ordered(normal(0, 2))", "multi_normal(0, 1, Ω)"])(
  "the elements of a vector with the prior %s become positive in a vector that is made of it",
  (prior) => {
    const text = `${declared}Ω[K,K] ~ lkj(2)\nτ[K] ~ ${prior}\nu[g, K] ~ multi_normal(0, τ, Ω)\ny ~ normal(u[g, "1"], 1)\n`;
    const found = readModelText(text, "vector.model").problems.find(({ code }) => code === "HP0308");
    const [, definition = "", name = ""] =
      /^define `(([^[]+)\[.*)`, and use that$/.exec(found?.hint ?? "") ?? [];
    expect(errorsOf(`${definition}\n${text.replace("(0, τ,", `(0, ${name},`)}`)).toEqual([]);
  },
);

test.each([
  ["y ~ normal(0, η - 2)", "η - 2"],
  ["n ~ bernoulli(η - 2)", "η - 2"],
  ["n ~ poisson(η - 2)", "η - 2"],
])("what HP0309 writes in place of an expression is possible in %s", (use, expression) => {
  const text = `${declared}${use}\n`;
  const { hint } = readModelText(text, "expression.model").problems.find(({ code }) => code === "HP0309")!;
  const inside = /`(\w+\([^`]*\))`$/.exec(hint)?.[1] ?? "";
  expect(errorsOf(text.replace(expression, inside))).toEqual([]);
  const other = /^write `(\w+)`, which/.exec(hint)?.[1] ?? null;
  if (other !== null) expect(errorsOf(text.replace(use, use.replace(/~ \w+/, `~ ${other}`)))).toEqual([]);
});

test("probabilities of several categories are never told to be made one by one, which would not sum to 1", () => {
  const text =
    "data { k: int in 1..3 }\np ~ beta(1, 1)\nq ~ beta(1, 1)\nk ~ categorical([p, q, 1 - p - q])\n";
  const [found] = readModelText(text, "shares.model").problems;
  expect(found).toMatchObject({ code: "HP0309", hint: expect.stringContaining("`θ[K] ~ dirichlet(1)`") });
  expect(
    errorsOf("data { k: int in 1..3 }\nlevels K = 1..3\nθ[K] ~ dirichlet(1)\nk ~ categorical(θ)\n"),
  ).toEqual([]);
});

test.each([
  ["a = if(!(1 > 2), 1, 2)", "a = if(if(1 > 2, 0, 1), 1, 2)"],
  ["a = (1 > 0) & (2 > 0)", "a = (1 > 0) * (2 > 0)"],
  ["a = 5 %", "a = 5 / 100"],
  ["a = @5", "a = 5"],
  ["a = 4 ÷ 2", "a = 4 / 2"],
  ["a = 2 − 1", "a = 2 - 1"],
  ["a = 1 ≤ 2", "a = 1 <= 2"],
  ["a = 1 ≠ 2", "a = 1 != 2"],
  ["a ∼ normal(0, 1)", "a ~ normal(0, 1)"],
  ["a = x²\nx ~ normal(0, 1)", "a = x^2\nx ~ normal(0, 1)"],
  ["a = √(2)", "a = sqrt(2)"],
  ["a ~ flat(lower: 0, upper: ∞)", "a ~ flat(lower: 0)"],
  ["\\beta ~ normal(0, 1)", "beta ~ normal(0, 1)"],
])("the sign of another notation in %s has what %s has", (before, after) => {
  expect(errorsOf(before).length).toBeGreaterThan(0);
  expect(errorsOf(after)).toEqual([]);
});

test.each([
  ["ln(x)", "log(x)"],
  ["log10(x)", "log(x) / log(10)"],
  ["pow(x, 2)", "x^2"],
  ["expit(x)", "inv_logit(x)"],
  ["ifelse(x > 0, 1, 2)", "if(x > 0, 1, 2)"],
  ["pnorm(x)", "normal_cdf(x)"],
  ["lgamma(x)", "gamma_ln(x)"],
  ["fabs(x)", "abs(x)"],
  ["logsumexp(x, 1)", "log_sum_exp(x, 1)"],
])("the function of another language in %s is told as %s", (before, after) => {
  expect(errorsOf(`${declared}y ~ normal(${before}, 1)`)).toEqual([expect.stringMatching(/^HP0218/)]);
  expect(errorsOf(`${declared}y ~ normal(${after}, 1)`)).toEqual([]);
});

const folders: string[] = [];
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true });
});

/** What the command prints, in a folder of its own. */
async function attempt({ files, words }: Attempt): Promise<string> {
  const own = mkdtempSync(join(tmpdir(), "hyperprior-advice-"));
  folders.push(own);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(own, name)), { recursive: true });
    writeFileSync(join(own, name), content);
  }
  // What stands in quotes is one word.
  const parts = words.match(/"[^"]*"(?= |$)|\S+/g)!.map((word) => word.replace(/^"(.*)"$/, "$1"));
  const { out, err } = await run(...parts.map((word) => word.replace("@", `${own}/`)));
  return out + err;
}

const advice = [
  ...tableAdvice,
  ...designAdvice,
  ...bindingAdvice,
  ...commandAdvice,
  ...simulationAdvice,
  ...studyAdvice,
  ...formulaAdvice,
  ...verdictAdvice,
  ...arvizAdvice,
  ...drawTableAdvice,
  ...drawsAdvice,
  ...statisticsAdvice,
  ...sourceAdvice,
];

test.each(advice.map((one) => [one.code, one.hint, one] as const))(
  "the advice of %s leads on: %s",
  async (code, hint, { before, after, next }) => {
    const shown = await attempt(before);
    expect(shown).toContain(code);
    expect(shown.replaceAll(/\s+/g, " ")).toContain(hint);
    const files = { ...before.files, ...after.files };
    const followed = await attempt({ files, words: after.words ?? before.words });
    expect(followed).not.toContain(code);
    expect([...followed.matchAll(/error (HP\d{4})/g)].map((match) => match[1])).toEqual(
      next === undefined ? [] : [next],
    );
    expect(followed).not.toMatch(/^error: /m);
  },
  60_000,
);

/** Codes whose advice is not followed here, and why. */
const notFollowed: Readonly<Record<string, string>> = {
  HP0402: "a folder is read as the files in it: only one that takes the place of a file meanwhile is told so",
  HP0838: "test/cli/export.test.ts writes the same file --to arviz and --to json, without a warning",
  HP0199: "it is about the other problems",
  HP0403: "permissions are the system's",
  HP0415: "the checker tells it before, as HP0229 and HP0230",
  HP0433: "a missing label is told before, as HP0413",
  HP0450: "the checker tells it before, as HP0233",
  HP0452: "the checker tells it before, as HP0234",
  HP0460: "a design of 10⁵ columns; the advice, effects of their own, is that of other cases",
  HP0461: "levels are named so only on purpose",
  HP0462: "a design too large for a quick test; the advice is that of HP0460",
  HP0465: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0466: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0467: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0468: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0469: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0470: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0471: "its remedies are followed in test/model/propriety-remedies.test.ts",
  HP0510: "the checker tells it before, as HP0322",
  HP0512: "an empty table is told before, as HP0406",
  HP0513: "a missing value is told before, as HP0413",
  HP0526: "what sets values of a level apart is known to the user alone",
  HP0602: "no small model has a finite density and nowhere a finite gradient",
  HP0605: "a full disk",
  HP1000: "packages that are installed wherever tests run",
  HP1020: "another program that writes; test/sources/push-down.test.ts has it",
  HP0970: "draws of more numbers than a quick test makes; the advice is that of HP0705",
  HP0705: "draws of more numbers than a quick test makes; followed in test/api/draw-again.test.ts",
  HP0744: "draws of a thousand variables; patterns choose fewer in test/cli/plot.test.ts",
  HP0747: "a package that is installed wherever tests run",
  HP0748: "a system without fonts",
  HP0804: "the checker tells it before, as HP0202",
  HP0891: "a record that was edited; to fit anew is the advice of others",
  HP0892: "gigabytes of draws",
  HP0872: "draws of more numbers than a quick test makes; it is told in test/api/compare.test.ts",
  HP0823: "its advice, files of one run, is that of HP0826",
  HP1034: "millions of groups; its remedies are columns of other values",
  HP0807: "calibrate has no `--summary-data`: only a script can give cells, and it can give rows",
};

/** Codes whose advice a test of a run that is interrupted, moved or of another time follows, or of a script. */
const followedElsewhere: Readonly<Record<string, string>> = {
  HP0180: "test/builder/problems.test.ts",
  HP1009: "test/engines/postgres.engine.ts",
  HP1016: "test/engines/postgres.engine.ts",
  HP1017: "test/engines/postgres.engine.ts",
  HP1021: "test/sources/read-table.test.ts",
  HP1062: "test/api/statistics.test.ts",
  HP1063: "test/engines/tls.engine.ts",
  HP1064: "test/engines/tls.engine.ts",
  HP1065: "test/engines/tls.engine.ts",
  HP1066: "test/engines/tls.engine.ts",
  HP1067: "test/engines/tls.engine.ts",
  HP0181: "test/builder/problems.test.ts",
  HP0182: "test/builder/problems.test.ts",
  HP0183: "test/builder/problems.test.ts",
  HP0184: "test/builder/problems.test.ts",
  HP0185: "test/builder/problems.test.ts",
  HP0186: "test/builder/problems.test.ts",
  HP0187: "test/builder/problems.test.ts",
  HP0188: "test/builder/problems.test.ts",
  HP0189: "test/builder/problems.test.ts",
  HP0971: "test/cli/predict.test.ts",
  HP0972: "test/cli/predict.test.ts",
  HP0973: "test/cli/predict.test.ts",
  HP0974: "test/cli/predict.test.ts",
  HP0975: "test/cli/predict.test.ts",
  HP0976: "test/cli/predict.test.ts",
  HP0977: "test/cli/predict.test.ts",
  HP0978: "test/api/ppc.test.ts",
  HP0840: "test/formats/arviz/missing-package.test.ts",
  HP0420: "test/problems/script-advice.test.ts",
  HP0421: "test/problems/script-advice.test.ts",
  HP0422: "test/problems/script-advice.test.ts",
  HP0423: "test/problems/script-advice.test.ts",
  HP0424: "test/problems/script-advice.test.ts",
  HP0479: "test/model/lags.test.ts",
  HP0609: "test/problems/run-advice.test.ts",
  HP0610: "test/problems/run-advice.test.ts",
  HP0611: "test/run/interrupt.test.ts",
  HP0612: "test/problems/run-advice.test.ts",
  HP0613: "test/problems/run-advice.test.ts",
  HP0614: "test/problems/run-advice.test.ts",
  HP0615: "test/problems/run-advice.test.ts",
  HP0618: "test/problems/run-advice.test.ts",
  HP0620: "test/problems/run-advice.test.ts",
  HP0621: "test/problems/script-advice.test.ts",
  HP0622: "test/problems/script-advice.test.ts",
  HP0623: "test/problems/script-advice.test.ts",
  HP0624: "test/problems/run-advice.test.ts",
  HP0704: "test/problems/run-advice.test.ts",
  ...Object.fromEntries(
    [885, 886, 887, 888, 889, 890, 893].map((code) => [`HP0${code}`, "test/cli/sensitivity.test.ts"]),
  ),
  HP0870: "test/problems/compare-advice.test.ts",
  HP0871: "test/problems/compare-advice.test.ts",
  HP0873: "test/problems/compare-advice.test.ts",
  HP0874: "test/problems/compare-advice.test.ts",
  HP0875: "test/problems/compare-advice.test.ts",
  HP0876: "test/problems/compare-advice.test.ts",
  HP0877: "test/problems/compare-advice.test.ts",
  HP0878: "test/problems/compare-advice.test.ts",
  HP0714: "test/cli/judged-draws.test.ts",
  HP0715: "test/cli/judged-draws.test.ts",
  HP0716: "test/cli/judged-draws.test.ts",
  HP0740: "test/problems/picture-advice.test.ts",
  HP0741: "test/problems/picture-advice.test.ts",
  HP0742: "test/problems/picture-advice.test.ts",
  HP0743: "test/problems/picture-advice.test.ts",
  HP0745: "test/problems/picture-advice.test.ts",
  HP0746: "test/problems/picture-advice.test.ts",
  HP0749: "test/problems/picture-advice.test.ts",
  HP0987: "test/problems/run-advice.test.ts",
  HP0988: "test/problems/run-advice.test.ts",
  HP0989: "test/problems/run-advice.test.ts",
  HP1070: "test/engines/queue.engine.ts",
  HP1071: "test/engines/queue.engine.ts",
  HP1072: "test/engines/queue.engine.ts",
  HP1073: "test/engines/queue.engine.ts",
  HP1074: "test/browser/workers.slow.ts",
  HP1030: "test/problems/run-advice.test.ts",
  HP1031: "test/problems/run-advice.test.ts",
  HP1032: "test/problems/run-advice.test.ts",
  HP0990: "test/problems/answer-advice.test.ts",
  HP0991: "test/problems/answer-advice.test.ts",
  HP0992: "test/problems/answer-advice.test.ts",
  HP0993: "test/problems/answer-advice.test.ts",
  HP0994: "test/problems/answer-advice.test.ts",
  HP0995: "test/problems/answer-advice.test.ts",
  HP0996: "test/problems/answer-advice.test.ts",
  HP0997: "test/problems/answer-advice.test.ts",
  HP1052: "test/cli/lesson.test.ts",
  HP1045: "test/language-service/rename.test.ts",
  HP1046: "test/language-service/rename.test.ts",
  HP1047: "test/language-service/rename.test.ts",
  HP1048: "test/language-service/rename.test.ts",
  HP1049: "test/language-service/rename.test.ts",
  HP1010: "test/problems/answer-advice.test.ts",
  HP1011: "test/cli/standard-input.test.ts",
  HP1012: "test/cli/standard-input.test.ts",
  HP1013: "test/cli/standard-input.test.ts",
  HP1014: "test/cli/standard-input.test.ts",
  HP1015: "test/cli/standard-input.test.ts",
};

test("the advice of every problem is followed to where it leads, or it is said why not", () => {
  const followed = [
    ...codes.filter((code) => !Object.hasOwn(withoutText, code)),
    ...advice.map(({ code }) => code),
    ...Object.keys(notFollowed),
    ...Object.keys(followedElsewhere),
  ];
  expect([...new Set(followed)].sort()).toEqual([...knownCodes()].sort());
  for (const [code, file] of Object.entries(followedElsewhere)) {
    expect(readFileSync(join(folder, "../..", file), "utf8")).toContain(code);
  }
});
