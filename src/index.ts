/** Hyperprior from TypeScript in Node. */

export { contrast, ppc, predict } from "./api/answers.ts";
export type { ContrastOptions, Contrasts } from "./api/contrast-model.ts";
export {
  type FitOptions,
  fit,
  formula,
  type ResumeOptions,
  resume,
  type SaveOptions,
  saveRun,
  watch,
} from "./api/fit.ts";
export type { FormulaModelOptions } from "./api/formula.ts";
export type { PpcOptions, PredictiveCheck } from "./api/ppc-model.ts";
export type { PredictedRow, Predictions, PredictOptions } from "./api/predict-model.ts";
export { GivenDraws, type ReadDrawsOptions, readDraws } from "./api/read-draws.ts";
export { readModel } from "./api/read-model.ts";
export { readRun } from "./api/read-run.ts";
export { calibrate } from "./calibration/calibrate.ts";
export * from "./engine.ts";
