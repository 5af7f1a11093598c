/** The formats, in the order in which a file is tried: the ones that are told apart most surely come first. */

import { cmdstan } from "./cmdstan.ts";
import type { DrawsFormat } from "./format.ts";

export const formats: readonly DrawsFormat[] = [cmdstan];
