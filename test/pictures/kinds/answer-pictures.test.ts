/** Pictures of answers: what goes where, the numbers that they have, and labels and numbers as bad as they come. */

import { describe, expect, it } from "vitest";
import { asciiName } from "../../../src/language/names.ts";
import type { PictureInput } from "../../../src/pictures/kind.ts";
import { compare } from "../../../src/pictures/kinds/compare.ts";
import { contrast } from "../../../src/pictures/kinds/contrast.ts";
import { predict } from "../../../src/pictures/kinds/predict.ts";
import { ranks } from "../../../src/pictures/kinds/ranks.ts";
import { varianceChange } from "../../../src/pictures/kinds/variance-change.ts";
import type { Picture } from "../../../src/pictures/picture.ts";
import type { PredictedNumber, PredictedRows } from "../../../src/pictures/predicted-rows.ts";
import { renderSvg } from "../../../src/pictures/svg/file.ts";
import { renderTerminal } from "../../../src/pictures/terminal/render.ts";
import { rankEvidence } from "../../../src/posterior/compare-evidence.ts";
import { rankTables } from "../../../src/posterior/ranks.ts";
import { textWidth } from "../../../src/text/lines.ts";
import { goodRun } from "../../cli/fixed-run.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { exampleComparison, exampleContrasts } from "../example-answers.ts";
import { faultsOfSvg } from "../svg-faults.ts";
import { groupRole, inputOf, marksOf, requirePicture, requireReason, runInput } from "./input.ts";

const noDraws = makeDraws({ chainCount: 1, drawCount: 1 }, {});
const input = (rest: Partial<PictureInput>): PictureInput => inputOf(noDraws, rest);

type Cell = Readonly<Record<string, number | string>>;

/** Predictions of rows: of each the number k, from k - 1 to k + 1. */
function predicted(rows: readonly Cell[], rest: Partial<PredictedRows> = {}): PredictedRows {
  const names = Object.keys(rows[0] ?? {});
  return {
    kind: "expected",
    definition: "the expected y: the mean of outcomes given the parameters",
    numbers: rows.map((_, k) => number(k)),
    columns: names.map((name) => ({ name, values: rows.map((row) => row[name]!) })),
    observed: new Map(),
    ...rest,
  };
}

function number(at: number, rest: Partial<PredictedNumber> = {}): PredictedNumber {
  const half = [at - 0.5, at + 0.5] as const;
  return { outcome: "y", category: null, lower: at - 1, median: at, upper: at + 1, half, ...rest };
}

const crossed = (axes: Readonly<Record<string, readonly (number | string)[]>>): Cell[] =>
  Object.entries(axes).reduce<Cell[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );

const drawPredict = (predictions: PredictedRows): Picture => requirePicture(predict, input({ predictions }));
const titles = ({ panels }: Picture): (string | null)[] => panels.map(({ title }) => title);

