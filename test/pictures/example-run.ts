/** Draws that pictures are drawn of in tests and in the gallery: dyestuff's, as they are fixed in `test/cli/fixed-run.ts`, and the same as of another program. */

import { readFileSync } from "node:fs";
import { Fitted } from "../../src/api/fitted.ts";
import { GivenDraws } from "../../src/api/read-draws.ts";
import { noFacts, type ReceivedDraws } from "../../src/formats/format.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws, Variable } from "../../src/posterior/draws.ts";
import { type DrawsSource, sourceOf } from "../../src/posterior/draws-source.ts";
import { type ScaleGrid, scaleGrid } from "../../src/posterior/scale-grid.ts";
import { requireVariable } from "../../src/posterior/variables.ts";
import type { Run } from "../../src/run/run.ts";
import { goodRun } from "../cli/fixed-run.ts";
import { modelFile } from "../run/bundled.ts";

/** So many draws with the least sd between batches diverge, as they do in a funnel. */
const divergences = 12;

function withDivergences(draws: Draws): Draws {
  const narrow = requireVariable(draws, "σ_b");
  const places = [...narrow.keys()].sort((a, b) => narrow[a]! - narrow[b]!).slice(0, divergences);
  const divergent = new Float64Array(narrow.length);
  for (const place of places) divergent[place] = 1;
  return { ...draws, statistics: { ...draws.statistics, divergent } };
}

/** Dyestuff with the text of its model, and a few divergent transitions. */
export const exampleRun: Run = {
  record: {
    ...goodRun.record,
    model: { ...goodRun.record.model, text: readFileSync(modelFile("dyestuff"), "utf8") },
  },
  draws: withDivergences(goodRun.draws),
};

/** The run as commands have it. */
export const givenRun = new GivenDraws(new Fitted(exampleRun, [], { isInFlagWords: true }));

const batches = ["A", "B", "C", "D", "E", "F"];
const means = [1505, 1528, 1564, 1498, 1600, 1470];
const perBatch = 5;

/** Outcomes of each batch, and for each of them what is predicted and its log likelihood. */
function predictions(draws: Draws) {
  const random = createRandomStream(3, 1);
  const [β, σ] = [requireVariable(draws, "β"), requireVariable(draws, "σ")];
  const observed: number[] = [];
  const replicated: Float64Array[] = [];
  const logLikelihood: Float64Array[] = [];
  batches.forEach((batch, g) => {
    const effect = requireVariable(draws, `b[${batch}]`);
    for (let i = 0; i < perBatch; i++) {
      const y = means[g]! + 50 * random.normal();
      observed.push(y);
      replicated.push(β.map((value, s) => value + effect[s]! + σ[s]! * random.normal()));
      logLikelihood.push(
        β.map((value, s) => {
          const z = (y - value - effect[s]!) / σ[s]!;
          return -0.5 * z * z - Math.log(σ[s]!) - 0.5 * Math.log(2 * Math.PI);
        }),
      );
    }
  });
  return { observed: Float64Array.from(observed), replicated, logLikelihood };
}

function groupOf(
  { chainCount, drawCount }: Draws,
  name: string,
  values: readonly Float64Array[],
): DrawsSource {
  const variables = values.map((_, i): Variable => {
    return { name: `${name}[${i}]`, quantity: name, levels: [String(i)], isHidden: false, isConstant: false };
  });
  return sourceOf({ chainCount, drawCount, variables, values, statistics: {} });
}

function received(): ReceivedDraws {
  const { draws } = exampleRun;
  const { observed, replicated, logLikelihood } = predictions(draws);
  const shown = [...draws.variables.keys()].filter((v) => !draws.variables[v]!.isHidden);
  return {
    format: "cmdstan",
    program: { name: "Stan", version: "2.36.0" },
    source: sourceOf({
      ...draws,
      variables: shown.map((v) => draws.variables[v]!),
      values: shown.map((v) => draws.values[v]!),
    }),
    sampling: { ...noFacts, model: "dyestuff" },
    groups: {
      posteriorPredictive: groupOf(draws, "yield", replicated),
      logLikelihood: groupOf(draws, "log_lik", logLikelihood),
    },
    observed: { yield: { values: observed, shape: [observed.length] } },
  };
}

/** The same draws with what the model predicts, as another program writes them. */
export const givenFiles = new GivenDraws(received());

/** What wider and narrower priors of σ_b would make of the draws, told by hand: those of σ_b and of what depends on it are stretched. */
export function exampleGrid(): ScaleGrid {
  const { draws } = exampleRun;
  const [σ_b, σ, β] = ["σ_b", "σ", "β"].map((name) => requireVariable(draws, name)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const factors = [0.25, 0.5, 1, 2, 4];
  const stretched = (factor: number) => σ_b.map((value) => value * (1.15 - 0.15 / factor));
  const of = (values: Float64Array) => ({ values, chainCount: draws.chainCount });
  const icc = (sd: Float64Array) => sd.map((value, i) => value ** 2 / (value ** 2 + σ[i]! ** 2));
  return scaleGrid(
    {
      parameter: "σ_b",
      written: "half_normal(100)",
      scale: 100,
      points: factors.map((factor) => ({ factor, isGood: factor > 0.3 })),
    },
    [
      { variable: "β", own: of(β), draws: factors.map(() => of(β)) },
      { variable: "σ_b", own: of(σ_b), draws: factors.map((factor) => of(stretched(factor))) },
      { variable: "icc", own: of(icc(σ_b)), draws: factors.map((factor) => of(icc(stretched(factor)))) },
    ],
  );
}
