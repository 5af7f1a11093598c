/** Static HMC over every parameter, in the plan: for those who ask for it. */

import { jointChains } from "../joint/joint-chain.ts";
import { offerJoint } from "../joint/joint-offer.ts";
import { valuesOf } from "../options/option-group.ts";
import { defineSampler } from "../sampler.ts";
import { hmcAdaptationShape } from "./hmc.ts";
import { hmcOptions } from "./options.ts";

/** Leapfrog steps of a trajectory where it is not known, and trajectories for an independent draw, that a prediction goes by. */
const usualSteps = 5;
const trajectoriesPerDraw = 4;

export const hmcSampler = defineSampler({
  name: "hmc",
  method: "hmc",
  words: "the same, along trajectories of one length",
  onRequest: "has trajectories of one length, for teaching and comparison",
  options: [hmcOptions],
  adaptation: hmcAdaptationShape,
  chains: jointChains,
  offer: (structure, request) => {
    const options = valuesOf(hmcOptions, request.options);
    const gradients = (options.steps ?? usualSteps) * trajectoriesPerDraw;
    return offerJoint(structure, request, { kind: "hmc", options }, gradients);
  },
});
