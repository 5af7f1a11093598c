/** Marginal likelihoods of models of several kinds, beside those of the R package bridgesampling (`test/reference/evidence.R`). */

import { expect, it } from "vitest";
import { evidence, fit, readModel } from "../../src/index.ts";
import { dataFile, modelFile } from "../run/bundled.ts";

/** By name, with the error that the reference has at most. */
const reference = { sleepstudy: -893.5308, cbpp: -102.6768, stackloss: -71.3183 } as const;
const referenceError = 0.004;

it.for([
  ["sleepstudy", {}],
  ["sleepstudy", { method: "nuts" }],
  ["cbpp", {}],
  ["cbpp", { method: "nuts" }],
  ["stackloss", {}],
  ["stackloss", { method: "nuts" }],
] as const)("the data of %s are as likely as another program says, %o", async ([name, options]) => {
  const fitted = await fit(await readModel(modelFile(name)), {
    data: dataFile(name),
    workers: 0,
    seed: 4,
    ...options,
  });
  const [{ logEvidence, error, method }] = (await evidence([fitted])) as [
    Awaited<ReturnType<typeof evidence>>[number],
  ];
  expect(["bridge sampling", "importance sampling"]).toContain(method);
  expect(error).toBeLessThan(0.05);
  expect(Math.abs(logEvidence - reference[name]), `${logEvidence} ± ${error} ${method}`).toBeLessThan(
    4 * Math.hypot(error, referenceError),
  );
});

it("is not what an exploration said that found no mixture to propose from", async () => {
  const fitted = await fit(await readModel(modelFile("eruptions")), {
    data: dataFile("eruptions"),
    workers: 0,
    seed: 1,
  });
  const { exploration } = fitted.record.plan;
  expect(exploration!.paretoK).toBeGreaterThan(0.7);
  expect([exploration!.logEvidence, exploration!.logEvidenceError]).toEqual([null, null]);
  const [found] = await evidence([fitted]);
  expect(found!.method).toBe("bridge sampling");
  // Two components by quadrature over five numbers would say the same: by bridge sampling of another seed.
  const [other] = await evidence([fitted], { seed: 2 });
  expect(Math.abs(found!.logEvidence - other!.logEvidence)).toBeLessThan(5 * (found!.error + other!.error));
});
