/** Hyperprior from TypeScript in Node. */

export {
  type FitOptions,
  fit,
  type ResumeOptions,
  readModel,
  readRun,
  resume,
  type SaveOptions,
  saveRun,
  watch,
} from "./api/fit.ts";
export { calibrate } from "./calibration/calibrate.ts";
export * from "./engine.ts";
