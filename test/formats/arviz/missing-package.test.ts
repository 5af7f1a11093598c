import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { loadHdf5 } from "../../../src/formats/arviz/hdf5.ts";
import { readNetcdf } from "../../../src/formats/arviz/netcdf-read.ts";
import { fileAt } from "../../../src/formats/input-file.ts";

const options = { warmup: null, thin: 1, memory: 1e8 };

it("without h5wasm netCDF is told how to install it, and is read when that is done", async () => {
  const file = await fileAt(fileURLToPath(new URL("full.nc", import.meta.url)));
  const { received, problems } = await readNetcdf([file], options, () =>
    Promise.reject(new Error("not found")),
  );
  expect(received).toBeNull();
  expect(problems).toMatchObject([
    { code: "HP0840", severity: "error", hint: "install it: npm install h5wasm" },
  ]);
  expect((await readNetcdf([file], options, loadHdf5)).received).not.toBeNull();
});