/** As seen in a terminal of any width, and in files; a fault is a failure. */
function requireGoodLooks(picture: Picture): void {
  for (const width of [40, 80, 133]) {
    const text = renderTerminal(picture, { width, isAscii: width === 40, spell: asciiName });
    for (const line of text.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(width);
  }
  expect(faultsOfSvg(renderSvg(picture, { width: 480 }))).toEqual([]);
}

describe("predictions", () => {
  it("along a number are a line with two ribbons, in the order of the numbers", () => {
    const picture = drawPredict(predicted([{ x: 3 }, { x: 1 }, { x: 2 }]));
    expect(marksOf(picture, "line")).toMatchObject([{ x: [1, 2, 3], y: [1, 2, 0] }]);
    expect(marksOf(picture, "area")).toMatchObject([
      { x: [1, 2, 3], lower: [0, 1, -1], upper: [2, 3, 1] },
      { lower: [0.5, 1.5, -0.5], upper: [1.5, 2.5, 0.5] },
    ]);
    expect(picture.title).toBe("Expected y by x: a model");
  });

  it("have a colour for each of few values of another column, panels for more, and both for two columns", () => {
    const few = drawPredict(predicted(crossed({ x: [1, 2, 3], g: ["a", "b"] })));
    expect(few.legend.map(({ text }) => text)).toEqual(["g = a", "g = b"]);
    expect(titles(few)).toEqual([null]);
    const more = drawPredict(predicted(crossed({ x: [1, 2, 3], g: ["a", "b", "c", "d", "e"] })));
    expect(titles(more)).toEqual(["g = a", "g = b", "g = c", "g = d", "g = e"]);
    const both = drawPredict(predicted(crossed({ x: [1, 2, 3], g: ["a", "b", "c"], t: [0, 1] })));
    expect(titles(both)).toEqual(["g = a", "g = b", "g = c"]);
    expect(both.legend.map(({ text }) => text)).toEqual(["t = 0", "t = 1"]);
    // One axis for all.
    expect(new Set(both.panels.map(({ y }) => String(y.domain))).size).toBe(1);
  });

  it("along a factor are intervals in rows, a line of each level for each colour", () => {
    const picture = drawPredict(predicted(crossed({ g: ["a", "b", "c"], t: ["u", "v"] })));
    expect(picture.panels[0]!.y.names).toEqual(["a", "b", "c"]);
    const [first, second] = marksOf(picture, "dots");
    expect(first).toMatchObject({ x: [0, 2, 4] });
    expect(second).toMatchObject({ x: [1, 3, 5] });
    expect(Array.from(first!.y, (y) => Math.round(y) + 0)).toEqual([0, 1, 2]);
    expect(first!.y[0]).toBeLessThan(second!.y[0]!);
    requireGoodLooks(picture);
  });

  it("of one row, one level and one value of a number have a row or a bar", () => {
    const one = drawPredict(predicted([{ x: 9, g: "new" }]));
    expect(one.panels[0]!.y.names).toEqual(["x = 9, g = new"]);
    const two = drawPredict(predicted(crossed({ x: [1], g: ["a", "b"] })));
    expect(two.subtitle).toBe("At x = 1.");
    expect(two.panels[0]!.y.names).toEqual(["a", "b"]);
    const lone = drawPredict(
      predicted([
        { x: 1, g: "a" },
        { x: 2, g: "b" },
        { x: 3, g: "b" },
      ]),
    );
    expect(marksOf(lone, "segments").length).toBeGreaterThan(0);
    for (const picture of [one, two, lone]) requireGoodLooks(picture);
  });

  it("take no panel for a column that follows from another one", () => {
    const rows = crossed({ x: [1, 2, 3], g: ["a", "b", "c", "d", "e"] });
    const told = rows.map((row) => ({
      ...row,
      region: row.g === "a" ? "north" : "south",
      square: (row.x as number) ** 2,
    }));
    expect(titles(drawPredict(predicted(told)))).toEqual(["g = a", "g = b", "g = c", "g = d", "g = e"]);
  });

  it("of nested factors are along the finer one", () => {
    const rows = ["a", "b"].flatMap((batch) => [1, 2, 3].map((k) => ({ batch, cask: `${batch}:${k}` })));
    const picture = drawPredict(predicted(rows));
    expect(titles(picture)).toEqual([null]);
    expect(picture.panels[0]!.y).toMatchObject({ label: "cask", names: rows.map(({ cask }) => cask) });
  });

  it("of many categories along a factor are along the categories, a panel for each level", () => {
    const rows = crossed({ g: ["a", "b"], k: ["1", "2", "3", "4", "5"] });
    const numbers = rows.map(({ k }) => number(0.2, { category: String(k), half: null }));
    const picture = drawPredict(
      predicted([], { numbers, columns: [{ name: "g", values: rows.map(({ g }) => g!) }] }),
    );
    expect(titles(picture)).toEqual(["g = a", "g = b"]);
    expect(picture.panels[0]!.y).toMatchObject({ label: "category", names: ["1", "2", "3", "4", "5"] });
  });

  it("of many groups show some from all over and tell how many; of rows that differ in all, say which to name", () => {
    const groups = Array.from({ length: 309 }, (_, k) => `g${k}`);
    const many = drawPredict(predicted(crossed({ x: [1, 2, 3, 4], g: groups })));
    expect(many.panels).toHaveLength(24);
    expect(many.panels.at(-1)!.title).toBe("g = g308");
    expect(many.subtitle).toContain("24 of 309 panels");
    const levels = drawPredict(predicted(crossed({ g: groups })));
    expect(levels.panels[0]!.y.names).toHaveLength(100);
    expect(levels.subtitle).toContain("100 of 309 values of g");
    const scattered = Array.from({ length: 90 }, (_, k) => ({
      x: k * 0.7,
      z: (k * 37) % 89,
      g: groups[k % 30]!,
    }));
    const reason = requireReason(predict, input({ predictions: predicted(scattered) }));
    expect(reason).toMatch(/differ in `x`, `g`, `z`.*; say by a grid/);
  });

  it("have each category as a colour or a panel, in shares of the whole", () => {
    const rows = crossed({ x: [0, 1, 2], k: ["low", "mid", "high"] });
    const numbers = rows.map(({ k }) =>
      number(0.3, { category: String(k), lower: 0.2, upper: 0.4, half: null }),
    );
    const columns = [{ name: "x", values: rows.map(({ x }) => x!) }];
    const picture = drawPredict(predicted([], { numbers, columns }));
    expect(picture.legend.map(({ text }) => text)).toEqual(["low", "mid", "high"]);
    expect(picture.panels[0]!.y).toMatchObject({ domain: [-0.015, 1.015], format: "percent" });
  });

  it("of several outcomes have a panel and an axis for each", () => {
    const rows = crossed({ x: [0, 1, 2], o: ["small", "large"] });
    const numbers = rows.map(({ o }, k) => number(o === "large" ? 1e4 * k : k, { outcome: String(o) }));
    const picture = drawPredict(
      predicted([], { numbers, columns: [{ name: "x", values: rows.map(({ x }) => x!) }] }),
    );
    expect(titles(picture)).toEqual(["small", "large"]);
    expect(picture.panels.map(({ y }) => y.label)).toEqual(["expected small", "expected large"]);
    expect(picture.panels[0]!.y.domain![1]).toBeLessThan(10);
  });

  it("have the observed rows of their panel behind them; a label that none has stands for all", () => {
    const seen = crossed({ x: [1, 2], g: ["a", "b", "c"] });
    const columns = ["x", "g"].map((name) => ({ name, values: seen.map((row) => row[name]!) }));
    const observed = new Map([
      ["y", { values: seen.map((_, k) => (k === 5 ? Number.NaN : 10 + k)), columns }],
    ]);
    const dotsOf = (g: readonly string[], kind: PredictedRows["kind"] = "expected") =>
      marksOf(drawPredict(predicted(crossed({ x: [1, 2, 3], g }), { observed, kind })), "dots").filter(
        ({ colour }) => colour === "muted",
      );
    expect(dotsOf(["a"])).toMatchObject([{ x: [1, 2], y: [10, 13] }]);
    expect(dotsOf(["a", "c"])).toMatchObject([{ x: [1, 1, 2], y: [10, 12, 13] }]);
    expect(dotsOf(["a", "new"])[0]!.y).toHaveLength(5);
    expect(dotsOf(["a"], "linear")).toEqual([]);
  });

  it("with intervals that are very wide still show their medians, and tell what is cut", () => {
    const numbers = [1, 2, 3].map((at) => number(at, { lower: -1e9, upper: 1e12 }));
    const picture = drawPredict(predicted([{ x: 1 }, { x: 2 }, { x: 3 }], { numbers }));
    const [low, high] = picture.panels[0]!.y.domain!;
    expect(high - low).toBeLessThan(20);
    expect(picture.subtitle).toContain("Intervals that are cut reach from −1e9 to 1e12");
    requireGoodLooks(picture);
  });

  it("have the same file whatever was drawn before, as those that are cut at their axes count through", () => {
    const picture = drawPredict(predicted(crossed({ x: [1, 2, 3], g: ["a", "b", "c", "d", "e"] })));
    const [first, second] = [renderSvg(picture), renderSvg(picture)];
    expect(second).toBe(first);
    const clips = [...first.matchAll(/<clipPath id="plot-clip-(\d+)"/g)].map((match) => Number(match[1]));
    expect(clips).toEqual([1, 2, 3, 4, 5]);
    const used = new Set([...first.matchAll(/url\(#plot-clip-(\d+)\)/g)].map((match) => Number(match[1])));
    expect([...used].sort()).toEqual(clips);
  });

  it("that are no numbers are left out", () => {
    const none = { lower: Number.NaN, median: Number.NaN, upper: Number.NaN, half: null };
    const numbers = [number(0, none), number(1), number(2, { upper: Number.POSITIVE_INFINITY })];
    requireGoodLooks(drawPredict(predicted([{ x: 1 }, { x: 2 }, { x: 3 }], { numbers })));
    const only = [number(0, none), number(0, none)];
    requireGoodLooks(drawPredict(predicted([{ x: 1 }, { x: 2 }], { numbers: only })));
  });
});

const hostile = [
  "<script>alert(1)</script>",
  "two\nlines",
  "\u001b[31mred",
  `${"long ".repeat(40)}end`,
  "a & b",
  "数据",
];

describe("labels as bad as they come", () => {
  const [first] = exampleContrasts().means;
  const rows = hostile.map((name) => ({ ...first!, name }));
  const scored = exampleComparison();
  const models = hostile.map((name, k) => ({ ...scored.models[k % 3]!, name }));
  const shape = { chainCount: 1, drawCount: 50 };
  const draws = makeDraws(
    shape,
    Object.fromEntries(hostile.map((name, k) => [`g[${name}]`, normalDraws(shape, k + 1)])),
  );
  const pictures: readonly (readonly [string, () => Picture])[] = [
    ["predict, levels", () => drawPredict(predicted(crossed({ g: hostile })))],
    ["predict, panels", () => drawPredict(predicted(crossed({ x: [1, 2, 3], g: hostile })))],
    [
      "predict, colours",
      () => drawPredict(predicted(crossed({ x: [1, 2, 3], [hostile[0]!]: hostile.slice(0, 4) }))),
    ],
    [
      "contrast",
      () =>
        requirePicture(
          contrast,
          input({ title: hostile[0]!, contrasts: { ...exampleContrasts(), means: rows, contrasts: rows } }),
        ),
    ],
    ["compare", () => requirePicture(compare, input({ comparison: { ...scored, models } }))],
    ["ranks", () => requirePicture(ranks, runInput(draws, groupRole("g", hostile)))],
  ];
  it.each(pictures)("are shown, and do nothing else: %s", (_, draw) => {
    const picture = draw();
    const svg = renderSvg(picture);
    expect(svg).not.toContain("<script");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
    expect(svg).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    for (const width of [40, 80]) {
      const text = renderTerminal(picture, { width });
      expect(text).not.toContain("\u001b");
      for (const line of text.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe("contrasts", () => {
  const drawContrast = (rest: Partial<ReturnType<typeof exampleContrasts>> = {}): Picture =>
    requirePicture(contrast, input({ contrasts: { ...exampleContrasts(), ...rest } }));

  it("have the numbers of their table, a line at 0, and the region from its one end to the other", () => {
    const picture = drawContrast();
    const { means, contrasts } = exampleContrasts();
    expect(marksOf(picture, "dots")[0]!.x).toEqual(means.map(({ estimate }) => estimate.median));
    const [wide, half] = marksOf(picture, "segments", 1);
    expect(wide).toMatchObject({
      x1: contrasts.map(({ estimate }) => estimate.lower),
      x2: contrasts.map(({ estimate }) => estimate.upper),
    });
    expect(half).toMatchObject({ x1: contrasts.map((row) => row.half[0]) });
    expect(marksOf(picture, "rule", 1)).toMatchObject([{ axis: "x", at: 0 }]);
    expect(marksOf(picture, "boxes", 1)).toMatchObject([{ x1: [-1], x2: [1] }]);
    expect(marksOf(picture, "rule", 0)).toEqual([]);
  });

  it("leave out 0 where it is so far away that intervals could not be seen beside it", () => {
    const far = exampleContrasts().contrasts.map((row) => {
      const { estimate } = row;
      const moved = {
        lower: estimate.lower + 1e6,
        median: estimate.median + 1e6,
        upper: estimate.upper + 1e6,
      };
      return {
        ...row,
        half: [row.half[0] + 1e6, row.half[1] + 1e6] as const,
        estimate: { ...estimate, ...moved },
      };
    });
    const picture = drawContrast({ contrasts: far });
    expect(marksOf(picture, "rule", 1)).toEqual([]);
    expect(picture.panels[1]!.x.domain![0]).toBeGreaterThan(9e5);
  });

  it("of slopes and of hypotheses have the line at 0, and a panel for each hypothesis", () => {
    const [row] = exampleContrasts().contrasts;
    const { estimate: difference, half } = row!;
    const judged = { difference, half, odds: null, bayesFactor: null };
    const hypotheses = [
      { ...judged, text: "σ_b > σ", probability: 0.25 },
      { ...judged, text: "β = 0", probability: null },
    ];
    const alone = drawContrast({ means: [], contrasts: [], definition: null, hypotheses });
    expect(titles(alone)).toEqual(["hypothesis, probability 0.25", "point"]);
    expect(alone.panels.map(({ y }) => y.names)).toEqual([["σ_b > σ"], ["β = 0"]]);
    const slopes = drawContrast({
      definition: "the slope of the expected outcome by days, averaged",
      contrasts: [],
    });
    expect(marksOf(slopes, "rule")).toMatchObject([{ at: 0 }]);
    expect(slopes.panels[0]!.x.label).toBe("slope of the expected outcome by days");
    for (const picture of [alone, slopes]) requireGoodLooks(picture);
  });

  it("of very many rows show a hundred and tell of the others", () => {
    const [row] = exampleContrasts().contrasts;
    const contrasts = Array.from({ length: 130 }, (_, k) => ({ ...row!, name: `c${k}` }));
    const picture = drawContrast({ contrasts });
    expect(picture.panels[1]!.y.names).toHaveLength(100);
    expect(picture.subtitle).toContain("30 more rows are left out");
    requireGoodLooks(picture);
  });
});

describe("models", () => {
  it("have the differences and errors of their table, and tell points that are not to be trusted", () => {
    const comparison = exampleComparison();
    const picture = requirePicture(compare, input({ comparison }));
    const { models } = comparison;
    expect(marksOf(picture, "dots", 0)[0]!.x).toEqual(models.map(({ difference }) => difference.difference));
    const [two, one] = marksOf(picture, "segments", 1);
    expect(two!.x1[0]).toBeCloseTo(models[0]!.estimate.elpd - 2 * models[0]!.estimate.elpdSe, 10);
    expect(one!.x2[0]).toBeCloseTo(models[0]!.estimate.elpd + models[0]!.estimate.elpdSe, 10);
    const alerts = marksOf(picture, "dots", 2).filter(({ colour }) => colour === "alert");
    expect(alerts).toHaveLength(1);
    expect(alerts[0]!.names).toEqual(
      models[0]!.unreliable.map(
        (i) => `row ${i + 1} of slopes: k = ${models[0]!.paretoK![i]!.toPrecision(2)}`,
      ),
    );
    expect(picture.subtitle).toContain("Not to be trusted: 2 rows of slopes, with a Pareto k above 0.7.");
    expect(marksOf(picture, "boxes", 3)[0]!.x2).toEqual(models.map(({ weights }) => weights!.stacking));
  });

  it("of which there is one have its elpd and its Pareto k", () => {
    const comparison = exampleComparison();
    const [best] = comparison.models;
    const picture = requirePicture(
      compare,
      input({ comparison: { ...comparison, models: [{ ...best!, weights: null }] } }),
    );
    expect(titles(picture)).toEqual(["expected log predictive density", "Pareto k"]);
    requireGoodLooks(picture);
  });

  it("with an elpd that is no number, and of one observation, are drawn", () => {
    const comparison = exampleComparison();
    const models = comparison.models.map((one, k) => ({
      ...one,
      weights: null,
      estimate: {
        ...one.estimate,
        elpd: k === 1 ? Number.NEGATIVE_INFINITY : one.estimate.elpd,
        elpdSe: Number.NaN,
      },
      difference: { ...one.difference, error: Number.NaN },
    }));
    requireGoodLooks(requirePicture(compare, input({ comparison: { ...comparison, models } })));
  });

  it("by their evidence have Bayes factors and probabilities", () => {
    const model = (name: string, logEvidence: number) => ({
      name,
      logEvidence,
      error: 0.1,
      method: "bridge sampling" as const,
      dimension: 2,
      integrated: null,
    });
    const comparison = rankEvidence([model("a", -103), model("b", -100)] as never);
    const picture = requirePicture(compare, input({ comparison }));
    expect(marksOf(picture, "dots")[0]!.x).toEqual([0, -3]);
    expect(marksOf(picture, "boxes", 1)[0]!.x2[0]).toBeCloseTo(1 / (1 + Math.exp(-3)), 10);
    requireGoodLooks(picture);
    requireGoodLooks(requirePicture(compare, input({ comparison: comparison.slice(0, 1) })));
  });
});

describe("ranks", () => {
  const { draws, record } = goodRun;

  it("are tiles of the probabilities of the table, and bars of being the first or among the first", () => {
    const [table] = rankTables(draws, record.roles, { top: 2, lowestFirst: true });
    const picture = requirePicture(
      ranks,
      runInput(draws, record.roles, { ranking: { top: 2, lowestFirst: true } }),
    );
    expect(picture.panels[0]!.y.names).toEqual(table!.rows.map(({ level }) => level));
    const [tiles] = marksOf(picture, "boxes");
    for (const [i, x] of Array.from(tiles!.x1).entries()) {
      const row = table!.rows[Math.round((tiles!.y1[i]! + tiles!.y2[i]!) / 2)]!;
      expect(tiles!.opacities![i]! ** 2).toBeCloseTo(row.probabilities![Math.round(x - 0.5)]!, 10);
    }
    expect(marksOf(picture, "boxes", 1)[0]!.x2).toEqual(table!.rows.map(({ top }) => top!.value));
    expect(picture.subtitle).toBe("Rank 1 has the lowest effect.");
  });

  it("of more than a hundred levels are intervals, and of one level a tile", () => {
    const shape = { chainCount: 1, drawCount: 40 };
    const of = (count: number): PictureInput => {
      const levels = Array.from({ length: count }, (_, j) => `l${j}`);
      const arrays = Object.fromEntries(levels.map((level, j) => [`g[${level}]`, normalDraws(shape, j + 1)]));
      return runInput(makeDraws(shape, arrays), groupRole("g", levels));
    };
    const many = requirePicture(ranks, of(120));
    expect(marksOf(many, "boxes")).toEqual([]);
    expect(marksOf(many, "segments").length).toBeGreaterThan(0);
    requireGoodLooks(many);
    expect(marksOf(requirePicture(ranks, of(1)), "boxes")[0]!.opacities![0]).toBeCloseTo(1, 10);
  });

  it("of several outcomes have panels for each", () => {
    const outcomes = ["y1", "y2"].map((outcome) => ({ ...record.roles, outcome }));
    const roles = { ...record.roles, outcome: null, effects: [], components: [], outcomes };
    const picture = requirePicture(ranks, runInput(draws, roles));
    expect(titles(picture)).toEqual([
      "y1, batch",
      "probability of rank 1",
      "y2, batch",
      "probability of rank 1",
    ]);
  });

  it("are refused with a reason for draws of another program, and for a group that is none", () => {
    expect(requireReason(ranks, inputOf(draws))).toContain("another program");
    expect(requireReason(ranks, runInput(draws, record.roles, { group: "cask" }))).toContain("`cask`");
  });
});

describe("kinds that need options", () => {
  it.each([
    [predict, "hyperprior predict RUN --grid"],
    [contrast, "hyperprior contrast RUN --by COLUMN"],
    [compare, "hyperprior compare RUN RUN"],
    [varianceChange, "hyperprior variance RUN --versus OTHER"],
  ])("name the command that has them", (kind, command) => {
    expect(requireReason(kind, runInput(goodRun.draws, goodRun.record.roles))).toContain(command);
  });
});
