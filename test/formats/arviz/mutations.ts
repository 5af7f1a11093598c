/** Tests of files that are cut and changed anywhere: never a throw, never without a word, and draws only where there are any. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { arvizJson } from "../../../src/formats/arviz-json.ts";
import { arvizNetcdf } from "../../../src/formats/arviz-netcdf.ts";
import type { DrawsFormat, ReadOptions } from "../../../src/formats/format.ts";
import { fileAt, fileOfBytes, type InputFile } from "../../../src/formats/input-file.ts";
import { mcmcChainsJson } from "../../../src/formats/mcmcchains-json.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";

const at = (name: string) => readFileSync(fileURLToPath(new URL(name, import.meta.url)));
const options: ReadOptions = { warmup: null, thin: 1, memory: 1e8 };
const stream = createRandomStream(308, 3);
const below = (count: number): number => Math.floor(stream.uniform() * count);
const signs = Buffer.from('{}[],:"\\0123456789.eE+-ntf \n');

/** Cut, with bytes that are others, with a part that is missing, or with one twice. */
function harmed(bytes: Uint8Array, k: number, isText: boolean): Uint8Array {
  const [from, to] = [below(bytes.length), below(bytes.length)].sort((a, b) => a - b) as [number, number];
  if (k % 7 === 0) return bytes.slice(0, from);
  if (k % 7 === 1) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  if (k % 7 === 2) return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  const changed = Uint8Array.from(bytes);
  for (let n = 0; n <= k % 4; n++) {
    const byte = isText && stream.uniform() < 0.7 ? signs[below(signs.length)]! : below(256);
    changed[below(changed.length)] = byte;
  }
  return changed;
}

async function expectTold(format: DrawsFormat, file: InputFile, what: string): Promise<string> {
  const { received, problems } = await format.read([file], options);
  if (received === null) {
    expect(problems.filter(({ severity }) => severity === "error").length, what).toBeGreaterThan(0);
    return problems.map(({ code }) => code).join();
  }
  expect(received.source.chainCount * received.source.drawCount, what).toBeGreaterThan(0);
  const { values } = await collectDraws(received.source);
  for (const one of values) expect(one.length).toBe(received.source.chainCount * received.source.drawCount);
  for (const source of Object.values(received.groups))
    expect(source.variables.length, what).toBeGreaterThan(0);
  return "read";
}

/** Of each JSON file so many thousand changes, of the netCDF files so many times fifty or a hundred. */
export function testChanges(times: number): void {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  describe.each([
    ["json", arvizJson, "../samples/known/json/fit.json"],
    ["json, each group by itself", arvizJson, "../samples/known/json/plain/fit.json"],
    ["json of xarray", arvizJson, "xarray.json"],
    ["mcmcchains", mcmcChainsJson, "../samples/known/mcmcchains/unordered/fit.json"],
  ])("changes of %s", (_, format, name) => {
    it("are read or told", async () => {
      const bytes = at(name);
      const outcomes = new Set<string>();
      for (let k = 0; k < times * 1000; k++)
        outcomes.add(
          await expectTold(format, fileOfBytes("fit.json", harmed(bytes, k, true)), `${name}, change ${k}`),
        );
      expect(outcomes.size).toBeGreaterThan(2);
    });
  });

  describe.each([
    ["transposed.nc", times * 100],
    ["full.nc", times * 50],
    ["../samples/known/arviz/fit.nc", times * 50],
  ] as [string, number][])("changes of %s", (name, count) => {
    it("are read or told, and whole files are read after them", async () => {
      const bytes = at(name);
      const path = join(folder, "fit.nc");
      const outcomes = new Set<string>();
      for (let k = 0; k < count; k++) {
        writeFileSync(path, harmed(bytes, k, false));
        outcomes.add(await expectTold(arvizNetcdf, await fileAt(path), `${name}, change ${k}`));
      }
      expect(outcomes.size).toBeGreaterThan(1);
      writeFileSync(path, bytes);
      expect(await expectTold(arvizNetcdf, await fileAt(path), name)).toBe("read");
    });
  });
}
