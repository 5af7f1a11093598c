/**
 * Short runs of each sampler, whose draws have a recorded digest: the same in Node and in browsers, today and later. A new sampler
 * is a line here.
 */

import type { FitOptions } from "../../src/index.ts";

export interface RecordedRun {
  /** As the record names it. */
  readonly name: string;
  /** A bundled model. */
  readonly model: string;
  readonly options: Pick<FitOptions, "method" | "collapse" | "nuts" | "warmup" | "draws">;
}

const short = { warmup: 150, draws: 50 } as const;

export const recordedRuns: readonly RecordedRun[] = [
  { name: "marginal, proposals", model: "dyestuff", options: { ...short, method: "marginal" } },
  { name: "marginal, slopes", model: "sleepstudy", options: { ...short, method: "marginal" } },
  { name: "marginal, nested", model: "pastes", options: { ...short, method: "marginal" } },
  { name: "quadrature, counts", model: "cbpp", options: { ...short, method: "marginal" } },
  { name: "collapsed gibbs", model: "penicillin", options: { ...short, method: "gibbs" } },
  {
    name: "gibbs, normal outcome",
    model: "sleepstudy",
    options: { ...short, method: "gibbs", collapse: false },
  },
  { name: "gibbs, counts", model: "cbpp", options: { ...short, method: "gibbs" } },
  { name: "gibbs, heavy tails", model: "student-t-effects", options: { ...short, method: "gibbs" } },
  { name: "whitened, counts", model: "cbpp", options: { ...short, method: "whitened" } },
  { name: "whitened, crossed", model: "penicillin", options: { ...short, method: "whitened" } },
  { name: "nuts, low rank", model: "cbpp", options: { ...short, method: "nuts" } },
  {
    name: "nuts, dense",
    model: "eight-schools",
    options: { ...short, method: "nuts", nuts: { metric: "dense" } },
  },
  { name: "hmc", model: "eight-schools", options: { ...short, method: "hmc" } },
];

/** What all of them have in common. */
export const recordedOptions = { chains: 2, seed: 7, workers: 0 } as const;

/**
 * The text of a function of draws to a digest of every bit of their numbers and of what the sampler said of them; a text, since it
 * runs in pages too. Two words of FNV-1a over the 32-bit halves of each number, with different starts.
 */
export const digestSource = `
  (draws) => {
    let [low, high] = [0x811c9dc5, 0x9747b28c];
    for (const values of [...draws.values, ...Object.values(draws.statistics)]) {
      const words = new Uint32Array(Float64Array.from(values).buffer);
      for (const word of words) {
        low = Math.imul(low ^ word, 0x01000193);
        high = Math.imul(high ^ ((word << 16) | (word >>> 16)), 0x01000193) ^ (low >>> 13);
      }
    }
    return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }`;
