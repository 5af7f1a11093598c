/** What pictures are drawn of, for tests. */

import type { PictureInput, PictureKind } from "../../src/pictures/kind.ts";
import { isNoPicture } from "../../src/pictures/kind.ts";
import type { Mark, Panel, Picture } from "../../src/pictures/picture.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { summarize } from "../../src/posterior/summary.ts";

/** Draws of another program, with their summary. */
export function inputOf(draws: Draws, rest: Partial<PictureInput> = {}): PictureInput {
  const rows = new Map(summarize(draws).rows.map((row) => [row.variable, row]));
  return {
    title: "eight schools",
    draws,
    run: null,
    rows,
    prob: 0.9,
    predicted: null,
    logLikelihood: null,
    ...rest,
  };
}

/** The picture; a test that has none fails with the reason. */
export function pictureOf(kind: PictureKind, draws: Draws, rest: Partial<PictureInput> = {}): Picture {
  const drawn = kind.draw(inputOf(draws, rest));
  if (isNoPicture(drawn)) throw new Error(drawn.reason);
  return drawn;
}

/** The marks of one kind. */
export function marksOf<Kind extends Mark["kind"]>(
  { marks }: Panel,
  kind: Kind,
): Extract<Mark, { readonly kind: Kind }>[] {
  return marks.filter((mark): mark is Extract<Mark, { readonly kind: Kind }> => mark.kind === kind);
}

/** The numbers of a mark, as they are. */
export function numbersOf(mark: Mark): ArrayLike<number>[] {
  return Object.values(mark).filter(
    (value): value is ArrayLike<number> =>
      value instanceof Float64Array ||
      value instanceof Int32Array ||
      (Array.isArray(value) && value.every((one) => typeof one === "number")),
  );
}
