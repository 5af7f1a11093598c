import { describe, expect, it } from "vitest";
import type { Diagnosis } from "../../src/posterior/diagnosis.ts";
import { defaultThresholds } from "../../src/posterior/diagnosis-rules.ts";
import type { EffectsTable } from "../../src/posterior/effects.ts";
import type { Summary } from "../../src/posterior/summary.ts";
import type { VarianceTable } from "../../src/posterior/variance.ts";
import { renderDiagnosis } from "../../src/report/diagnosis-text.ts";
import { renderEffects } from "../../src/report/effects-table.ts";
import {
  correlationsJson,
  diagnosticsJson,
  effectsJson,
  intraclassJson,
  summaryJson,
  varianceJson,
} from "../../src/report/json.ts";
import { type StyleName, summaryStyles } from "../../src/report/styles.ts";
import { renderSummary } from "../../src/report/summary-table.ts";
import { columns, renderTable } from "../../src/report/table.ts";
import { renderVariance } from "../../src/report/variance-table.ts";
import { textWidth } from "../../src/text/lines.ts";
import { lines, makeEstimate, makeSummaryRow } from "./estimates.ts";

const interval = { prob: 0.9, lowerName: "q5", upperName: "q95" };

const constant = { ...makeEstimate(1, 0, Number.NaN), sd: 0 };
const summary: Summary = {
  ...interval,
  rows: [
    makeSummaryRow("β", makeEstimate(1527.3814, 22.18, 0.35)),
    makeSummaryRow("σ_b", makeEstimate(49.27, 17.3, 4.1), { essBulk: 38.6, rhat: 1.0104, breaksRule: true }),
    makeSummaryRow("L[1,1]", constant, { essBulk: Number.NaN, essTail: Number.NaN, rhat: Number.NaN }),
  ],
};

const variance: VarianceTable = {
  ...interval,
  components: [
    {
      group: "sample",
      term: "intercept",
      sd: makeEstimate(1.947, 0.41, 0.02),
      variance: makeEstimate(3.96, 1.7, 0.08),
      share: makeEstimate(0.834, 0.07, 0.004),
      isShareOfSeveral: true,
      icc: makeEstimate(0.834, 0.07, 0.004),
    },
    {
      group: "sample",
      term: "days",
      sd: makeEstimate(0.5, 0.1, 0.02),
      variance: makeEstimate(0.26, 0.1, 0.02),
      share: null,
      isShareOfSeveral: false,
      icc: null,
    },
  ],
  residual: {
    definition: "variance of y about its linear predictor",
    sd: makeEstimate(0.55, 0.02, 0.001),
    variance: makeEstimate(0.303, 0.03, 0.001),
    share: makeEstimate(0.166, 0.07, 0.004),
  },
  intraclass: [
    {
      group: "sample",
      definition: "correlation of two values of y of the same sample, averaged over such pairs",
      isAveraged: true,
      pairs: 10,
      ...makeEstimate(0.834, 0.07, 0.004),
    },
  ],
  correlations: [{ group: "sample", terms: ["intercept", "days"], ...makeEstimate(0.1, 0.3, 0.01) }],
  classes: [],
  remarks: ["no intraclass correlation of lab: no two values of y are of the same lab"],
};

const effects: EffectsTable = {
  group: "sample",
  term: "intercept",
  ...interval,
  shrinkageDefinition: "mean of 1 / (1 + information × variance of effects / residual variance)",
  counted: "rows",
  rawDefinition: "raw_mean less the fixed part",
  spread: { population: makeEstimate(51.2, 20, 0.3), finite: makeEstimate(41.3, 10, 0.3), pooling: 0.271 },
  rows: [
    {
      level: "A",
      n: 5,
      rawMean: 1505,
      shrinkage: 0.2512,
      rawEffect: -22.4,
      ...makeEstimate(-17.31, 19.2, 0.3),
    },
    {
      level: "B",
      n: 12,
      rawMean: 1528.123,
      shrinkage: 0.1,
      rawEffect: 0.7,
      ...makeEstimate(0.42, 18.8, 0.3),
    },
  ],
};

