/** A problem of each kind that shows when data are read, a model meets its data, chains run or a command is given. */

import * as comparing from "../../src/api/compare/problems.ts";
import * as answers from "../../src/api/problems-answers.ts";
import * as derived from "../../src/api/problems-derived.ts";
import * as sensitivity from "../../src/api/problems-sensitivity.ts";
import * as paging from "../../src/browser/problems.ts";
import * as built from "../../src/builder/problems.ts";
import * as studies from "../../src/calibration/studies/problems.ts";
import * as lessons from "../../src/cli/lesson/problems.ts";
import * as commands from "../../src/cli/problems.ts";
import * as input from "../../src/cli/problems-input.ts";
import * as live from "../../src/cli/problems-live.ts";
import * as pictures from "../../src/cli/problems-pictures.ts";
import * as reports from "../../src/cli/problems-report.ts";
import * as verdicts from "../../src/cli/problems-verdict.ts";
import { orderedFactor } from "../../src/data/factors.ts";
import * as tables from "../../src/data/problems.ts";
import * as designs from "../../src/data/problems-design.ts";
import * as labels from "../../src/data/problems-labels.ts";
import * as series from "../../src/data/problems-series.ts";
import type { TableColumn } from "../../src/data/table.ts";
import * as drawTables from "../../src/formats/problems-tables.ts";
import * as formulas from "../../src/formula/problems.ts";
import * as lawful from "../../src/formula/problems-groups.ts";
import * as missingTerms from "../../src/formula/problems-missing.ts";
import * as outcomes from "../../src/formula/problems-outcomes.ts";
import * as groups from "../../src/identification/problems-groups.ts";
import * as identification from "../../src/identification/problems-identification.ts";
import * as propriety from "../../src/identification/problems-propriety.ts";
import * as editing from "../../src/language-service/problems.ts";
import * as manuscripts from "../../src/manuscript/problems.ts";
import * as binding from "../../src/model/problems.ts";
import * as cells from "../../src/model/problems-cells.ts";
import { notTwoLabels } from "../../src/model/problems-labels.ts";
import * as matrices from "../../src/model/problems-matrices.ts";
import * as missing from "../../src/model/problems-missing.ts";
import * as order from "../../src/model/problems-order.ts";
import * as sizes from "../../src/model/problems-sizes.ts";
import { statisticNotFinite } from "../../src/model/problems-statistics.ts";
import * as simulating from "../../src/prediction/problems.ts";
import * as rows from "../../src/prediction/problems-rows.ts";
import * as truths from "../../src/prediction/problems-truth.ts";
import type { Problem, Span } from "../../src/problems/problem.ts";
import * as running from "../../src/run/problems.ts";
import * as simulated from "../../src/simulation/problems.ts";
import { factor, int, real } from "../data/requests.ts";
import { ofArvizFiles } from "./arviz-problem-examples.ts";
import { ofDrawsFiles } from "./draws-problem-examples.ts";
import { ofQueues } from "./queue-problem-examples.ts";
import { ofSources } from "./source-problem-examples.ts";
import { ofStatistics } from "./statistics-problem-examples.ts";

/** In place of an excerpt, which needs a model. */
const span: Span = { start: 0, end: 0, line: 9, column: 5 };
const file = "data.csv";
const source = { name: file, unit: "line" } as const;
const seen = { row: 7, value: "12a", count: 3 };
const element = { file, line: 7, words: "row 6" };

