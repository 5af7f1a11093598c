/** Hyperprior from TypeScript in Node. */

export * from "./engine.ts";
export { type FitOptions, fit, readModel, readRun, saveRun } from "./run/fit.ts";
