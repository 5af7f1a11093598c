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
import { FolderKeeper } from "../../../src/run/record/run-keeper.ts";
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
    const { keeper } = await FolderKeeper.open(folder);
    expect(JSON.parse(readFileSync(lock, "utf8"))).toEqual({ pid: process.pid, host: hostname() });
    expect(await keeper!.finish(goodRun)).toBeNull();
    await keeper!.close();
    expect(readdirSync(folder).sort()).toEqual(["draws.parquet", "run.json"]);
  });

  it("is refused to another, by whom it is written and what to do", async () => {
    const { keeper } = await FolderKeeper.open(folder);
    const { problem } = await FolderKeeper.open(folder, { isForced: true });
    expect(problem).toMatchObject({
      code: "HP0620",
      message: `process ${process.pid} is writing a run there`,
      hint: expect.stringContaining(`remove \`${lock}\``),
    });
    await keeper!.close();
    expect(existsSync(lock)).toBe(false);
    const { keeper: next } = await FolderKeeper.open(folder);
    await next!.close();
  });

  it("is refused while the process lives, and where it is on another machine", async () => {
    holder(process.ppid);
    expect((await FolderKeeper.open(folder)).problem?.message).toContain(`process ${process.ppid} is`);
    holder(gone, "elsewhere");
    expect((await FolderKeeper.open(folder)).problem?.message).toContain("on the machine `elsewhere`");
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
      const { keeper } = await FolderKeeper.open(folder);
      expect(JSON.parse(readFileSync(lock, "utf8")).pid).toBe(process.pid);
      await keeper!.close();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it("is given to one of many who come at once, also where a lock was left", async () => {
    holder(gone);
    const all = await Promise.all(Array.from({ length: 20 }, () => FolderKeeper.open(folder)));
    const keepers = all.flatMap(({ keeper }) => (keeper === null ? [] : [keeper]));
    expect(keepers).toHaveLength(1);
    await keepers[0]!.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