export function problemExamples(): readonly Problem[] {
  return [
    ...ofBuilt(),
    ...ofVerdicts(),
    reports.reportOptionUnused("--to docx", "is a file and nothing to print", "name it: `--out report.docx`"),
    reports.tooManyRuns(["a.run", "b.run", "c.run", "d.run", "e.run", "f.run", "g.run"], 6),
    reports.partsOfOneRun(["--methods"], "a.run"),
    reports.notOfReports("docx"),
    manuscripts.nothingForTable("variance", "no variance components in the linear predictor of y"),
    manuscripts.modelNotRead("0.1.0"),
    ...ofSensitivity(),
    ...ofTables(),
    ...ofDesigns(),
    ...ofBinding(),
    matrices.matrixNotGiven("A", "animal", span),
    matrices.matrixLabelsDiffer("A", ["a31"], ["a3"], "kinship.csv"),
    matrices.matrixNotSymmetric("A", ["a7", "a2"], [0.25, 0.5], "kinship.csv"),
    matrices.matrixNotDefinite("A", "a7", null, "kinship.csv"),
    matrices.labelsNotInMatrix("A", "animal", ["a 12"], ["a1", "a2", "a3", "a4", "a5"], "kinship.csv"),
    matrices.labelTwiceInMatrix("A", "a7", "kinship.csv"),
    sizes.gridTooLarge({ targets: ["b[lab, day, batch]"], sizes: [1e9], most: 1e6 }, span),
    sizes.correlationTooLarge({ targets: ["R[K, K]"], sizes: [200], most: 60 }, span),
    sizes.vectorTooLong({ targets: ["w[K]"], sizes: [3000], most: 1000 }, span),
    statisticNotFinite("sd(log(x))", Number.NaN, span),
    order.labelOrder("random_walk", "month", ["apr", "aug", "dec", "feb", "jan"], span),
    order.brokenDistance("autoregressive", "week", ["1", "1.5"], span),
    notTwoLabels("died", ["no", "unknown", "yes"], file),
    ...ofIdentification(),
    ...ofPropriety(),
    ...ofCells(),
    missing.noOutcomeObserved("y", 12, file),
    missing.notContinuous("y", 3, "poisson", span),
    missing.circularImputation(["x", "z"], span),
    missing.notOfOneDistribution("x", 3, "mixture", span),
    missing.missingWithWeights("x", "w", span),
    missingTerms.missingInside(span),
    missingTerms.missingUnmodelled(span, "x"),
    missingTerms.missingUnused(span, "x"),
    ...ofRunning(),
    ...ofSimulating(),
    ...ofStudies(),
    ...ofFormulas(),
    ...ofDrawTables(),
    ...ofCommands(),
    ...ofPredictedRows(),
    ...ofComparing(),
    ...ofArvizFiles(),
    ...ofDrawsFiles(),
    ...ofQueues(),
    paging.workersNotStarted(2, 0, "the browser did not load or run its script"),
    ...ofSources(),
    ...ofStatistics(),
    editing.nothingToRename("half_normal"),
    editing.notAName("2nd"),
    editing.nameTaken("sigma", "σ", 7),
    editing.readOtherwise("constant"),
    editing.unreadableColumn("yield", 3),
  ].map(withoutPlace);
}

function ofComparing(): Problem[] {
  return [
    comparing.otherData("pooled", "partial", "the one has 180 rows, the other 179"),
    comparing.cellsNotLeftOut("cells"),
    comparing.parametersNotKept("partial", ["b"]),
    comparing.noSuchFactor("school", ["class"]),
    comparing.notIntegrated("walk", "week", "the levels of `b` depend on each other in their prior"),
    comparing.noLikelihood("priors"),
    comparing.badFolds(10, 8, "levels of class"),
    comparing.notHeldOut("lags", "`y` is used as a predictor too"),
    comparing.noEvidence("pooled", "the prior of `β`, flat(), is improper, so that it has any size"),
  ];
}

/** Places in a model are left out: the examples have none. */
function withoutPlace(problem: Problem): Problem {
  return problem.place.kind === "model" ? { ...problem, place: { kind: "none" } } : problem;
}

function ofSeries(): Problem[] {
  const name = "lag(y, within: person, by: week)";
  const request = real(name, {
    series: { function: "lag", of: "y", within: "person", by: "week", steps: 1, first: null },
  });
  const person = orderedFactor("person", "person", Int32Array.of(0, 0, 1), ["Ann", "Ben"], {});
  const week = {
    kind: "numeric",
    name: "week",
    from: "week",
    values: Float64Array.of(3, 3, 1),
    missing: 0,
  } as const;
  const table = {
    name: file,
    rowCount: 3,
    rowsRead: 3,
    rowsDropped: 0,
    lines: Int32Array.of(2, 3, 4),
    columns: new Map<string, TableColumn>([
      ["person", person],
      ["week", week],
    ]),
  };
  return [
    series.seriesMissing({ request, lacking: { rows: 3, groups: 3 } }, seen, source),
    series.seriesTied(name, { by: "week", within: "person", rows: [0, 1], count: 1 }, table),
    series.seriesUnordered("lag(y, by: person)", person, table),
    series.seriesOfCells(name),
    binding.seriesNotRead([name]),
  ];
}

