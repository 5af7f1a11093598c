/** CmdStan files while they are written: what is found by looking again and again is what is found in the whole file. */

import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drawsAsked, FollowedFile, warmupRows } from "../../../src/formats/cmdstan/followed-file.ts";
import { NumberRowReader } from "../../../src/formats/cmdstan/number-row.ts";
import { readSections } from "../../../src/formats/cmdstan/sections.ts";
import { ThinnedRows } from "../../../src/formats/cmdstan/thinned-rows.ts";
import { fileAt } from "../../../src/formats/input-file.ts";
import { adaptation, ending, headOf, namesOf, rowsOf, wholeFile } from "./stan-chain.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-followed-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const fresh = (): string => join(folder, `fit_${++files}.csv`);

/** All that a followed chain holds of a column. */
function held(rows: ThinnedRows, column: number): number[] {
  const out = new Float64Array(rows.heldCount);
  rows.copyColumn(column, { step: 1, count: rows.heldCount }, out, 0);
  return [...out];
}

describe("a followed file", () => {
  it.each([1, 7, 100, 4096])("in pieces of %d bytes is what it is in one", async (size) => {
    const path = fresh();
    const text = wholeFile({ chain: 1, samples: 40, warmup: 10, isWarmupSaved: true, divergent: [3, 30] });
    writeFileSync(path, "");
    const file = new FollowedFile(path, null);
    for (let at = 0; at < text.length; at += size) {
      appendFileSync(path, text.slice(at, at + size));
      if (size > 1 || at % 97 === 0) await file.readOn();
    }
    await file.readOn();
    const {
      sections: [whole],
    } = await readSections((await fileAt(path)).pieces(), (header) => ({
      first: 0,
      last: header.length,
    }));
    const { rows, config, header } = file.chains[0]!;
    expect(header).toEqual(whole!.header);
    expect(config).toEqual(whole!.config);
    expect(whole!.rowsBeforeAdaptation).toBe(10);
    expect([rows.rowCount, rows.drawCount, rows.heldCount, rows.sum]).toEqual([50, 40, 40, 2]);
    const column = [new Float64Array(40)];
    whole!.rows.copyColumns(column, { from: 7, first: 10, step: 1, count: 40, at: 0 });
    expect(held(rows, 7)).toEqual([...column[0]!]);
    expect(file.size).toBe(text.length);
  });

  it("counts a row when its line has ended", async () => {
    const path = fresh();
    const chain = { chain: 1 };
    writeFileSync(path, headOf(chain) + namesOf(chain) + adaptation + rowsOf(chain, 0, 2).slice(0, -4));
    const file = new FollowedFile(path, null);
    await file.readOn();
    expect(file.chains[0]!.rows.drawCount).toBe(1);
    appendFileSync(path, rowsOf(chain, 0, 2).slice(-4));
    await file.readOn();
    expect(file.chains[0]!.rows.drawCount).toBe(2);
    expect(file.chains[0]!.faultCount).toBe(0);
  });

  it("knows warm-up that is saved before its end has come", async () => {
    const path = fresh();
    const chain = { chain: 1, warmup: 20, samples: 30, isWarmupSaved: true };
    writeFileSync(path, headOf(chain) + namesOf(chain) + rowsOf(chain, 0, 15));
    const file = new FollowedFile(path, null);
    await file.readOn();
    const { rows, config } = file.chains[0]!;
    expect([rows.rowCount, rows.drawCount]).toEqual([15, 0]);
    expect([warmupRows(config), drawsAsked(config)]).toEqual([20, 30]);
  });

  it("leaves out as many rows as are said, whatever the file says", async () => {
    const path = fresh();
    writeFileSync(path, wholeFile({ chain: 1, samples: 50 }));
    const file = new FollowedFile(path, 12);
    await file.readOn();
    expect(file.chains[0]!.rows.drawCount).toBe(38);
  });

  it("is read from its beginning where it was written anew, shorter or longer, or replaced", async () => {
    const path = fresh();
    writeFileSync(path, wholeFile({ chain: 1, samples: 50 }));
    const file = new FollowedFile(path, null);
    await file.readOn();
    writeFileSync(path, headOf({ chain: 1 }));
    await file.readOn();
    expect([file.chains.length, file.rewrites]).toEqual([0, 1]);
    writeFileSync(path, wholeFile({ chain: 2, samples: 80 }));
    await file.readOn();
    expect([file.chains[0]!.rows.drawCount, file.rewrites]).toEqual([80, 2]);
    writeFileSync(`${path}.new`, wholeFile({ chain: 2, samples: 80 }) + ending);
    renameSync(`${path}.new`, path);
    await file.readOn();
    expect([file.chains[0]!.rows.drawCount, file.rewrites]).toEqual([80, 3]);
  });
});

describe("rows of which some are held", () => {
  it.each([5, 64, 65, 1000])("are evenly spaced, %d of them", (count) => {
    const rows = new ThinnedRows(2, { most: 10, warmup: 3, heedsAdaptation: false, summed: 1 });
    const reader = new NumberRowReader();
    for (let i = 0; i < count + 3; i++) {
      const row = new TextEncoder().encode(`${i - 3},${i % 2}`);
      reader.load(row);
      rows.take(reader, [0, row.length], [0, 2], null);
      rows.keep();
    }
    expect(rows.drawCount).toBe(count);
    expect(rows.heldCount).toBeLessThanOrEqual(10);
    expect(held(rows, 0)).toEqual(Array.from({ length: rows.heldCount }, (_, k) => k * rows.every));
    // The next that would be held has not come yet.
    expect(rows.heldCount * rows.every).toBeGreaterThanOrEqual(count);
    expect(rows.sum).toBe(Array.from({ length: count }, (_, k) => (k + 3) % 2).reduce((a, b) => a + b, 0));
  });
});
