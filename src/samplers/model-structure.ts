/**
 * What a model is, found once and handed to every sampler that is asked for an offer: which parameters a normal outcome is linear in, and the
 * joint density of all. Each is found when it is first asked for.
 */

import { type CompiledModel, compile } from "../density/compile.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type Recognition, recognizeLinearGaussian } from "../structure/linear-gaussian.ts";

export class ModelStructure {
  readonly model: BoundModel;
  private recognized: Recognition | null = null;
  private compiled: CompiledModel | null = null;

  constructor(model: BoundModel) {
    this.model = model;
  }

  /** What can be integrated out, and what stands against it. */
  get linearGaussian(): Recognition {
    this.recognized ??= recognizeLinearGaussian(this.model);
    return this.recognized;
  }

  /** The density of all parameters, group effects non-centered where nothing else is said. */
  get joint(): CompiledModel {
    this.compiled ??= compile(this.model);
    return this.compiled;
  }
}