function ofBuilt(): Problem[] {
  return [
    built.notAValue(span, "the number NaN"),
    built.notOneExpression(span, "β + b[sample], σ"),
    built.notATarget(span, "the text `my sd`", "target"),
    built.notAColumn(span, "the text `real, z: int`"),
    built.notADistribution(span, "the text `normal(0, 1)`"),
    built.notAList(span, "a distribution"),
    built.notALabel(span, "the number 5"),
    built.notAnElement(span, "the text `β[X]`", false),
    built.notColumns(span, "the text `y`"),
    built.notArguments(span, "the text `event == 0`"),
  ];
}

function ofDrawTables(): Problem[] {
  return [
    drawTables.noChainColumn("fit.csv", 4000),
    drawTables.columnTwice("fit.csv", "mu"),
    drawTables.drawTwice("fit.csv", { chain: "2", number: 17, variable: null }, ["line 18", "line 19"]),
    drawTables.drawsMissing("fit.csv", "2", 3, [16, 20]),
    drawTables.tableRowsLeftOut("fit.csv", "line 812", "ends in the middle, it has 3 of 7 fields", 1),
    drawTables.columnsLeftOut("fit.csv", ["school"]),
    drawTables.cellsMissing("fit.csv", { place: "line 7", column: "mu" }, 3),
    drawTables.codecUnknown("fit.parquet", "ZSTD"),
    drawTables.codaPartMissing("CODAchain1.txt", "index"),
    drawTables.codaVariablesLeftOut("CODAchain2.txt", ["sigma", "tau"]),
    drawTables.rDataRefused("fit.rds"),
  ];
}

function ofTables(): Problem[] {
  const codes = Int32Array.of(0, 1, 1);
  const dose = orderedFactor("dose", "Dose", codes, ["low", "hihg"], { order: ["low", "medium", "high"] });
  const y = real("y");
  return [
    tables.fileNotFound("dta.csv"),
    tables.fileIsDirectory("results"),
    tables.fileUnreadable(file, "EACCES"),
    tables.notText(file, 1),
    tables.emptyFile(file),
    tables.noRows(source),
    tables.missingColumn(real("y", { from: "Yield" }), ["Batch", "yield"], source),
    tables.duplicateHeader("y", [1, 4], source),
    tables.raggedRows(3, 4, seen, file),
    tables.unclosedQuote(file, 7),
    tables.badNumber(y, "text", seen, source),
    tables.badNumber(int("n"), "fraction", { ...seen, value: "2.5" }, source),
    tables.missingValues(y, seen, source),
    tables.nothingLeft(3, source),
    tables.rowsWereDropped(
      {
        dropped: 3,
        read: 40,
        by: new Map([
          ["y", 2],
          ["g", 1],
        ]),
        lost: [{ factor: "g", labels: ["b"] }],
      },
      source,
    ),
    tables.withinUnknown(factor("cask", { within: "batch" }), source),
    tables.decimalComma({ ...seen, value: "1,5", column: "y", reading: "1.5" }, false, file),
    tables.mixedDecimals({ ...seen, value: "1,5" }, { ...seen, row: 9, value: "2.5" }, "y", file),
    tables.undecodableLabel(factor("g"), { ...seen, value: "M\uFFFDller" }, source),
    tables.unequalLengths("g", 1, "y", 2, "<data>"),
    tables.notAColumn("y", "a number", "<data>"),
    tables.notARow(3, "null", "<data>"),
    tables.badLabel(factor("g"), { ...seen, value: "an object" }, { name: "<data>", unit: "row" }),
    tables.notATable("null", "<data>"),
    tables.levelsMissing("county", ["AITKIN"], "county.csv", ""),
    tables.conflictingRows(
      { file, line: 7, column: "uranium" },
      "county",
      "AITKIN",
      ["1", "2"],
      "lines 3 and 7",
    ),
    tables.extraLevels("county", ["BECKER"], "county.csv"),
    tables.keyMissing("county", 2, "county.csv"),
    labels.labelsReused(
      {
        inner: "cask",
        outer: "batch",
        labels: ["a", "b", "c"],
        beginnings: 10,
        outerLevels: 10,
        combinations: 30,
        example: ["a", "A", "B"],
        inseparable: [],
        isEitherWay: false,
      },
      file,
    ),
    labels.labelsAlike(
      "cask",
      {
        labels: [
          { label: "A", rows: 3 },
          { label: "a", rows: 1 },
        ],
        difference: "case",
        others: 0,
      },
      source,
    ),
    labels.referenceUnknown(
      orderedFactor("treatment", "Treatment", new Int32Array(2), ["drug", "placebo"]),
      "plcebo",
      source,
    ),
    labels.labelUndeclared(dose, ["low", "medium", "high"], "hihg", 2, 7, source),
    labels.labelsUnused(dose, ["medium"], source),
  ];
}

