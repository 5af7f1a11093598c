/** The formats, in the order in which a file is tried: the ones that are told apart most surely come first. */

import { arvizJson } from "./arviz-json.ts";
import { arvizNetcdf } from "./arviz-netcdf.ts";
import { cmdstan } from "./cmdstan.ts";
import type { DrawsFormat } from "./format.ts";
import { mcmcChainsJson } from "./mcmcchains-json.ts";

export const formats: readonly DrawsFormat[] = [cmdstan, arvizNetcdf, mcmcChainsJson, arvizJson];
