/** Hyperprior from TypeScript in Node. */

export * from "./engine.ts";
export { calibrate } from "./run/calibrate.ts";
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
} from "./run/fit.ts";