function ofDesigns(): Problem[] {
  return [
    designs.unknownVariable("dyas", ["days"], span),
    designs.badFormula("HP0451", span, [
      "expected a sum of several columns before `^`, but found `x^2`, which in a design stands for `x` alone",
      "for a square write square(x) or poly(x, 2)",
    ]),
    designs.unknownFunction("sin", ["log", "exp"], span),
    designs.badFormula("HP0453", span, [
      "expected a whole number from 1 to 20 as the degree, but found `0`",
      "write poly(x, 2) for a parabola",
    ]),
    designs.badFormula("HP0454", span, [
      "expected a column of numbers inside a function, but `sex` is a factor",
      "factors stand in a design by themselves, or in interactions",
    ]),
    designs.unknownLabel("mal", "sex", ["female", "male"], span),
    designs.outsideDomain("log(x)", [2, 3, 5], 9, source, span),
    designs.missingInDesign("days", 2, span),
    designs.dependentColumn("c", ["a", "b"], span),
    designs.singleLevel("sex:x", "sex", "male", span),
    designs.emptyDesign(span),
    designs.tooLarge(1_000_000, 73_421, span),
    designs.sameColumnNames("poly(x).1", span),
    designs.rankUnchecked(4000, span),
    designs.tooFewForSpline("days", 10, 4, 7, span),
    ...ofSeries(),
  ];
}

function ofPropriety(): Problem[] {
  const prior = (name: string, text: string) => ({ name, prior: text, span });
  return [
    propriety.exactFit(
      "`y` is the same in all rows of each level of `g`",
      "σ",
      prior("σ", "half_normal(5)"),
      "give `σ` a prior that keeps it from 0, such as `inverse_gamma(2, 5)`",
    ),
    propriety.separated(
      "`y` is 1 in all 12 rows with column `dose=high` of the design `X` other than 0",
      ["β[dose=high]"],
      prior("β", "flat()"),
      "normal(0, 2.5)",
    ),
    propriety.wideEffects(prior("τ", "flat(lower: 0)"), ["b"], 2, ["μ"], "half_normal(5)"),
    propriety.vanishingEffects(
      prior("lt", "flat()"),
      ["b"],
      "give `lt` a proper prior, such as `normal(0, 1)`, or write a scale with the prior `half_normal(1)` in place of its exponential",
    ),
    propriety.wideOutcomes(prior("σ", "flat(lower: 0)"), "y", 2, ["μ"], "half_normal(5)"),
    propriety.uninformedFlat(prior("a", "flat()"), "normal(0, 10)"),
    propriety.undeterminedFlat(["α", "μ"], prior("μ", "flat()"), "normal(0, 10)"),
  ];
}

