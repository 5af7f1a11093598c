/** `--plot` and `--out`: the picture of an answer, in the terminal or in a file, for commands whose answers have one. */

import type { Fitted } from "../api/fitted.ts";
import { ProblemError } from "../api/problem-error.ts";
import { isNoPicture, type PictureInput, type PictureKind } from "../pictures/kind.ts";
import type { Picture } from "../pictures/picture.ts";
import type { Problem } from "../problems/problem.ts";
import { requireFreePlace, showPicture } from "./plot-draws.ts";
import { noPicture, optionUnused } from "./problems-pictures.ts";
import type { Terminal } from "./terminal.ts";

/** What `addPictureOptions` parses. */
export interface AnswerPictureFlags {
  readonly plot?: boolean;
  readonly out?: string;
  readonly force?: boolean;
  readonly dark?: boolean;
  readonly ascii?: boolean;
  readonly json?: boolean;
}

/** Whether a picture is asked for. */
export function asksPicture({ plot, out }: AnswerPictureFlags): boolean {
  return plot === true || out !== undefined;
}

/**
 * Before anything is computed. `sources` are the files that are read. Throws a `ProblemError` for options that do not go together, and where the
 * file of a picture must not be written.
 */
export async function requirePicture(
  kind: PictureKind,
  flags: AnswerPictureFlags,
  sources: readonly string[],
): Promise<void> {
  const problems = unusedOptions(kind, flags);
  if (problems.length > 0) throw new ProblemError(problems, "", "");
  await requireFreePlace(kind, flags, sources);
}

function unusedOptions(
  { name }: PictureKind,
  { plot, out, force, dark, ascii, json }: AnswerPictureFlags,
): Problem[] {
  const toFile = `name a file: \`--out ${name}.svg\``;
  const ofFile = (option: string): Problem =>
    optionUnused(option, "is of the file of a picture, and none is named", toFile);
  return [
    ...(out === undefined && force ? [ofFile("--force")] : []),
    ...(out === undefined && dark ? [ofFile("--dark")] : []),
    ...(plot !== true && ascii
      ? [optionUnused("--ascii", "is of a picture in the terminal, and none is asked for", "add `--plot`")]
      : []),
    ...(plot && json
      ? [optionUnused("--plot", "prints a picture, and under `--json` nothing but JSON is printed", toFile)]
      : []),
  ];
}

/** The picture. Throws a `ProblemError` where there is none. */
export function drawAnswer(
  kind: PictureKind,
  fitted: Fitted,
  answer: Partial<PictureInput> & Pick<PictureInput, "prob">,
): Picture {
  const drawn = kind.draw({ ...inputOf(fitted), ...answer });
  if (isNoPicture(drawn)) throw new ProblemError([noPicture(kind.name, drawn.reason)], "", "");
  return drawn;
}

function inputOf({ record, draws }: Fitted): Omit<PictureInput, "prob"> {
  return {
    title: record.model.name ?? record.model.file,
    draws,
    run: { draws, roles: record.roles, prior: null },
    rows: new Map(),
    predicted: null,
    logLikelihood: null,
  };
}

/** Prints it behind the answer, and writes its file, as was asked. */
export async function showAnswerPicture(
  terminal: Terminal,
  picture: Picture,
  kind: PictureKind,
  { plot, out, ...flags }: AnswerPictureFlags,
): Promise<void> {
  if (flags.json !== true) terminal.print("\n");
  if (plot === true) await showPicture(terminal, picture, kind, flags);
  if (plot === true && out !== undefined) terminal.print("\n");
  // JSON is all that standard output has then.
  const quiet = flags.json === true ? { ...terminal, print: () => {} } : terminal;
  if (out !== undefined) await showPicture(quiet, picture, kind, { ...flags, out });
}
