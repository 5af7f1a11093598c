import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readDraws } from "../../src/api/read-draws.ts";

const samples = join(import.meta.dirname, "../formats/samples");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-test-"));
  writeFileSync(join(folder, "data.json"), '{"N": 3, "y": [1, 2, 3]}');
  writeFileSync(join(folder, "schools.csv"), "school,y\nA,28\nB,8\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

it("a folder without draws is told by the files in it", async () => {
  await expect(readDraws(folder)).rejects.toThrow("HP0822");
});

it("of a folder the draws are read, and not the data beside them", async () => {
  for (const name of ["fit_1.csv", "fit_2.csv"])
    copyFileSync(join(samples, "known/cmdstan", name), join(folder, name));
  for (const word of [folder, `${folder}/`]) {
    const { source, received } = await readDraws(word);
    expect(received!.format).toBe("cmdstan");
    expect(source).toMatchObject({ chainCount: 2, drawCount: 20 });
  }
});

it("a file that is named or meant by a pattern, and is none of draws, is told, and so is an empty one in a folder", async () => {
  await expect(readDraws(join(folder, "*.csv"))).rejects.toThrow(/HP0822.*schools\.csv/s);
  writeFileSync(join(folder, "fit_3.csv"), "");
  await expect(readDraws(folder)).rejects.toThrow(/HP08\d\d.*fit_3\.csv/s);
  rmSync(join(folder, "fit_3.csv"));
  await expect(readDraws([join(folder, "fit_1.csv"), join(folder, "data.json")])).rejects.toThrow("HP0822");
});

it("draws of two formats in a folder are told, as they may be two runs", async () => {
  copyFileSync(join(samples, "known/arviz", "fit.nc"), join(folder, "fit.nc"));
  await expect(readDraws(folder)).rejects.toThrow(/HP0823.*is CmdStan CSV.*is ArviZ netCDF/s);
});