function ofBinding(): Problem[] {
  return [
    binding.unknownConstant("t", ["s", "r"]),
    binding.constantNotFinite("s", Number.NaN, span),
    binding.boundBroken("size", "> 0", -1, 3, element),
    binding.outcomeOutside("y", "beta(1, 2)", "numbers from 0 to 1", 1.5, 2, element),
    binding.argumentOutside("standard deviation", "normal(0, se)", "positive numbers", 0, element, span),
    binding.notNested("batch", "cask", span),
    binding.unknownLevel("hnad", "method", ["hand", "robot"], "hand", span),
    binding.sizeMismatch("the list for `K`", 3, 2, span),
    binding.noDistributionFunction("beta_binomial", span),
    binding.notNoncentered("b", "beta(2, 1)", span),
    binding.emptyPlate("sample"),
    binding.missingEntry("uranium", 1, "county.csv"),
    binding.sdOfOne("sample", span),
    binding.unknownGroupTable("county", []),
    binding.orderedApart("uniform", "K", span),
    binding.choiceOfNumber("categorical_logit", "items", span),
    binding.thresholdsDiffer("rating", 4, true, 4, span),
    binding.emptyInterval("uniform(0, c)", 0, -1, element, span),
    binding.improperPosterior(
      { design: "X", name: "total", on: ["first", "second"], others: 0 },
      ["β"],
      span,
    ),
    binding.oneLevel("lab", "b", span),
    binding.oneRowEach("lab", 1, ["b"], "the residual", span),
    binding.constantOutcome("y", 2, file),
    groups.sameGroups(["a", "lab"], ["b", "site"], 6, span),
    binding.dependentTerms({ design: null, name: "β_days", on: ["β_hours"], others: 0 }, span),
  ];
}

function ofIdentification(): Problem[] {
  const year = { text: "year", design: null, mean: "2004", deviation: "9.2" };
  return [
    identification.slopeFarFromZero(year, "b", "a", span),
    identification.repeatedOutcome("passed", "student", 36, 9, ["b"], file),
    identification.lessAlike("y", "pair", "-0.94", "0.03", [29, 30], span),
    identification.interceptBesideThresholds(["β[intercept]"], "θ", span),
    identification.oneTrialEach("patient", "b", "died", span),
  ];
}

function ofCells(): Problem[] {
  const at = { file: "cells.csv", line: 4, words: "row 3" };
  return [
    cells.rowsAndCells(),
    cells.notSummarizable("only for a `normal` outcome do they say all, not for `poisson_log(η)`", span),
    cells.cellColumnsMissing(
      "y",
      ["sd"],
      [
        ["n", "mean", "sd"],
        ["y_n", "y_mean", "y_sd"],
      ],
      ["sample"],
      "cells.csv",
    ),
    cells.badCellCount("n", 0, 1, at),
    cells.badCellDeviation("sd", Number.NaN, 5, 2, at),
    cells.badWeight("w", 0, 2, at, span),
  ];
}

function ofRunning(): Problem[] {
  return [
    running.termNotFinite("y ~ normal(exp(β * x), σ)", Number.NEGATIVE_INFINITY, "row 6", span),
    running.gradientNotFinite(),
    running.badOption("`chains` must be a whole number from 1 to 1000, but is 0"),
    running.notARun("dyestuff", "`run.json`: there is no such file"),
    running.cannotWriteRun("dyestuff.run", "the disk is full", "the earlier run in the folder is as it was"),
    running.occupiedFolder("results"),
    running.foreignFile("results", "run.json", "is no record that this program wrote"),
    running.unknownOption("chain", "chains", []),
    running.noModel("fit", 'the text "dyestuff.model"'),
    running.dataNotGiven(["yield", "batch"]),
    running.recordMisfit("its sampler, warm-up or variables are others than these make"),
    running.lockedFolder("dyestuff.run", "dyestuff.run/run.lock", "process 4711"),
    running.unusableFolder("/dyestuff.run", "permission denied"),
    running.methodRefused({ method: "marginal", reason: "`b` has a student_t prior" }),
    running.otherVersion("dyestuff.run", "0.1.0", "0.2.0"),
    running.withoutStates("dyestuff.run"),
    running.noDrawsYet("dyestuff.run"),
    running.dataUnknown("<columns>"),
    running.dataNotFound("dyestuff.csv"),
    running.dataChanged("dyestuff.csv", 29, 30),
    running.fewerDraws(500, 1000),
    running.expectedInRule("`>` after `ess`", "<", span),
    running.unknownInRule("mcse(ic) < 0.01", "ic", "icc", ["β", "σ_b", "icc"]),
    running.ruleNotMet("mcse(icc) < 0.001", 1000, "mcse of icc is 0.00342"),
  ];
}