describe("tables", () => {
  it("align names to the left and numbers to the right, and end no line in spaces", () => {
    const text = renderTable(columns(["name", "x"], 1), [
      { cells: ["a", "1"] },
      { cells: ["bcdef", "-10.5"], mark: "!" },
    ]);
    expect(lines(text)).toEqual([
      "name       x", //
      "a          1",
      "bcdef  -10.5 !",
    ]);
  });

  it("count Greek letters and letters with combining marks once, East Asian ones twice", () => {
    expect(["σ_b", "e\u0301", "x\u0302\u0304", "試料"].map(textWidth)).toEqual([3, 1, 1, 4]);
  });

  it("are painted after their columns are set", () => {
    const text = renderTable(columns(["a", "b"], 1), [{ cells: ["x", "1"], mark: "!" }], {
      paint: (part, role) => `<${role}>${part}</>`,
    });
    expect(lines(text)).toEqual(["<header>a  b</>", "<alert>x  1 !</>"]);
  });

  it("that are too wide leave out what they can do without, and name it", () => {
    const rows = [{ cells: ["a", "1", "2", "333"], mark: "!" }];
    const layout = columns(["name", "x", "y", "z"], 1, ["y", "x"]);
    expect(lines(renderTable(layout, rows, { width: 17 }))[1]).toBe("a     1  2  333 !");
    expect(lines(renderTable(layout, rows, { width: 16 }))).toEqual([
      "name  x    z",
      "a     1  333 !",
      "left out to fit",
      "  the line: y",
    ]);
  });

  it("that are too wide give long names lines of their own", () => {
    const name = "b[Institute of Analytical Chemistry]";
    const rows = [{ cells: [name, "1"] }, { cells: ["σ", "2"] }];
    expect(lines(renderTable(columns(["", "mean"], 1), rows, { width: 38 }))).toEqual([
      `${" ".repeat(34)}mean`,
      name,
      `${" ".repeat(37)}1`,
      `σ${" ".repeat(36)}2`,
    ]);
  });
});

describe("the summary table", () => {
  it("has the columns in order, the digits that the error supports, and a mark on what breaks a rule", () => {
    expect(lines(renderSummary(summary))).toEqual([
      "variable  mean  sd    q5  median   q95  mcse  ess_bulk  ess_tail    rhat",
      "β         1527  22  1492    1527  1565  0.35      3904      2871   1.001",
      "σ_b         50  20    20      50    80   4.1        38      2871  1.0104 !",
      "L[1,1]       1   0     1       1     1     -         -         -       -",
    ]);
  });

  it("has the digits that the user asks for", () => {
    expect(lines(renderSummary(summary, { digits: 4 }))[2]).toBe(
      "σ_b       49.27  17.30  21.59   49.27  78.68   4.100        38      2871  1.0104 !",
    );
  });

  it.each<[StyleName, string]>([
    ["stan", "Mean MCSE StdDev MAD 5% 50% 95% ESS_bulk ESS_tail R_hat"],
    ["arviz", "mean sd hdi_5% hdi_95% mcse_mean mcse_sd ess_bulk ess_tail r_hat"],
    ["brms", "Estimate Est.Error l-90% CI u-90% CI Rhat Bulk_ESS Tail_ESS"],
    ["lme4", "Estimate Std. Error t value"],
  ])("has the columns of %s on request", (style, headers) => {
    const [header, row] = lines(renderSummary(summary, { style }));
    expect(header!.trim().replace(/ +/g, " ")).toBe(headers);
    expect(row!.startsWith("β ")).toBe(true);
  });

  it("names the interval of every style by its probability", () => {
    const wide = { ...summary, prob: 0.95, lowerName: "q2.5", upperName: "q97.5" };
    const headers = (style: StyleName) => summaryStyles[style].columns(wide).map(({ header }) => header);
    expect(headers("brms")).toContain("l-95% CI");
    expect(headers("stan")).toContain("2.5%");
    expect(headers("arviz")).toContain("hdi_97.5%");
  });
});

