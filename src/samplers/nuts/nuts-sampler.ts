/** NUTS over every parameter: what any model can be sampled by. */

import { nutsAdaptationShape } from "../hamiltonian/metric/adapted-metric.ts";
import { jointChains } from "../joint/joint-chain.ts";
import { offerJoint } from "../joint/joint-offer.ts";
import { valuesOf } from "../options/option-group.ts";
import { defineSampler } from "../sampler.ts";
import { nutsOptions } from "./options.ts";

/** Gradients of a trajectory, and trajectories for an independent draw, that a prediction goes by. */
const gradientsPerDraw = 15 * 2;

export const nutsSampler = defineSampler({
  name: "nuts",
  method: "nuts",
  words: "sample everything",
  options: [nutsOptions],
  adaptation: nutsAdaptationShape,
  chains: jointChains,
  offer: (structure, request) => {
    const options = valuesOf(nutsOptions, request.options);
    return offerJoint(structure, request, { kind: "nuts", options }, gradientsPerDraw);
  },
});
