/**
 * InferenceData of ArviZ in netCDF-4, as `idata.to_netcdf` writes it: draws of PyMC, NumPyro, Stan and others under one roof. Read and written
 * by the optional package h5wasm. Source: the InferenceData schema, https://python.arviz.org/en/stable/schema/schema.html.
 */

import { beginsWith, hdf5Signature, netcdfSignature, readNetcdf } from "./arviz/netcdf-read.ts";
import { writeNetcdf } from "./arviz/netcdf-write.ts";
import type { DrawsFormat } from "./format.ts";

export const arvizNetcdf: DrawsFormat = {
  name: "arviz",
  title: "ArviZ netCDF",
  extensions: [".nc", ".nc.gz", ".netcdf", ".h5"],
  recognizes: ({ bytes }) => beginsWith(bytes, hdf5Signature) || beginsWith(bytes, netcdfSignature),
  read: (files, options) => readNetcdf(files, options),
  write: writeNetcdf,
  holdsGroups: true,
};
