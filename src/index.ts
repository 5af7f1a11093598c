/** Hyperprior from TypeScript in Node. */

export {
  type FitOptions,
  fit,
  type ResumeOptions,
  resume,
  type SaveOptions,
  saveRun,
  watch,
} from "./api/fit.ts";
export { readModel } from "./api/read-model.ts";
export { readRun } from "./api/read-run.ts";
export { calibrate } from "./calibration/calibrate.ts";
export * from "./engine.ts";
