/** The lock that a process has on the folder that it writes. */

import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderStore } from "../../../src/run/record/run-store.ts";
import { goodRun } from "../../cli/fixed-run.ts";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  lock = join(folder, "run.lock");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const gone = spawnSync(process.execPath, ["-e", ""]).pid;
const holder = (pid: number, host = hostname()): void => {
  writeFileSync(lock, JSON.stringify({ pid, host }));
};

describe("a run folder that is being written", () => {
  it("names the process and its machine, and is free again at the end", async () => {
    const { store } = await FolderStore.open(folder);
    expect(JSON.parse(readFileSync(lock, "utf8"))).toEqual({ pid: process.pid, host: hostname() });
    expect(await store!.finish(goodRun)).toBeNull();
    await store!.close();
    expect(readdirSync(folder).sort()).toEqual(["draws.parquet", "run.json"]);
  });

  it("is refused to another, by whom it is written and what to do", async () => {
    const { store } = await FolderStore.open(folder);
    const { problem } = await FolderStore.open(folder, { isForced: true });
    expect(problem).toMatchObject({
      code: "HP0620",
      message: `process ${process.pid} is writing a run there`,
      hint: expect.stringContaining(`remove \`${lock}\``),
    });
    await store!.close();
    expect(existsSync(lock)).toBe(false);
    const { store: next } = await FolderStore.open(folder);
    await next!.close();
  });

  it("is refused while the process lives, and where it is on another machine", async () => {
    holder(process.ppid);
    expect((await FolderStore.open(folder)).problem?.message).toContain(`process ${process.ppid} is`);
    holder(gone, "elsewhere");
    expect((await FolderStore.open(folder)).problem?.message).toContain("on the machine `elsewhere`");
    expect(existsSync(lock)).toBe(true);
  });

  it("is taken over from a process that has gone, from an earlier one of the same number, and from none", async () => {
    const old = new Date(Date.now() - 60_000);
    const empty = (): void => {
      writeFileSync(lock, "");
      utimesSync(lock, old, old);
    };
    for (const leave of [() => holder(gone), () => holder(process.pid), empty]) {
      leave();
      const { store } = await FolderStore.open(folder);
      expect(JSON.parse(readFileSync(lock, "utf8")).pid).toBe(process.pid);
      await store!.close();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it("is given to one of many who come at once, also where a lock was left", async () => {
    holder(gone);
    const all = await Promise.all(Array.from({ length: 20 }, () => FolderStore.open(folder)));
    const stores = all.flatMap(({ store }) => (store === null ? [] : [store]));
    expect(stores).toHaveLength(1);
    await stores[0]!.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
