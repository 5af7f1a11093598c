"""What ArviZ reads in files that Hyperprior wrote: `python read_written.py`, with arviz 0.23.4 and netCDF4, in the folder of this script.

`written.nc` and `written.json` are made anew by RENEW=1 and the test `write.test.ts`. Numbers are given by their bits.
"""

import json
import warnings

import numpy as np

warnings.filterwarnings("ignore")
import arviz as az  # noqa: E402


def reading(idata):
    out = {"groups": sorted(idata.groups()), "elements": {}, "attrs": {}}
    for group in ("posterior", "sample_stats"):
        for name, values in idata[group].data_vars.items():
            rest = [d for d in values.dims if d not in ("chain", "draw")]
            arr = values.transpose("chain", "draw", *rest).values
            for index in np.ndindex(*arr.shape[2:]):
                labels = [str(values.coords[d].values[i]) for d, i in zip(rest, index)]
                key = name if not labels else f"{name}[{','.join(labels)}]"
                column = np.ascontiguousarray(arr[(slice(None), slice(None), *index)], dtype=np.float64).ravel()
                out["elements"][f"{group}/{key}"] = [str(b) for b in column.view(np.int64)]
            out["attrs"][f"{group}/{name}"] = f"{values.dtype} {','.join(values.dims)}"
    for key, value in idata["posterior"].attrs.items():
        out["attrs"][key] = value.tolist() if hasattr(value, "tolist") else value
    out["attrs"].pop("created_at", None)
    out["attrs"].pop("arviz_version", None)
    return out


with open("written.expected.json", "w") as file:
    json.dump(
        {
            "netcdf": reading(az.from_netcdf("written.nc")),
            "json": reading(az.from_json("written.json")),
            "arviz": az.__version__,
        },
        file,
        indent=1,
        sort_keys=True,
        ensure_ascii=False,
    )
