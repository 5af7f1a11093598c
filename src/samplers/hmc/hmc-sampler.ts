/** Static HMC over every parameter, in the plan: for those who ask for it. */

import { offerJoint } from "../joint-offer.ts";
import type { Sampler } from "../offer.ts";

/** Leapfrog steps of a trajectory where it is not known, and trajectories for an independent draw, that a prediction goes by. */
const usualSteps = 5;
const trajectoriesPerDraw = 4;

export const hmcSampler: Sampler = {
  method: "hmc",
  onRequest: "has trajectories of one length, for teaching and comparison",
  offer: (model, request) =>
    offerJoint(
      model,
      request,
      { kind: "hmc", options: request.hmc },
      (request.hmc.steps ?? usualSteps) * trajectoriesPerDraw,
    ),
};
