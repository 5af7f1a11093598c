/** What the benchmarks of gradient evaluations share: one density, evaluated in three ways that must agree. */

import { examplePosition, requireAgreement } from "./agreement.mjs";
import { interpretModel } from "./interpreter.mjs";
import { compareTimes, ratioOf } from "./measure.mjs";

/**
 * Compares the generated code of a compiled model with the interpreter and with `handWritten(position, gradient)`.
 * `targets` are `{ leastSpeedup, greatestSlowdown }`: how many times faster than the interpreter the generated code has
 * to be, and how many times as long as the loop it may take; null where the ratio is only for information.
 */
export async function compareGradients({ name, model, handWritten, targets }) {
  const { bound, compiled, density } = model;
  const interpreted = interpretModel(bound, compiled.parameterizations);
  requireAgreement("interpreter", density, interpreted, compiled.joint.droppedConstant);
  requireAgreementUpToConstant("hand-written", density, handWritten);
  const position = examplePosition(density.dimension, 0);
  const gradient = new Float64Array(density.dimension);
  const [generated, interpreter, byHand] = await compareTimes([
    { name: "generated code", run: () => density.evaluate(position, gradient) },
    { name: "interpreter", run: () => interpreted(position, gradient) },
    { name: "hand-written loop", run: () => handWritten(position, gradient) },
  ]);
  const rows = bound.domains.rows.size;
  const speedup = ratioOf(interpreter, generated);
  const slowdown = ratioOf(generated, byHand);
  return {
    name,
    rows,
    dimension: density.dimension,
    subjects: [generated, interpreter, byHand].map((one) => describe(one, rows)),
    ratios: [
      { name: "interpreter / generated", ...speedup, ...judge(speedup, "least", targets.leastSpeedup) },
      {
        name: "generated / hand-written",
        ...slowdown,
        ...judge(slowdown, "most", targets.greatestSlowdown),
      },
    ],
  };
}

/** What a person leaves out by hand may be a different constant. */
function requireAgreementUpToConstant(name, density, other) {
  const origin = examplePosition(density.dimension, 0);
  const unused = new Float64Array(density.dimension);
  const constant = other(origin, unused) - density.evaluate(origin, unused);
  requireAgreement(name, density, other, constant);
}

function describe({ name, evaluationUs }, rows) {
  const { median, least, greatest } = evaluationUs;
  return {
    name,
    evaluationsPerSecond: { median: 1e6 / median, least: 1e6 / greatest, greatest: 1e6 / least },
    nsPerRow: (1000 * median) / rows,
  };
}

function judge({ median }, kind, bound) {
  if (bound === null) return { target: null, isMet: null };
  return { target: { kind, bound }, isMet: kind === "least" ? median >= bound : median <= bound };
}
