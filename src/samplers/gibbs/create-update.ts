/** Makes the updates of a chain from their recipes: a new kind of update is a case of the union and a line here. */

import type { UpdateRecipe } from "./blocks.ts";
import { conjugateUpdate } from "./conjugate/conjugate-update.ts";
import { dirichletUpdate } from "./conjugate/dirichlet.ts";
import { normalUpdate } from "./conjugate/normal.ts";
import { covarianceSlice } from "./covariance-slice.ts";
import { interweaving } from "./interweaving.ts";
import { ModeJump } from "./mode-jump.ts";
import { plateSlice } from "./plate-slice.ts";
import { shiftUpdate } from "./shift-update.ts";
import { statisticsSlice } from "./statistics-slice.ts";
import { TrajectoryUpdate } from "./trajectory-update.ts";
import type { Update, UpdateContext } from "./update.ts";

/** The update that a recipe describes, over the position of the context. */
export function createUpdate(recipe: UpdateRecipe, context: UpdateContext): Update {
  switch (recipe.kind) {
    case "normal":
      return normalUpdate(recipe, context);
    case "conjugate":
      return conjugateUpdate(recipe, context);
    case "dirichlet":
      return dirichletUpdate(recipe, context);
    case "statistics slice":
      return statisticsSlice(recipe, context);
    case "covariance slice":
      return covarianceSlice(recipe, context);
    case "plate slice":
      return plateSlice(recipe, context);
    case "trajectory":
      return new TrajectoryUpdate(recipe, context);
    case "shift":
      return shiftUpdate(recipe, context);
    case "interweaving":
      return interweaving(recipe, context);
    case "mode jump":
      return new ModeJump(recipe, context);
  }
}
