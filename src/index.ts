/** Hyperprior from TypeScript in Node. */

export { bayesianRSquared, contrast, ppc, predict } from "./api/answers.ts";
export type { BayesianRSquaredOptions } from "./api/bayesian-r2.ts";
export { evidence } from "./api/compare/compare.ts";
export type { CompareOptions, NamedRuns } from "./api/compare/compare-runs.ts";
export type { EvidenceOptions } from "./api/compare/evidence.ts";
export {
  type CompareDrawsOptions,
  type ComparedDraws,
  compareDraws,
  type DrawsToCompare,
} from "./api/compare-draws.ts";
export type { ContrastOptions } from "./api/contrast-model.ts";
export { type DiffOptions, diffRuns } from "./api/diff-runs.ts";
export type { DrawAgainOptions } from "./api/draw-again.ts";
export {
  drawAgain,
  type FitOptions,
  fit,
  formula,
  type ResumeOptions,
  resume,
  type SaveOptions,
  saveRun,
  sensitivity,
  sensitivityToScale,
  statistics,
  watch,
} from "./api/fit.ts";
export type { FormulaModelOptions } from "./api/formula.ts";
export { type GroupStatementsOptions, groupStatements } from "./api/group-statements.ts";
export type { StatisticsOptions } from "./api/make-statistics.ts";
export type { ChangedValue, ModelDifference } from "./api/model-difference.ts";
export type { PpcOptions } from "./api/ppc-model.ts";
export type { PredictedRow, Predictions, PredictOptions } from "./api/predict-model.ts";
export { GivenDraws, type ReadDrawsOptions, readDraws } from "./api/read-draws.ts";
export { readModel } from "./api/read-model.ts";
export { readRun } from "./api/read-run.ts";
export type { RunsDifference } from "./api/runs-difference.ts";
export type { ScaleGridOptions } from "./api/scale-grid.ts";
export type { SensitivityOptions } from "./api/sensitivity.ts";
export type { Statistics, StatisticsSource } from "./api/statistics.ts";
export { calibrate } from "./calibration/calibrate.ts";
export { compare, loo } from "./calibration/compare.ts";
export { design } from "./calibration/studies/design.ts";
export * from "./engine.ts";
export { type DocumentOptions, wordDocument } from "./manuscript/document.ts";
export { type MethodsOptions, methodsBibtex, methodsText } from "./manuscript/methods.ts";
export { manuscriptTable, type TableOptions } from "./manuscript/tables.ts";
export type { BayesianRSquared, BayesianRSquaredResult } from "./posterior/bayesian-r2.ts";
export type { RankedEvidence } from "./posterior/compare-evidence.ts";
export type { ComparedModel, ModelComparison } from "./posterior/compare-models.ts";
export type { Contrasts } from "./posterior/contrasts.ts";
export type { PredictiveCheck } from "./posterior/predictive-check.ts";
export type { ScaleGrid } from "./posterior/scale-grid.ts";
export type { SensitivityTable } from "./posterior/sensitivity-table.ts";
export type { DesignStudy } from "./posterior/study-design.ts";
export { renderDesign } from "./report/design-text.ts";
export { renderEvidence } from "./report/evidence.ts";
export { renderModelComparison } from "./report/model-comparison.ts";
export { renderScaleGrid } from "./report/scale-grid-text.ts";
export { renderSensitivity } from "./report/sensitivity-text.ts";
export type { MarkdownReportOptions, ReportOptions } from "./run-report/given-runs.ts";
export { htmlReport, markdownReport } from "./run-report/in-node.ts";
export type { MarkdownReport } from "./run-report/markdown.ts";
export { priorPredictive } from "./simulation/prior.ts";
export type { PriorOutcome, PriorPredictive, PriorStatistic } from "./simulation/prior-model.ts";
export type { PriorOptions, SimulateOptions } from "./simulation/settings.ts";
export { simulate } from "./simulation/simulate.ts";
export type { Simulated, SimulatedSet, Truth } from "./simulation/simulate-model.ts";
