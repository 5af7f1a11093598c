/** NUTS over every parameter: what any model can be sampled by. */

import { offerJoint } from "../joint-offer.ts";
import { valuesOf } from "../options/option-group.ts";
import { defineSampler } from "../sampler.ts";
import { nutsOptions } from "./options.ts";

/** Gradients of a trajectory, and trajectories for an independent draw, that a prediction goes by. */
const gradientsPerDraw = 15 * 2;

export const nutsSampler = defineSampler({
  method: "nuts",
  words: "sample everything",
  options: [nutsOptions],
  offer: (model, request) =>
    offerJoint(
      model,
      request,
      { kind: "nuts", options: valuesOf(nutsOptions, request.options) },
      gradientsPerDraw,
    ),
});
