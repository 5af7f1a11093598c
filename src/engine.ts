/** What is the same in Node and in a browser: the public API but for files and threads. */

export { calibrationDefaults } from "./api/calibrate-options.ts";
export { describeModel, describePlan } from "./api/describe.ts";
export { designDefaults } from "./api/design-options.ts";
export { Fitted } from "./api/fitted.ts";
export { type Model, model, parseModel } from "./api/model.ts";
export { ProblemError } from "./api/problem-error.ts";
export type { WatchedChain, WatchedCoordinate, WatchedTransition, WatchOptions } from "./api/watch.ts";
export { build, type ModelBuilder } from "./builder/build.ts";
export { distributions } from "./builder/distributions.ts";
export { cumulativeSum, lag } from "./builder/series.ts";
export type { CalibrateOptions } from "./calibration/calibrate-model.ts";
export type { DesignOptions } from "./calibration/studies/design-model.ts";
export { type CompiledModel, compile, instantiate } from "./density/compile.ts";
export type { LogDensity } from "./density/log-density.ts";
export { bindModel as bind } from "./identification/bind-model.ts";
export { check, format, parse, readModelText, renderProblem } from "./language/index.ts";
export type { Calibration } from "./posterior/calibration.ts";
export type { ClassicalTable } from "./posterior/classical.ts";
export { diagnose } from "./posterior/diagnose.ts";
export type { Diagnosis } from "./posterior/diagnosis.ts";
export type { DifferenceTable } from "./posterior/differences.ts";
export type { Draws, Roles, Variable } from "./posterior/draws.ts";
export type { EffectsTable } from "./posterior/effects.ts";
export type { ExceedanceTable } from "./posterior/exceedance.ts";
export type { ObservedTable } from "./posterior/observed-scale.ts";
export type { RSquared } from "./posterior/r-squared.ts";
export type { RankTable } from "./posterior/ranks.ts";
export type { ReliabilityTable } from "./posterior/reliability.ts";
export { type Summary, summarize } from "./posterior/summary.ts";
export type { VarianceTable } from "./posterior/variance.ts";
export type { VarianceChange } from "./posterior/variance-change.ts";
export type { Problem } from "./problems/problem.ts";
export { renderCalibrationPlot } from "./report/calibration-plot.ts";
export { renderCalibrationTable, renderCalibrationVerdict } from "./report/calibration-text.ts";
export { renderDiagnosis } from "./report/diagnosis-text.ts";
export { renderEffects } from "./report/effects-table.ts";
export { renderDifferences, renderExceedance, renderRanks } from "./report/ranking-tables.ts";
export { renderChange, renderReliability, renderRSquared } from "./report/reliability-table.ts";
export { renderSummary } from "./report/summary-table.ts";
export { renderVariance } from "./report/variance-table.ts";
export type { RunObserver } from "./run/chains/chain-runner.ts";
export { type RunOptions, runDefaults } from "./run/options.ts";
export type {
  BlockUpdate,
  ChainObserver,
  LeapfrogState,
  ObservedTrajectory,
} from "./samplers/chain.ts";