describe("numbers that heavy tails leave unknown", () => {
  const without = (moments: "no_mean" | "mean_not_known" | "sd_not_known") => {
    const one = makeEstimate(3, 1, 0.1);
    const mean = moments === "sd_not_known" ? 3 : Number.NaN;
    const errors = { ...one.errors, mean: Number.NaN, sd: Number.NaN };
    return { ...one, mean, sd: Number.NaN, errors, moments };
  };
  const heavy: Summary = {
    ...interval,
    rows: (["no_mean", "mean_not_known", "sd_not_known"] as const).map((moments, i) =>
      makeSummaryRow(["a", "b", "c"][i]!, without(moments)),
    ),
  };

  it("are not printed: the row says so, has its quantiles, and a line below explains", () => {
    expect(lines(renderSummary(heavy))).toEqual([
      "variable     mean  sd   q5  median  q95  mcse  ess_bulk  ess_tail   rhat",
      "a         no mean   -  1.4     3.0  4.7     -      3904      2871  1.001",
      "b               ?   ?  1.4     3.0  4.7     ?      3904      2871  1.001",
      "c             3.0   ?  1.4     3.0  4.7     ?      3904      2871  1.001",
      "no mean: the tails are too heavy to have one; ?: not known from these draws, whose tails are heavy; use the quantiles",
    ]);
  });

  it.each<StyleName>(["stan", "arviz", "brms", "lme4"])(
    "are not printed in the columns of %s either",
    (style) => {
      expect(lines(renderSummary(heavy, { style }))[1]).toMatch(/^a +no mean/);
    },
  );

  it("are not printed in the tables of variances and effects, whose line speaks of what they show", () => {
    const [first] = variance.components;
    const component = { ...first!, sd: without("sd_not_known"), variance: without("no_mean") };
    const text = renderVariance({ ...variance, components: [component] });
    expect(text).toMatch(/^sample +intercept +3\.0 .* no mean /m);
    expect(text).toContain("\nno mean: the tails are too heavy to have one; use the quantiles\n");
    expect(text).toContain("\nmedians of sample (intercept): variance 3.0\n");
    const rows = [{ ...effects.rows[0]!, ...without("mean_not_known") }];
    expect(renderEffects({ ...effects, rows })).toMatch(/^A +5 +1505\.0 +\? +\? /m);
  });

  it("are null in JSON, with the reason", () => {
    expect(summaryJson(heavy)[0]).toMatchObject({ mean: null, sd: null, mcse: null, reason: "no_mean" });
    expect(summaryJson(heavy)[2]).toMatchObject({ mean: 3, sd: null, reason: "sd_not_known" });
    expect(summaryJson(summary)[0]).not.toHaveProperty("reason");
    const [first] = variance.components;
    const component = { ...first!, sd: without("sd_not_known"), variance: without("no_mean") };
    const [row] = varianceJson({ ...variance, components: [component] });
    expect(row).toMatchObject({ variance: { mean: null, median: 3, reason: "no_mean" }, sd: { mean: 3 } });
    expect(row!.sd).not.toHaveProperty("reason");
  });
});

describe("the variance table", () => {
  it("shows components, residual, intraclass correlations in words, and correlations", () => {
    expect(lines(renderVariance(variance))).toEqual([
      "group     term       sd [q5, q95]          variance [q5, q95]    share   icc",
      "sample    intercept   1.95 [1.29, 2.64]      4.0 [1.2, 6.8]       0.83  0.83",
      "sample    days        0.50 [0.34, 0.67]     0.26 [0.10, 0.43]",
      "residual             0.550 [0.518, 0.584]  0.303 [0.255, 0.354]   0.17",
      "",
      "icc     mean    sd    q5  median   q95  definition",
      "sample  0.83  0.07  0.72    0.83  0.95  correlation of two values of y of the",
      "                                          same sample, averaged over such pairs",
      "",
      "group   correlation      mean    sd     q5  median   q95",
      "sample  intercept, days  0.10  0.30  -0.38    0.10  0.61",
      "",
      "residual: variance of y about its linear predictor",
      "share: of the variance of a value, averaged over the rows; correlated terms have",
      "  one together, at the first",
      "averaged: the mean of the covariances over the mean of the variances",
      "no intraclass correlation of lab: no two values of y are of the same lab",
    ]);
  });

  it("leaves out the parts that have no rows", () => {
    const components = variance.components.map((row) => ({ ...row, share: null }));
    const bare = { ...variance, components, residual: null, intraclass: [], correlations: [], remarks: [] };
    expect(lines(renderVariance(bare))).toHaveLength(3);
  });
});

describe("the effects table", () => {
  it("shows raw means beside effects, and how shrinkage was computed", () => {
    expect(lines(renderEffects(effects))).toEqual([
      "effects of sample: intercept",
      "level   n  raw_mean  mean  sd   q5  q95  shrinkage  raw_effect",
      "A       5    1505.0   -17  19  -48   15       0.25         -22",
      "B      12    1528.1     0  19  -30   32       0.10           1",
      "raw_effect: raw_mean less the fixed part",
      "shrinkage: mean of 1 / (1 + information × variance of effects / residual",
      "  variance)",
      "sd of these 2 effects 41 [25, 58], of the population that they are from 51 [19,",
      "  85]; pooling 0.27",
    ]);
  });

  it("has no raw means beside slopes, which are no deviations from them", () => {
    expect(lines(renderEffects({ ...effects, term: "days" })).slice(0, 3)).toEqual([
      "effects of sample: days",
      "level   n  mean  sd   q5  q95  shrinkage",
      "A       5   -17  19  -48   15       0.25",
    ]);
  });
});

