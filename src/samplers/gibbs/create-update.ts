/** Makes the updates of a chain from their recipes: a new kind of update is a case of the union and a line here. */

import type { UpdateRecipe } from "./blocks.ts";
import { ConjugateUpdate } from "./conjugate/conjugate-update.ts";
import { DirichletUpdate } from "./conjugate/dirichlet.ts";
import { NormalUpdate } from "./conjugate/normal.ts";
import { CovarianceSlice } from "./covariance-slice.ts";
import { Interweaving } from "./interweaving.ts";
import { ModeJump } from "./mode-jump.ts";
import { PlateSlice } from "./plate-slice.ts";
import { ShiftUpdate } from "./shift-update.ts";
import { StatisticsSlice } from "./statistics-slice.ts";
import { TrajectoryUpdate } from "./trajectory-update.ts";
import type { Update, UpdateContext } from "./update.ts";

/** The update that a recipe describes, over the position of the context. */
export function createUpdate(recipe: UpdateRecipe, context: UpdateContext): Update {
  switch (recipe.kind) {
    case "normal":
      return new NormalUpdate(recipe, context);
    case "conjugate":
      return new ConjugateUpdate(recipe, context);
    case "dirichlet":
      return new DirichletUpdate(recipe, context);
    case "statistics slice":
      return new StatisticsSlice(recipe, context);
    case "covariance slice":
      return new CovarianceSlice(recipe, context);
    case "plate slice":
      return new PlateSlice(recipe, context);
    case "trajectory":
      return new TrajectoryUpdate(recipe, context);
    case "shift":
      return new ShiftUpdate(recipe, context);
    case "interweaving":
      return new Interweaving(recipe, context);
    case "mode jump":
      return new ModeJump(recipe, context);
  }
}
