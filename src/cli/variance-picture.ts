/** The picture of variances: of their change from another run where that is asked for, and otherwise of their shares. */

import type { Fitted } from "../api/fitted.ts";
import type { PictureKind } from "../pictures/kind.ts";
import { variance } from "../pictures/kinds/variance.ts";
import { varianceChange } from "../pictures/kinds/variance-change.ts";
import type { Picture } from "../pictures/picture.ts";
import type { VarianceChange } from "../posterior/variance-change.ts";
import type { VarianceAnswers } from "../report/variance-answers.ts";
import {
  type AnswerPictureFlags,
  asksPicture,
  drawAnswer,
  requirePicture,
  showAnswerPicture,
} from "./answer-picture.ts";
import type { Terminal } from "./terminal.ts";

interface VariancePictureFlags extends AnswerPictureFlags {
  readonly versus?: string;
  readonly prob: number;
}

function kindOf({ versus }: VariancePictureFlags): PictureKind {
  return versus === undefined ? variance : varianceChange;
}

/** Throws a `ProblemError` for options that do not go together, or a file that must not be written. */
export async function requireVariancePicture(flags: VariancePictureFlags, folder: string): Promise<void> {
  const { versus } = flags;
  await requirePicture(kindOf(flags), flags, versus === undefined ? [folder] : [folder, versus]);
}

/** Null where none is asked for. Throws a `ProblemError` where there is none. */
export function drawVariance(
  fitted: Fitted,
  answers: readonly VarianceAnswers[],
  flags: VariancePictureFlags,
): Picture | null {
  if (!asksPicture(flags)) return null;
  return drawAnswer(kindOf(flags), fitted, { prob: flags.prob, varianceChange: changeOf(answers) });
}

/** Of all outcomes, each row with the name of its own where there are several. */
function changeOf(answers: readonly VarianceAnswers[]): VarianceChange | null {
  const changes = answers.flatMap(({ outcome, change }) => (change === null ? [] : [{ outcome, change }]));
  const [first] = changes;
  if (first === undefined) return null;
  const isSeveral = changes.length > 1;
  const rows = changes.flatMap(({ outcome, change }) =>
    change.rows.map((row) => (isSeveral ? { ...row, group: `${outcome}, ${row.group}` } : row)),
  );
  return { ...first.change, rows };
}

/** Prints it, or writes its file. */
export async function showVariancePicture(
  terminal: Terminal,
  picture: Picture,
  flags: VariancePictureFlags,
): Promise<void> {
  await showAnswerPicture(terminal, picture, kindOf(flags), flags);
}