const failed: Diagnosis = {
  verdict: "failed",
  superchains: null,
  thresholds: defaultThresholds,
  problems: [
    {
      rule: "rhat",
      variables: [{ name: "σ_b", value: Number.POSITIVE_INFINITY }],
      message: "R-hat above 1.01, so the chains do not agree: σ_b (1.31)",
      remedy: "run longer with --warmup 2000 --draws 2000",
    },
  ],
  notes: [{ rule: "max_treedepth", message: "3 of 4000 transitions were cut off", remedy: "adapt longer" }],
  divergences: 0,
  maxTreedepthHits: 3,
  ebfmi: [0.9, Number.NaN],
};

describe("the verdict in words", () => {
  it("names each broken rule with its remedy, and the notes", () => {
    expect(lines(renderDiagnosis(failed, { width: 60 }))).toEqual([
      "diagnosis: failed, 1 rule broken",
      "1. R-hat above 1.01, so the chains do not agree: σ_b (1.31)",
      "   → run longer with --warmup 2000 --draws 2000",
      "note: 3 of 4000 transitions were cut off; adapt longer",
    ]);
  });

  it("breaks lines between words", () => {
    const text = renderDiagnosis(failed, { width: 30 });
    for (const line of lines(text)) expect(textWidth(line)).toBeLessThanOrEqual(32);
    expect(lines(text)[2]).toBe("   chains do not agree: σ_b");
  });

  it("says of good draws only what was judged", () => {
    const good: Diagnosis = { ...failed, verdict: "good", problems: [], notes: [] };
    expect(renderDiagnosis(good)).toBe(
      "diagnosis: good (R-hat ≤ 1.01, ESS ≥ 100 per chain, no divergences, E-BFMI ≥ 0.3)\n",
    );
    expect(renderDiagnosis({ ...good, divergences: null, ebfmi: null })).toBe(
      "diagnosis: good (R-hat ≤ 1.01, ESS ≥ 100 per chain)\n",
    );
  });
});

describe("JSON", () => {
  it("has full doubles under the names of the interval, and null for what does not exist", () => {
    const [β, , one] = summaryJson(summary);
    expect(Object.keys(β!)).toEqual([
      "variable",
      "mean",
      "sd",
      "q5",
      "median",
      "q95",
      "mcse",
      "ess_bulk",
      "ess_tail",
      "rhat",
      "errors",
    ]);
    expect(β).toMatchObject({ variable: "β", mean: 1527.3814, ess_bulk: 3904.7 });
    expect(one).toMatchObject({ mean: 1, mcse: null, rhat: null });
  });

  it("has the residual after the components", () => {
    const rows = varianceJson(variance);
    expect(rows.map(({ group, term }) => [group, term])).toEqual([
      ["sample", "intercept"],
      ["sample", "days"],
      ["residual", null],
    ]);
    expect(rows[0]!.sd).toEqual({ mean: 1.947, q5: 1.947 - 1.6 * 0.41, q95: 1.947 + 1.7 * 0.41 });
    expect(rows[1]!.icc).toBeNull();
  });

  it("has intraclass correlations, correlations and effects", () => {
    expect(Object.keys(intraclassJson(variance)[0]!)).toEqual([
      "group",
      "definition",
      "mean",
      "sd",
      "q5",
      "median",
      "q95",
    ]);
    expect(correlationsJson(variance)[0]).toMatchObject({ terms: ["intercept", "days"], mean: 0.1 });
    expect(effectsJson(effects)).toMatchObject({
      group: "sample",
      levels: [{ level: "A", raw_mean: 1505 }, {}],
    });
  });

  it("has the diagnosis, parseable whatever it found", () => {
    const parsed: unknown = JSON.parse(JSON.stringify(diagnosticsJson(failed)));
    expect(parsed).toMatchObject({
      verdict: "failed",
      problems: [{ rule: "rhat", variables: [{ name: "σ_b", value: null }] }],
      divergences: 0,
      max_treedepth_hits: 3,
      ebfmi: [0.9, null],
    });
  });
});
