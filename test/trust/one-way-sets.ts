/** Small one-way data sets against narrow, wide and heavy-tailed priors, at random: those that have two modes, and those that have one. */

import type { RandomStream } from "../../src/numeric/random-stream.ts";
import type { Trial } from "./judge-set.ts";
import { cumulative, type GridPosterior, gridPosterior, type OneWay } from "./one-way-truth.ts";
import { drawPrior, priorText } from "./scale-priors.ts";

export interface TrustSet {
  readonly data: OneWay;
  readonly truth: GridPosterior;
}

/** Of the next random set with as many modes as asked for, by a coarse grid first. */
export function drawSet(stream: RandomStream, isBimodal: boolean): TrustSet {
  for (;;) {
    const data = drawData(stream);
    // Rows that are equal within every group have no posterior under priors that leave mass at σ = 0: they are refused.
    if (data.outcomes.every((values) => values.every((one) => one === values[0]))) continue;
    const coarse = gridPosterior(data, 0.25);
    if (coarse.modeCount > 1 !== isBimodal) continue;
    const truth = gridPosterior(data);
    if (truth.modeCount > 1 === isBimodal) return { data, truth };
  }
}

function drawData(stream: RandomStream): OneWay {
  const groups = 2 + Math.floor(4 * stream.uniform());
  const scale = 10 ** (2 * stream.uniform() - 0.5);
  const within = scale * 10 ** (-2 * stream.uniform());
  const outcomes = Array.from({ length: groups }, () => {
    const mean = scale * stream.normal();
    const n = 1 + Math.floor(3 * stream.uniform());
    return Array.from({ length: n }, () => Number((mean + within * stream.normal()).toPrecision(4)));
  });
  if (outcomes.every((one) => one.length === 1))
    outcomes[0]!.push(Number((outcomes[0]![0]! + within).toPrecision(4)));
  return { outcomes, meanSd: 10, tau: drawPrior(stream, scale), sigma: drawPrior(stream, scale) };
}

/** The set as it is fitted. */
export function trialOf({ data, truth }: TrustSet): Trial {
  return {
    text: modelText(data),
    columns: columnsOf(data),
    cumulative: {
      tau: (x) => cumulative(truth, "tau", x),
      s: (x) => cumulative(truth, "sigma", x),
    },
  };
}

function modelText({ meanSd, tau, sigma }: OneWay): string {
  return `data { y: real
 g: factor }
mu ~ normal(0, ${meanSd})
tau ~ ${priorText(tau)}
s ~ ${priorText(sigma)}
b[g] ~ normal(mu, tau)
y ~ normal(b[g], s)
`;
}

function columnsOf({ outcomes }: OneWay): { readonly y: number[]; readonly g: string[] } {
  return { y: outcomes.flat(), g: outcomes.flatMap((values, g) => values.map(() => `g${g}`)) };
}
