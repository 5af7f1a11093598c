/** What is said of a run that was ended before it had draws: the folder keeps an earlier run, or the new one can be begun again. */

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { finishRun } from "../../src/cli/finish-run.ts";
import { noPaint } from "../../src/report/table.ts";
import { readRunFolder, writeRun } from "../../src/run/record/run-folder.ts";
import { FolderStore } from "../../src/run/record/run-store.ts";
import type { Run } from "../../src/run/run.ts";
import { goodRun } from "./fixed-run.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-finish-"));
afterAll(() => rmSync(folder, { recursive: true }));

const withoutDraws: Run = {
  draws: { ...goodRun.draws, drawCount: 0, values: goodRun.draws.values.map(() => new Float64Array(0)) },
  record: { ...goodRun.record, isInterrupted: true },
};

/** What is printed, on standard output and error together; `meanwhile` is done while the run is made. */
async function finish(
  place: string,
  run: Run,
  meanwhile = (): void => {},
): Promise<{ readonly code: number; readonly text: string }> {
  let text = "";
  const warn = (piece: string): void => {
    text += piece;
  };
  const terminal = { print: warn, warn, paint: noPaint, hasProgress: false, width: 80 };
  const { store } = await FolderStore.open(place);
  meanwhile();
  const code = await finishRun(terminal, store!, run, { prob: 0.9, style: "hyperprior" });
  await store!.close();
  return { code, text };
}

describe("a run that was ended during its warm-up", () => {
  it("can be begun again where it is", async () => {
    const place = join(folder, "new");
    const { code, text } = await finish(place, withoutDraws);
    expect(code).toBe(130);
    expect(text).toContain(`begin it again with  hyperprior resume ${place}\n`);
  });

  it("leaves an earlier run as it was, and says so, as `resume` would go on with that one", async () => {
    const place = join(folder, "old");
    await writeRun(place, goodRun);
    const { code, text } = await finish(place, withoutDraws);
    expect(code).toBe(130);
    expect(text).toContain(`${place} holds the earlier run as it was\n`);
    expect(text).not.toContain("resume");
    expect((await readRunFolder(place)).run?.draws.drawCount).toBe(250);
  });
});

describe("a run that cannot be saved", () => {
  it("is printed all the same, says what is there, and ends with 1", async () => {
    const place = join(folder, "taken");
    const { code, text } = await finish(place, goodRun, () => mkdirSync(join(place, "draws.parquet")));
    expect(code).toBe(1);
    expect(text).toMatch(/^diagnosis: /m);
    expect(text).toContain("error HP0605: the run could not be saved: there is a folder in its place");
    expect(text).toContain("; the draws of this one are not kept");
  });
});