function ofSimulating(): Problem[] {
  return [
    simulating.improperPrior("μ", "flat()", span),
    simulating.outcomeInDesign("dose", "X", span),
    simulating.circularSimulation(["y", "x", "y"], span),
    simulating.severalDistributions("y", span),
    simulating.notDrawn(
      "truncated(cauchy(0, 1), 1e9, 2e9)",
      "hardly any of its draws lie between 1000000000 and 2000000000, with the arguments 0, 1",
      span,
    ),
    simulating.wildOutcomes("ticks", 100, 100),
    simulating.cellsNotSimulated(),
    simulating.weightsNotSimulated(span),
    simulating.outcomeGroups("g", "g", span),
    simulating.layoutMissing(["y", "sample"], ["y"]),
    simulating.lagsNotSimulated(
      "lag(y, within: person, by: week)",
      "y",
      "rows without an earlier one have no value",
      "say which they have: `first: 0`",
      span,
    ),
    simulating.priorOfOtherScale("reaction", 25_000, 56, span),
    truths.unknownValue("sigma_c", "σ_b", ["β", "σ_b", "σ", "b"]),
    truths.valueNotGiven("icc", false, ["σ_b", "σ"]),
    truths.valueOutside("σ", -1, "half_normal(5)", "numbers of at least 0"),
    truths.valuesIncomplete(
      "Ω",
      "`Ω[days,dose]` was not given",
      "all of its elements, as they are drawn together",
      "Ω[days,dose] = 0",
    ),
    truths.priorNotDrawn("β", "flat()", span, '--truth "β = 0"'),
    simulated.wordsNotRead(
      "--design",
      "batch: 6",
      "`batch: 6` is no `column = values`",
      "subject = 12, week = 0..4",
    ),
    simulated.dropoutUnclear("the model has 2 factors besides `week`", ["subject", "site"]),
    simulated.layoutUnclear(["batch"], []),
    simulated.outcomeNeeded(
      "answer",
      "its labels are not known",
      "declare them, `answer: factor ordered [no, yes]`, or give a table that has them",
    ),
    simulated.noOutcome(),
    simulated.sizesNotRead("sizes.csv", "it has no column `n`"),
    simulating.censoredOutcome("time", "censored(weibull(k, s), right: event == 0)", span),
  ];
}

function ofStudies(): Problem[] {
  return [
    studies.groupsUnclear(["batch", "cask"]),
    studies.innerNotLaid("cask", "batch"),
    studies.predictorsNotLaid(["days"], false),
    studies.layoutNotRead("within", "days", "a column and its values, `NAME = VALUE, …` or `NAME = 0..9`"),
    studies.columnNotLaid("day", "is no column of the model", "days", ["days", "subject"]),
    studies.noDesignAffordable(
      "a budget says nothing without the costs of a group and of a replicate",
      "state them, 0 where there are none: `--budget 1000 --cost-group 50 --cost-replicate 5`",
    ),
    studies.tooManyDesigns("designs", 100, 60),
    studies.noStatement("σ_b"),
    studies.notLaidOut(
      "`A` is known for the levels of `animal` that there are, and new ones are not in it",
      "lay out other factors, or leave `A` out of the model",
      span,
    ),
  ];
}

