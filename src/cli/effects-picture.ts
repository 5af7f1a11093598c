/** The picture of group effects: of their ranks where these are asked for, and otherwise of the effects themselves. */

import type { Fitted } from "../api/fitted.ts";
import type { PictureKind } from "../pictures/kind.ts";
import { caterpillar } from "../pictures/kinds/caterpillar.ts";
import { ranks } from "../pictures/kinds/ranks.ts";
import type { Picture } from "../pictures/picture.ts";
import {
  type AnswerPictureFlags,
  asksPicture,
  drawAnswer,
  requirePicture,
  showAnswerPicture,
} from "./answer-picture.ts";
import type { Terminal } from "./terminal.ts";

interface EffectsPictureFlags extends AnswerPictureFlags {
  readonly ranks?: boolean;
  readonly top?: number;
  readonly lowestFirst?: boolean;
  readonly prob: number;
}

function kindOf({ ranks: asked, top, lowestFirst }: EffectsPictureFlags): PictureKind {
  return asked === true || top !== undefined || lowestFirst === true ? ranks : caterpillar;
}

/** Throws a `ProblemError` for options that do not go together, or a file that must not be written. */
export async function requireEffectsPicture(flags: EffectsPictureFlags, folder: string): Promise<void> {
  await requirePicture(kindOf(flags), flags, [folder]);
}

/** Of one group or of all; null where none is asked for. Throws a `ProblemError` where there is none. */
export function drawEffects(
  fitted: Fitted,
  group: string | undefined,
  flags: EffectsPictureFlags,
): Picture | null {
  if (!asksPicture(flags)) return null;
  const { prob, top, lowestFirst } = flags;
  const ranking = {
    ...(top === undefined ? {} : { top }),
    ...(lowestFirst === undefined ? {} : { lowestFirst }),
  };
  return drawAnswer(kindOf(flags), fitted, { prob, ranking, group: group ?? null });
}

/** Prints it, or writes its file. */
export async function showEffectsPicture(
  terminal: Terminal,
  picture: Picture,
  flags: EffectsPictureFlags,
): Promise<void> {
  await showAnswerPicture(terminal, picture, kindOf(flags), flags);
}
