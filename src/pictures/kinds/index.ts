/** The kinds of pictures, as they are listed. */

import type { PictureKind } from "../kind.ts";
import { compare } from "./compare.ts";
import { contrast } from "./contrast.ts";
import { looPit } from "./loo-pit.ts";
import { kindsOfDraws } from "./of-draws.ts";
import { ppc } from "./ppc.ts";
import { predict } from "./predict.ts";
import { priorPosterior } from "./prior-posterior.ts";
import { sensitivity } from "./sensitivity.ts";
import { varianceChange } from "./variance-change.ts";

export const pictureKinds: readonly PictureKind[] = [
  ...kindsOfDraws,
  varianceChange,
  priorPosterior,
  ppc,
  looPit,
  predict,
  contrast,
  compare,
  sensitivity,
];
