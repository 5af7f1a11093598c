/** An example of each kind of pictures: the golden texts and files of the tests, and the gallery of the manual. */

import type { GivenDraws } from "../../src/api/read-draws.ts";
import { chooseForPicture, pictureInput } from "../../src/cli/picture-input.ts";
import { isNoPicture, type NoPicture, type PictureInput, type PictureKind } from "../../src/pictures/kind.ts";
import { pictureKinds } from "../../src/pictures/kinds/index.ts";
import type { Picture } from "../../src/pictures/picture.ts";
import { exampleAnswers } from "./example-answers.ts";
import { exampleGrid, givenFiles, givenRun } from "./example-run.ts";

export interface PictureExample {
  readonly kind: PictureKind;
  /** What the picture is of, as a user names it. */
  readonly command: string;
  readonly picture: Picture;
}

async function drawn(
  kind: PictureKind,
  given: GivenDraws,
  others: Partial<PictureInput> = {},
): Promise<Picture | NoPicture> {
  const prob = 0.9;
  const { summary } = await given.judge({ prob });
  const chosen = chooseForPicture(kind, {}, given);
  return kind.draw({ ...(await pictureInput(given, chosen, { summary, prob })), ...others });
}

/** Of a run of this program, or of draws that came with predictions where a kind needs them. */
async function exampleOf(kind: PictureKind): Promise<PictureExample> {
  const ofRun = await drawn(kind, givenRun);
  if (!isNoPicture(ofRun))
    return { kind, command: `hyperprior plot dyestuff.run ${kind.name}`, picture: ofRun };
  const ofFiles = await drawn(kind, givenFiles);
  if (!isNoPicture(ofFiles))
    return { kind, command: `hyperprior plot dyestuff.nc ${kind.name}`, picture: ofFiles };
  const told = exampleAnswers[kind.name];
  const ofAnswer = told === undefined ? null : await drawn(kind, givenRun, told.answer());
  if (ofAnswer !== null && !isNoPicture(ofAnswer)) return { kind, command: told!.command, picture: ofAnswer };
  const ofGrid = await drawn(kind, givenRun, { scaleGrid: exampleGrid() });
  if (!isNoPicture(ofGrid))
    return { kind, command: "hyperprior sensitivity dyestuff.run --scale σ_b", picture: ofGrid };
  throw new Error(`there is no example of ${kind.name}: ${ofRun.reason}; ${ofFiles.reason}`);
}

/** In the order of their list. */
export const pictureExamples: readonly PictureExample[] = await Promise.all(pictureKinds.map(exampleOf));
