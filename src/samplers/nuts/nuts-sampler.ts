/** NUTS over every parameter: what any model can be sampled by. */

import { offerJoint } from "../joint-offer.ts";
import type { Sampler } from "../offer.ts";

/** Gradients of a trajectory, and trajectories for an independent draw, that a prediction goes by. */
const gradientsPerDraw = 15 * 2;

export const nutsSampler: Sampler = {
  method: "nuts",
  offer: (model, request) =>
    offerJoint(model, request, { kind: "nuts", options: request.nuts }, gradientsPerDraw),
};
