/** The formats, in the order in which a file is tried: the ones that are told apart most surely come first. */

import { arrow } from "./arrow.ts";
import { arvizJson } from "./arviz-json.ts";
import { arvizNetcdf } from "./arviz-netcdf.ts";
import { cmdstan } from "./cmdstan.ts";
import { coda } from "./coda.ts";
import { drawsCsv } from "./draws-csv.ts";
import type { DrawsFormat } from "./format.ts";
import { mcmcChainsJson } from "./mcmcchains-json.ts";
import { parquet } from "./parquet.ts";

export const formats: readonly DrawsFormat[] = [
  ...[arvizNetcdf, parquet, arrow, coda],
  ...[drawsCsv, cmdstan, mcmcChainsJson, arvizJson],
];
