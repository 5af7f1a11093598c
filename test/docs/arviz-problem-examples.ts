/** A problem of each kind that files of ArviZ and of MCMCChains have. */

import * as arviz from "../../src/formats/problems-arviz.ts";
import type { Problem } from "../../src/problems/problem.ts";

export function ofArvizFiles(): Problem[] {
  return [
    arviz.hdf5Missing("fit.nc"),
    arviz.classicNetcdf("fit.nc"),
    arviz.noPosterior("fit.nc", ["prior", "prior_predictive"]),
    arviz.hdf5Damaged("fit.nc", "it has 1,048,576 of 5,242,880 bytes"),
    arviz.arraysLeftOut("fit.nc", "posterior", [
      { name: "basis", reason: "has no dimension `draw`, only knot" },
    ]),
    arviz.jsonFaulty("fit.json", { line: 12, expected: "a value", found: "," }),
    arviz.jsonCut("fit.json", 12, "of what stands before, 3 variables are read"),
    arviz.noMcmcChains("fit.json", "`value_flat` has 8000 numbers where `size` says 12000"),
  ];
}
