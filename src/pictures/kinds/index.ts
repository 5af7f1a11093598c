/** The kinds of pictures, as they are listed. */

import type { PictureKind } from "../kind.ts";
import { rank } from "./rank.ts";
import { rankEcdf } from "./rank-ecdf.ts";
import { trace } from "./trace.ts";

export const pictureKinds: readonly PictureKind[] = [trace, rank, rankEcdf];