function ofFormulas(): Problem[] {
  return [
    formulas.responseWanted(span),
    formulas.tildeWanted(span),
    formulas.notAResponse(span, "sqrt"),
    formulas.unknownAddition(span, "size"),
    formulas.notOffered(span, "te", "smooths are `s(x)`, of one column each"),
    formulas.groupInside(span),
    formulas.twoFormulas(span, "sigma"),
    formulas.groupingWanted(span, "log(g)"),
    formulas.orderWanted(span, "rw(week:subject)"),
    formulas.slopeAlongOrder(span, "1 + x", "rw(week)"),
    lawful.groupLawRefused(
      span,
      "gr",
      "has `cov` and `precision`, and formulas have one of them at a time",
      "leave one of the two out: `cov = A` alone",
    ),
    lawful.matrixNameRefused(
      span,
      "`weight` is a column of the table, and cannot be a matrix as well",
      "give the matrix a name of its own, `gr(animal, cov = A)` with `--data A=FILE`",
    ),
    lawful.memberRefused(
      span,
      "`school2` is one of other columns of another `mm(…)` already, and a column has one set of levels",
      "name the same columns in both, or make a copy of the column in the table",
    ),
    lawful.groupNotNested(span, "patient", "arm", "p7"),
    lawful.weightsNotScaled(span, "`w1` is negative in some row, -1"),
    formulas.columnNotThere(span, {
      message: "expected a column `dais`, but the table has `reaction`, `days` and `subject`",
      hint: "did you mean `days`?",
    }),
    formulas.unknownFamily("poison", "poisson", []),
    formulas.unknownLink("log", "bernoulli", ["logit", "probit", "cloglog"]),
    formulas.wrongOutcome(
      span,
      "binomial",
      "has counts out of a number of trials",
      "write `y | trials(n) ~ …` or `cbind(y, failures) ~ …`",
    ),
    formulas.unknownPrior("sd(subjct)", ["intercept", "b(days)", "b", "sd(subject)", "sd", "sigma"]),
    formulas.iccRefused("subject"),
    formulas.wordAmongNumbers(span, "age", "-"),
    formulas.scaleOfNothing(span, "sigma", "poisson", []),
    formulas.unknownCensoring(span, "7"),
    formulas.censoringWithoutEnd(span),
    formulas.smoothInside(span),
    formulas.smoothArgument(span, "is a curve of one column, and has more", "write `s(x) + s(z)`"),
    formulas.unknownArgument(span, "s", "bs", "cr"),
    formulas.tooFewForSmooth(span, "dose", 3, 4, 4),
    formulas.sameEffects(span, "the effect `intercept` of `subject`"),
    formulas.notCorrelated(
      span,
      "p",
      "they are of `subject` and of `item`",
      "give each group a word of its own, or leave the words out: `(1 | item)`",
    ),
    outcomes.outcomeTwice(span, "height"),
    outcomes.whichOutcome(span, "sigma", null, ["height", "weight"]),
    outcomes.residualsApart(
      span,
      "the family of `visits` is `poisson`, and those of `gaussian` can be",
      "leave `set_rescor(TRUE)` out",
    ),
    outcomes.sharedColumn(span, "poly(age, 2).1", "poly(age, 2)", "family"),
    outcomes.notInBrackets(span, "another one of `weight`"),
    outcomes.outcomesInCircle(span, ["height", "weight"]),
    formulas.monotonicInside(span),
    formulas.labelsWithoutOrder(span, "rating", ["fair", "good", "poor"]),
    formulas.noOtherColumns(span),
    formulas.wrongNumber("asym_laplace", "1.5", { key: "quantile", lower: 0, upper: 1 }),
    formulas.wrongNumber("gaussian", "3", null),
  ];
}

function ofCommands(): Problem[] {
  const missing = Object.assign(new Error("no such file"), { code: "ENOENT" });
  return [
    running.modelNotRead("dyestff.model", missing),
    commands.formulaWithoutTable("y ~ 1 + (1 | sample)"),
    commands.dataMissing({ columns: [{ name: "y" }, { name: "sample" }] } as never),
    commands.noSuchGroup("bacth", ["batch"]),
    commands.effectsNotKept(["student"], "error"),
    commands.pictureNotWritten("pictures/calibration.svg", missing, "--plot calibration.svg"),
    commands.pictureOverInput("yields.csv", "--plot calibration.svg"),
    commands.pictureOverOther("notes.svg", "--plot calibration.svg"),
    commands.wrongWords("error: unknown option '--chain'\n(Did you mean --chains?)", null),
    commands.tableAsModel("trial.csv"),
    lessons.unknownLesson("pseudo-replication", ["pseudoreplication", "poolings"]),
    lessons.unknownLanguage("fr", ["en", "de"]),
    lessons.noPort(8080, "EADDRINUSE"),
    lessons.lessonOptionUnused("--out", "is of pages, and a list was asked for"),
    commands.flagsOfFormula("dyestuff.model"),
    pictures.noSuchKind("traec", "trace", ["trace"]),
    pictures.kindMissing(["trace", "rank"]),
    pictures.variablesUnused("energy"),
    pictures.tooFewVariables("pairs", 2, ["tau"]),
    pictures.tooManyVariables("trace", 4000, 1000),
    pictures.noPicture(
      "energy",
      "the draws come without the energies of their transitions; draw with hmc or nuts",
    ),
    pictures.unknownEnding("trace.pdf"),
    pictures.rasterMissing(),
    pictures.noFonts("trace.png"),
    pictures.optionUnused(
      "--dark",
      "is of files, and the picture is printed",
      "name a file: `--out picture.svg`",
    ),
  ];
}

