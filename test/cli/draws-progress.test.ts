import { expect, it } from "vitest";
import { DrawsProgress } from "../../src/cli/draws-progress.ts";
import { collectDraws, sourceOf } from "../../src/posterior/draws-source.ts";
import { noPaint } from "../../src/report/table.ts";
import { goodRun } from "./fixed-run.ts";

const terminal = (hasProgress: boolean) => ({
  print: () => {},
  warn: () => {},
  paint: noPaint,
  hasProgress,
  width: 80,
});

it.each([true, false])(
  "values that are watched are those of the source, on a terminal (%s) or not",
  async (hasProgress) => {
    const progress = await DrawsProgress.on(terminal(hasProgress));
    progress.read(1, 2);
    progress.read(1, null);
    const watched = progress.watched(sourceOf(goodRun.draws));
    expect(await collectDraws(watched)).toEqual(goodRun.draws);
    const wanted = ({ quantity }: { readonly quantity: string }) => quantity === "b";
    expect((await collectDraws(watched, wanted)).variables).toHaveLength(6);
  },
);
