/** What is said of a run that was ended before it had draws: the folder keeps an earlier run, or the new one can be begun again. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { finishRun } from "../../src/cli/finish-run.ts";
import { noPaint } from "../../src/report/table.ts";
import type { Run } from "../../src/run/run.ts";
import { readRunFolder, writeRun } from "../../src/run/run-folder.ts";
import { goodRun } from "./fixed-run.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-finish-"));
afterAll(() => rmSync(folder, { recursive: true }));

const withoutDraws: Run = {
  draws: { ...goodRun.draws, drawCount: 0, values: goodRun.draws.values.map(() => new Float64Array(0)) },
  record: { ...goodRun.record, isInterrupted: true },
};

/** What is printed on standard error. */
async function finish(place: string): Promise<{ readonly code: number; readonly err: string }> {
  let err = "";
  const warn = (text: string): void => {
    err += text;
  };
  const terminal = { print: warn, warn, paint: noPaint, hasProgress: false, width: 80 };
  const code = await finishRun(terminal, place, withoutDraws, { prob: 0.9, style: "hyperprior" });
  return { code, err };
}

describe("a run that was ended during its warm-up", () => {
  it("can be begun again where it is", async () => {
    const place = join(folder, "new");
    const { code, err } = await finish(place);
    expect(code).toBe(130);
    expect(err).toContain(`begin it again with  hyperprior resume ${place}\n`);
  });

  it("leaves an earlier run as it was, and says so, as `resume` would go on with that one", async () => {
    const place = join(folder, "old");
    await writeRun(place, goodRun);
    const { code, err } = await finish(place);
    expect(code).toBe(130);
    expect(err).toContain(`${place} holds the earlier run as it was\n`);
    expect(err).not.toContain("resume");
    expect((await readRunFolder(place)).run?.draws.drawCount).toBe(250);
  });
});