function ofVerdicts(): Problem[] {
  const settings = "../hyperprior.json";
  return [
    commands.noSuchVariables(["thta"], "theta", []),
    verdicts.settingsUnreadable(settings, "Unexpected end of JSON input"),
    verdicts.settingUnknown(settings, "max_rhatt", "max_rhat", []),
    verdicts.settingWrong(settings, "max_rhat", "a number of at least 1", '"1.05"'),
    verdicts.superchainsUneven(3, 8),
    derived.definitionWanted(span),
    derived.noSuchDraws(span, "tua", "tau", []),
    derived.elementWanted(span, "b", ["b[A]", "b[B]", "b[C]"]),
    derived.noSuchFunction(span, "exq", "exp"),
    derived.argumentsWanted(span, "exp", 1, 2),
    derived.nameTaken(span, "tau"),
    derived.notOfDraws(span),
    answers.noSuchLevel("Aa", ["school"], "A", ["A", "B"]),
    answers.tooManyDifferences(4950, 2000, "A"),
    answers.noSuchCondition("day", "days", ["days"]),
    answers.notOfOneColumn("subject", "days:dose"),
    answers.conditionMissing(["days"]),
    answers.noSuchValue("method", "robt", "robot", ["hand", "robot"]),
    answers.otherData("full.run", "null.run"),
    answers.noSuchOutcome("y3", "y1", ["y1", "y2"]),
    live.nothingToWatch("reslts/fit_1.csv"),
    live.notWatched("yields.csv", "it is no CmdStan CSV"),
    live.onlyWhenWatching("--every"),
    live.nothingToBrowse("reslts"),
  ];
}

function ofPredictedRows(): Problem[] {
  return [
    rows.parameterNotKept("b", span),
    rows.notReplicated(
      "`day` is censored: the table has bounds where the model makes values, so that the two are not alike",
      "hold the model against another one by their likelihoods: `hyperprior compare RUN RUN`",
    ),
    rows.newElementNotDrawn("trend", "along an order", span),
    rows.newElementNotDrawn("Ω", "not a population", span),
    rows.newElementNotDrawn("b", "no location", span),
    rows.newElementNotDrawn("b", "not normal", span),
    rows.meanNotKnown("y", "normal(μ, σ) truncated to [0, ∞)", span),
    rows.noLinearPredictor(),
    rows.populationNotAveraged("y"),
    rows.levelsUnseen("subject", ["380"], "308", true),
    rows.levelsUnseen("diet", ["keto"], null, false),
    rows.countsNotPredicted("a, b, c", span),
    rows.groupWithoutLevels("item", ["subject"]),
    rows.groupWithoutLevels("item", []),
  ];
}

function ofSensitivity(): Problem[] {
  return [
    sensitivity.noSuchPrior("sigma_c", "σ_b", ["β", "σ_b", "σ"]),
    sensitivity.priorDepends("b", "b[batch] ~ normal(0, σ_b)", ["σ_b"]),
    sensitivity.noScale("p ~ beta(1, 1)", ["σ_b"]),
    commands.runDataWithoutR2(),
    input.inputNotPiped(),
    input.inputEmpty(),
    input.inputTwice(["--data", "--data county="]),
    input.inputNotJson("Unexpected end of JSON input"),
    input.inputNotRead(new Error("EISDIR: illegal operation on a directory, read")),
    sensitivity.badScaleRange("there is no range of factors from 4 to 0.25"),
    sensitivity.scaleNotNamed(["--from", "--to"]),
    sensitivity.notOfRefits(["--changes"]),
    sensitivity.dataUnused(),
    sensitivity.noSuchQuantities(["iccc"], "icc", ["β", "σ_b", "σ", "icc"]),
    sensitivity.drawnOtherwise(["σ_b"]),
    sensitivity.tooMuchToDraw(100_000, 4e8),
    sensitivity.weightsNotTrusted(["likelihood"], 0.83),
  ];
}
