/** A disk that is full at any step of a saving: an earlier run is as it was, or nothing half-made is left; and what is said is so. */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Disk, nodeDisk } from "../../src/run/record/disk.ts";
import { readRunFolder, writeRun } from "../../src/run/record/run-folder.ts";
import { FolderStore } from "../../src/run/record/run-store.ts";
import type { Run } from "../../src/run/run.ts";
import { goodRun } from "../cli/fixed-run.ts";

/** A disk whose step of this number, from 0, fails; a file is left half-written, as by a disk without care. */
function fullAt(failing: number): Disk & { readonly steps: () => number } {
  let count = 0;
  const full = (): void => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const isDue = (): boolean => count++ === failing;
  return {
    makeFolder: async (path) => (isDue() ? (full() as never) : nodeDisk.makeFolder(path)),
    create: async (path, content) => {
      if (!isDue()) return nodeDisk.create(path, content);
      writeFileSync(path, content.slice(0, 100));
      full();
    },
    rename: async (from, to) => (isDue() ? full() : nodeDisk.rename(from, to)),
    steps: () => count,
  };
}

let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "hyperprior-"));
  folder = join(place, "a", "b.run");
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

const seed = (value: number): Run => ({
  draws: { ...goodRun.draws, values: goodRun.draws.values.map((one) => one.map((x) => x + value)) },
  record: { ...goodRun.record, options: { ...goodRun.record.options, seed: value } },
});
const seedThere = async (): Promise<number | undefined> =>
  (await readRunFolder(folder)).run?.record.options.seed;

// A folder, two files, two renamings.
const steps = [0, 1, 2, 3, 4];

describe("a disk that is full", () => {
  it("is full at each of the steps that a saving has", async () => {
    const disk = fullAt(Number.POSITIVE_INFINITY);
    expect(await writeRun(folder, goodRun, disk)).toBeNull();
    expect(disk.steps()).toBe(steps.length);
  });

  it.each(steps)("leaves an earlier run as it was, or the new one whole (step %i)", async (step) => {
    await writeRun(folder, seed(1));
    const problem = await writeRun(folder, seed(2), fullAt(step));
    // When the draws have their place the record is found beside it.
    if (step === steps.at(-1)) {
      expect(problem).toBeNull();
      expect(await seedThere()).toBe(2);
      await writeRun(folder, seed(3));
    } else {
      expect(problem).toMatchObject({ code: "HP0605", message: expect.stringContaining("the disk is full") });
      expect(problem!.hint).toContain("the earlier run in the folder is as it was");
      expect(await seedThere()).toBe(1);
    }
    expect(readdirSync(folder).sort()).toEqual(["draws.parquet", "run.json"]);
  });

  it.each(steps.slice(0, 4))("leaves nothing where nothing was, no folder either (step %i)", async (step) => {
    const problem = await writeRun(folder, goodRun, fullAt(step));
    expect(problem!.hint).toContain("nothing of it is kept");
    expect(existsSync(join(folder, ".."))).toBe(false);
  });

  it.each([0, 1, 2])("leaves nothing of a run without draws (step %i)", async (step) => {
    const draws = { ...goodRun.draws, drawCount: 0, values: [] };
    expect(await writeRun(folder, { ...goodRun, draws }, fullAt(step))).not.toBeNull();
    expect(existsSync(join(folder, ".."))).toBe(false);
  });
});

/** Opens the folder, saves, and comes to the end on a disk that is full by then. */
async function fillUp(saves: readonly Run[], options: { readonly goesOn?: boolean } = {}) {
  let isFull = false;
  const full = fullAt(1);
  const pick = (): Disk => (isFull ? full : nodeDisk);
  const disk: Disk = {
    makeFolder: (path) => pick().makeFolder(path),
    create: (path, content) => pick().create(path, content),
    rename: (from, to) => pick().rename(from, to),
  };
  const { store } = await FolderStore.open(folder, { ...options, disk });
  for (const run of saves) expect(await store!.save(run)).toBeNull();
  isFull = true;
  const problem = await store!.finish(seed(3));
  await store!.close();
  return problem!;
}

describe("a disk that fills up while a run is going on", () => {
  it("leaves the earlier run as it was, though the new one had been saved meanwhile, and that beside it", async () => {
    await writeRun(folder, seed(1));
    const { message, hint } = await fillUp([seed(2)]);
    expect(message).toBe("the run could not be saved: the disk is full");
    const beside = join(folder, "unfinished");
    expect(hint).toContain(
      `the earlier run in the folder is as it was; what was saved of this one while it was going on is in ${beside}`,
    );
    expect(await seedThere()).toBe(1);
    expect((await readRunFolder(beside)).run?.record.options.seed).toBe(2);
    // The next one that comes to its end clears it away.
    const { store } = await FolderStore.open(folder);
    expect(await store!.finish(seed(4))).toBeNull();
    await store!.close();
    expect(readdirSync(folder).sort()).toEqual(["draws.parquet", "run.json"]);
  });

  it("leaves the earlier run as it was, and says that the draws of the new one are lost", async () => {
    await writeRun(folder, seed(1));
    expect((await fillUp([])).hint).toMatch(
      /earlier run in the folder is as it was; the draws of this one are not kept$/,
    );
    expect(await seedThere()).toBe(1);
  });

  it("leaves what had been saved of a first run, and says how to go on", async () => {
    expect((await fillUp([seed(2)])).hint).toMatch(/ is in \S+b\.run: `hyperprior resume \S+b\.run`$/);
    expect(await seedThere()).toBe(2);
  });

  it("leaves the run that was gone on with, as far as it was saved", async () => {
    await writeRun(folder, seed(1));
    const { hint } = await fillUp([seed(2)], { goesOn: true });
    expect(hint).not.toContain("as it was");
    expect(await seedThere()).toBe(2);
    expect((await fillUp([], { goesOn: true })).hint).toContain("as it was");
  });

  it("leaves no folder of a first run that had not been saved, or in its warm-up only", async () => {
    const warmingUp = { ...seed(2), draws: { ...goodRun.draws, drawCount: 0, values: [] } };
    for (const saves of [[], [warmingUp]]) {
      expect((await fillUp(saves)).hint).toContain("the draws of this one are not kept");
      expect(existsSync(join(folder, ".."))).toBe(false);
    }
  });

  it("is told before anything is sampled where it was full from the first", async () => {
    const { store, problem } = await FolderStore.open(folder, { disk: fullAt(0) });
    expect(store).toBeNull();
    expect(problem).toMatchObject({
      code: "HP0607",
      message: "the run cannot be saved there: the disk is full",
    });
  });
});
