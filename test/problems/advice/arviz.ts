/** Advice about files of ArviZ and of MCMCChains. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Advice } from "./advice.ts";

const formats = join(import.meta.dirname, "../../formats");
const at = (name: string): Uint8Array => readFileSync(join(formats, name));
const netcdf = at("samples/known/arviz/fit.nc");
const json = at("samples/known/json/fit.json").toString();
const chains = at("samples/known/mcmcchains/fit.json").toString();

/** A file that is at fault, and one that is not. */
const file = (
  code: string,
  [name, faulty, good]: readonly [string, string | Uint8Array, string | Uint8Array],
  hint: string,
): Advice => ({
  code,
  before: { files: { [name]: faulty }, words: `summary @${name}` },
  hint,
  after: { files: { [name]: good } },
});

export const arvizAdvice: readonly Advice[] = [
  file("HP0841", ["fit.nc", at("arviz/classic.nc"), netcdf], "write netCDF-4, with ArviZ"),
  file("HP0842", ["fit.nc", at("arviz/prior-only.nc"), netcdf], "write the InferenceData with its posterior"),
  file("HP0842", ["fit.json", '{"prior": {"mu": [[1, 2]]}}', json], '`idata.to_json("fit.json")`'),
  file("HP0843", ["fit.nc", netcdf.subarray(0, 20_000), netcdf], "copy it again, or write it again"),
  file("HP0844", ["fit.nc", at("arviz/transposed.nc"), netcdf], "write it as numbers with the dimensions"),
  file("HP0845", ["fit.json", json.replace("[", "[,"), json], "write the file again"),
  file("HP0846", ["fit.json", json.slice(0, -400), json], "copy it again, or write it again"),
  file("HP0847", ["fit.json", chains.replace("[20,", "[21,"), chains], "write it again in Julia"),
];
