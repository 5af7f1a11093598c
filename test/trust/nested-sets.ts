/** Small nested data sets against narrow, wide and heavy-tailed priors of three standard deviations, at random. */

import type { RandomStream } from "../../src/numeric/random-stream.ts";
import type { Trial } from "./judge-set.ts";
import {
  cumulativeOf,
  type Nested,
  type NestedPosterior,
  nestedPosterior,
  roughModeCount,
} from "./nested-truth.ts";
import { drawPrior, priorText } from "./scale-priors.ts";

export interface NestedSet {
  readonly data: Nested;
  readonly truth: NestedPosterior;
}

/** Of the next random set with as many modes as asked for, by a wide grid first. */
export function drawNestedSet(stream: RandomStream, isBimodal: boolean): NestedSet {
  for (;;) {
    const data = drawData(stream);
    // Rows that are equal within every cell have no posterior under priors that leave mass at σ = 0: they are refused.
    if (data.outcomes.flat().every((rows) => rows.every((one) => one === rows[0]))) continue;
    if (roughModeCount(data) > 1 !== isBimodal) continue;
    const truth = nestedPosterior(data);
    if (truth.modeCount > 1 === isBimodal) return { data, truth };
  }
}

function drawData(stream: RandomStream): Nested {
  const scale = 10 ** (2 * stream.uniform() - 0.5);
  const inner = scale * 10 ** (-1.5 * stream.uniform());
  const within = scale * 10 ** (-2 * stream.uniform());
  const drawRow = (mean: number): number => Number((mean + within * stream.normal()).toPrecision(4));
  const outcomes = Array.from({ length: whole(stream, 2, 4) }, () => {
    const group = scale * stream.normal();
    return Array.from({ length: whole(stream, 1, 3) }, () => {
      const mean = group + inner * stream.normal();
      return Array.from({ length: whole(stream, 1, 3) }, () => drawRow(mean));
    });
  });
  // One group has two cells at least, and one cell two rows.
  const [first] = outcomes;
  if (outcomes.every((cells) => cells.length === 1)) first!.push([drawRow(first![0]![0]! + inner)]);
  if (outcomes.flat().every((rows) => rows.length === 1)) first![0]!.push(drawRow(first![0]![0]!));
  const priors = [drawPrior(stream, scale), drawPrior(stream, scale), drawPrior(stream, scale)] as const;
  return { outcomes, meanSd: 10, priors };
}

function whole(stream: RandomStream, least: number, most: number): number {
  return least + Math.floor((most - least + 1) * stream.uniform());
}

/** The set as it is fitted. */
export function nestedTrialOf({ data, truth }: NestedSet): Trial {
  const rows = data.outcomes.flatMap((cells, i) =>
    cells.flatMap((values, j) => values.map((y) => ({ y, f: `f${i}`, c: `c${i}${j}` }))),
  );
  return {
    text: modelText(data),
    columns: {
      y: rows.map(({ y }) => y),
      f: rows.map(({ f }) => f),
      c: rows.map(({ c }) => c),
    },
    cumulative: Object.fromEntries(
      ["t_f", "t_c", "s"].map((name, k) => [name, (x: number) => cumulativeOf(truth.marginals[k]!, x)]),
    ),
  };
}

function modelText({ meanSd, priors: [outer, inner, sigma] }: Nested): string {
  return `data { y: real
 f: factor
 c: factor in f }
mu ~ normal(0, ${meanSd})
t_f ~ ${priorText(outer)}
t_c ~ ${priorText(inner)}
s ~ ${priorText(sigma)}
a[f] ~ normal(mu, t_f)
b[c] ~ normal(0, t_c)
y ~ normal(a[f] + b[c], s)
`;
}
