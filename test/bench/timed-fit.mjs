/** A fit in the calling thread, timed by the processor, with the effective draws of its worst parameter. */

import { fit, ProblemError, readModel } from "../../dist/index.js";
import { threadSeconds } from "./processor-time.mjs";
import { worstOf } from "./worst-parameter.mjs";

/**
 * `counts` says of a variable's name whether it counts. Returns `{ refusal }` if the method cannot sample the model. Otherwise `worst` of
 * `worstOf`, processor seconds `before` the first draw that is kept and `sampling`, `gradients` and `divergences` while
 * sampling (0 where there are none), and `transitions`.
 */
export async function timeFit({ model, data, counts, options }) {
  const began = { wall: performance.now() / 1000, thread: threadSeconds() };
  const fitted = await tryFit(model, { data, workers: 0, ...options });
  if (fitted.refusal !== undefined) return fitted;
  const share = (threadSeconds() - began.thread) / (performance.now() / 1000 - began.wall);
  const { draws, record } = fitted;
  const { setup, warmup, sampling } = record.timing;
  const values = new Map(
    draws.variables.flatMap(({ name, isConstant, isHidden }, v) =>
      counts.test(name) && !isConstant && !isHidden ? [[name, draws.values[v]]] : [],
    ),
  );
  const total = (statistic) => (draws.statistics[statistic] ?? []).reduce((sum, value) => sum + value, 0);
  return {
    worst: worstOf(values, draws.chainCount),
    before: share * (setup + warmup),
    sampling: share * sampling,
    transitions: draws.chainCount * draws.drawCount,
    gradients: total("leapfrogSteps"),
    divergences: total("divergent"),
  };
}

async function tryFit(model, options) {
  try {
    return await fit(await readModel(model), options);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { refusal: error.problems[0].message };
  }
}
