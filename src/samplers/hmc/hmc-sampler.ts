/** Static HMC over every parameter, in the plan: for those who ask for it. */

import { offerJoint } from "../joint-offer.ts";
import { valuesOf } from "../options/option-group.ts";
import { defineSampler } from "../sampler.ts";
import { hmcOptions } from "./options.ts";

/** Leapfrog steps of a trajectory where it is not known, and trajectories for an independent draw, that a prediction goes by. */
const usualSteps = 5;
const trajectoriesPerDraw = 4;

export const hmcSampler = defineSampler({
  method: "hmc",
  words: "the same, along trajectories of one length",
  onRequest: "has trajectories of one length, for teaching and comparison",
  options: [hmcOptions],
  offer: (model, request) => {
    const options = valuesOf(hmcOptions, request.options);
    const gradients = (options.steps ?? usualSteps) * trajectoriesPerDraw;
    return offerJoint(model, request, { kind: "hmc", options }, gradients);
  },
});
