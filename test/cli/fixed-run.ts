/** A run with fixed draws, which no change of a sampler changes: dyestuff's, made of normal random numbers. */

import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws, Variable } from "../../src/posterior/draws.ts";
import { runDefaults } from "../../src/run/options.ts";
import type { Run, RunRecord } from "../../src/run/run.ts";

const batches = ["A", "B", "C", "D", "E", "F"];
const means = [-18, 1, 28, -22, 58, -45];
const rawMean = [1505, 1528, 1564, 1498, 1600, 1470];

const plain = (name: string, isHidden = false): Variable => {
  return { name, quantity: name, levels: [], isHidden, isConstant: false };
};

const variables: readonly Variable[] = [
  plain("β"),
  plain("σ_b"),
  plain("σ"),
  ...batches.map((level) => ({ ...plain(`b[${level}]`), quantity: "b", levels: [level] })),
  plain("icc"),
  plain("#variance 1", true),
  plain("#variance 2", true),
];

/** Chains of 250 draws; `shift` moves the second chain's β by as many of its standard deviations. */
function makeDraws(shift: number): Draws {
  const [chainCount, drawCount] = [4, 250];
  const size = chainCount * drawCount;
  const values = variables.map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    const chain = Math.floor(i / drawCount) + 1;
    const random = createRandomStream(i, chain);
    const σ_b = 50 + 12 * Math.abs(random.normal());
    const σ = 51 + 5 * random.normal();
    const β = 1527 + 20 * random.normal() + (chain === 2 ? 20 * shift : 0);
    const b = means.map((mean) => mean + 25 * random.normal());
    const row = [β, σ_b, σ, ...b, σ_b ** 2 / (σ_b ** 2 + σ ** 2), σ_b ** 2, σ ** 2];
    row.forEach((value, v) => {
      values[v]![i] = value;
    });
  }
  const random = createRandomStream(1, 1);
  const energy = Float64Array.from({ length: size }, () => 200 + 3 * random.normal());
  const statistics = { energy, divergent: new Float64Array(size), treeDepth: new Float64Array(size).fill(3) };
  return { chainCount, drawCount, variables, values, statistics };
}

const record: RunRecord = {
  format: 1,
  hyperprior: "0.1.0",
  model: { name: "dyestuff", file: "dyestuff.model", text: "model dyestuff", constants: {} },
  data: {
    name: "data.csv",
    rowsRead: 32,
    rowsUsed: 30,
    rowsDropped: 2,
    groups: { batch: 6 },
    fingerprint: "0",
  },
  levels: { batch: batches },
  options: { ...runDefaults, warmup: 500, draws: 250, seed: 11 },
  plan: {
    method: "nuts",
    kernel: "nuts",
    notes: [],
    notKept: [],
    apart: [],
    modesApart: 0,
    warmup: 500,
    dimension: 9,
    integrated: [],
    parameterizations: { b: "noncentered" },
    centering: {},
    exploration: null,
    workers: 0,
  },
  roles: {
    outcome: "yield",
    components: [
      { group: "batch", term: "intercept", variance: "#variance 1", meanSquare: 1, contribution: null },
    ],
    correlations: [],
    residual: { variance: "#variance 2", definition: "variance of yield about its linear predictor" },
    effects: [
      {
        group: "batch",
        term: "intercept",
        levels: batches,
        variables: batches.map((level) => `b[${level}]`),
        n: batches.map(() => 5),
        rawMean,
        variance: "#variance 1",
        information: batches.map(() => 5),
        residualVariance: "#variance 2",
      },
    ],
    intraclass: [
      {
        group: "batch",
        definition: "correlation of two values of yield of the same batch",
        pairs: 60,
        covariance: { variances: [{ variance: "#variance 1", factor: 1 }], covariances: [] },
        first: {
          variances: [
            { variance: "#variance 1", factor: 1 },
            { variance: "#variance 2", factor: 1 },
          ],
          covariances: [],
        },
        second: null,
      },
    ],
    improperPriors: [],
    remarks: [],
  },
  variables,
  sources: null,
  adaptation: [null, null, null, null],
  drawnChains: [1, 2, 3, 4],
  states: [],
  randomState: [],
  stopping: null,
  extension: null,
  trajectories: null,
  isInterrupted: false,
  timing: { setup: 0.01, warmup: 0.5, sampling: 0.25 },
};

export const goodRun: Run = { record, draws: makeDraws(0) };

/** One chain is elsewhere, and the run was ended early. */
export const failedRun: Run = {
  record: {
    ...record,
    isInterrupted: true,
    roles: { ...record.roles, improperPriors: [{ parameter: "β", prior: "flat()" }] },
  },
  draws: makeDraws(3),
};

/** Nothing that the answers could be derived from. */
export const bareRun: Run = {
  record: {
    ...record,
    roles: { ...record.roles, outcome: null, components: [], residual: null, effects: [], intraclass: [] },
  },
  draws: makeDraws(0),
};
