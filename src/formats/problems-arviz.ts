/** What can be wrong with files of ArviZ and of MCMCChains: HP0840–HP0849. */

import { counted, enumerated, inFile, listed, problem, warning } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { visible } from "../text/visible.ts";
import type { JsonFault } from "./json/read.ts";

const quote = (word: string): string => `\`${visible(word)}\``;

/** Where the optional package is not installed. */
export const hdf5Missing = (path: string): Problem =>
  problem("HP0840", inFile(path), [
    `${quote(path)} is netCDF-4, which is read by the package \`h5wasm\`, and that is not installed`,
    "install it: npm install h5wasm",
  ]);

/** Netcdf of before 2008, in which there are no groups. */
export const classicNetcdf = (path: string): Problem =>
  problem("HP0841", inFile(path), [
    `${quote(path)} is netCDF-3, which has no groups and so no InferenceData: a group \`posterior\` was expected`,
    'write netCDF-4, with ArviZ and the package netCDF4 or h5netcdf: `idata.to_netcdf("fit.nc")`',
  ]);

export const noPosterior = (path: string, groups: readonly string[]): Problem =>
  problem("HP0842", inFile(path), [
    `${quote(path)} has no draws: a group \`posterior\` was expected, ` +
      (groups.length === 0 ? "and it has no group" : `and it has ${enumerated(groups.map(visible), 6)}`),
    'write the InferenceData with its posterior, as `idata.to_netcdf("fit.nc")` or `idata.to_json("fit.json")` do',
  ]);

/** `reason` is what is wrong with the bytes. */
export const hdf5Damaged = (path: string, reason: string): Problem =>
  problem("HP0843", inFile(path), [
    `${quote(path)} cannot be read as netCDF-4: ${visible(reason)}`,
    "it was cut off or damaged when it was copied, or is still being written: copy it again, or write it again",
  ]);

export const arraysLeftOut = (
  path: string,
  group: string,
  arrays: readonly { readonly name: string; readonly reason: string }[],
): Problem => {
  const [first] = arrays;
  const names = listed(
    arrays.map(({ name }) => visible(name)),
    3,
  );
  return warning("HP0844", inFile(path), [
    `${names} of the group ${quote(group)} ${arrays.length === 1 ? "is" : "are"} left out: ${quote(first!.name)} ${visible(first!.reason)}`,
    "if it is wanted, write it as numbers with the dimensions `chain` and `draw`; the other variables are read",
  ]);
};

export const jsonFaulty = (path: string, { line, expected, found }: JsonFault): Problem =>
  problem("HP0845", inFile(path, line), [
    `${quote(path)} is no JSON: expected ${expected} in line ${counted(line)}, found ` +
      (found === null ? "the end of the file" : quote(shortened(found))),
    "write the file again with the program that made the draws",
  ]);

/** A text that ends too early, of which `kept` are read. */
export const jsonCut = (path: string, line: number, kept: string): Problem =>
  warning("HP0846", inFile(path, line), [
    `${quote(path)} is cut off or damaged in line ${counted(line)}: ${kept}`,
    "copy it again, or write it again with the program that made the draws",
  ]);

export const noMcmcChains = (path: string, reason: string): Problem =>
  problem("HP0847", inFile(path), [
    `${quote(path)} is not as MCMCChains writes it: ${visible(reason)}`,
    'write it again in Julia, with MCMCChains and JSON loaded: `write_json(chain, "fit.json")` or `JSON.json("fit.json", chain)`',
  ]);

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
