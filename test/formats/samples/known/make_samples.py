"""The samples of README.md: `python make_samples.py`, with arviz 0.23.4 and netCDF4, in the folder of this script."""

import json
import os
import warnings

import numpy as np

warnings.filterwarnings("ignore")
import arviz as az  # noqa: E402

rng = np.random.default_rng(64)
chains, draws = 2, 20
mu = rng.integers(-300, 300, (chains, draws)) / 64
tau = rng.integers(1, 300, (chains, draws)) / 64
theta = rng.integers(-300, 300, (chains, draws, 3)) / 64
lp = rng.integers(-3000, -1000, (chains, draws)) / 64
diverging = np.zeros((chains, draws), dtype=bool)
diverging[0, 3] = diverging[1, 17] = True


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


values = {"mu": mu, "tau": tau} | {f"theta[{k + 1}]": theta[..., k] for k in range(3)}
write(
    "draws.json",
    json.dumps(
        {
            "chains": chains,
            "draws": draws,
            "values": {name: array.ravel().tolist() for name, array in values.items()},
            "divergent": diverging.astype(int).ravel().tolist(),
        }
    )
    + "\n",
)

names = "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,tau,theta.1,theta.2,theta.3"
for c in range(chains):
    rows = [
        f"{lp[c, d]},0.9375,0.5,2,3,{int(diverging[c, d])},{-lp[c, d] + 1},{mu[c, d]},{tau[c, d]},{','.join(map(str, theta[c, d]))}"
        for d in range(draws)
    ]
    write(
        f"cmdstan/fit_{c + 1}.csv",
        "\n".join(
            [
                "# stan_version_major = 2", "# stan_version_minor = 35", "# stan_version_patch = 0", "# model = schools_model",
                "# method = sample (Default)", "#   sample", f"#     num_samples = {draws}", "#     num_warmup = 20",
                "#     save_warmup = false (Default)", "#     thin = 1 (Default)", "# id = " + str(c + 1), "# random", "#   seed = 64",
                names, "# Adaptation terminated", "# Step size = 0.5", "# Diagonal elements of inverse mass matrix:", "# 1, 1, 1, 1, 1",
                *rows,
                "# ", "#  Elapsed Time: 0.01 seconds (Warm-up)", "#                0.01 seconds (Sampling)",
                "#                0.02 seconds (Total)", "# ", "",
            ]
        ),
    )  # fmt: skip

idata = az.from_dict(
    posterior={"mu": mu, "tau": tau, "theta": theta},
    sample_stats={"diverging": diverging, "lp": lp},
    coords={"school": [1, 2, 3]},
    dims={"theta": ["school"]},
)
for group in idata._groups_all:
    idata[group].attrs.pop("created_at", None)
os.makedirs("arviz", exist_ok=True)
os.makedirs("json/xarray", exist_ok=True)
os.makedirs("json/plain", exist_ok=True)
idata.to_netcdf("arviz/fit.nc")
idata.to_json("json/fit.json")
as_dicts = {group: idata[group].to_dict() for group in ("posterior", "sample_stats")}
write("json/xarray/fit.json", json.dumps(as_dicts))
# No coordinates: each element is a variable.
write(
    "json/plain/fit.json",
    json.dumps(
        {
            "posterior": {name: array.tolist() for name, array in values.items()},
            "sample_stats": {"diverging": diverging.astype(int).tolist()},
        },
        indent=2,
    ),
)

parameters = list(values)
internals = ["lp", "numerical_error"]
columns = [*values.values(), lp, diverging.astype(float)]
# The first index is the fastest: iterations, then parameters, then chains.
flat = [float(columns[v][c, d]) for c in range(chains) for v in range(len(columns)) for d in range(draws)]
lowered = {
    "size": [draws, len(columns), chains],
    "value_flat": flat,
    "iterations": list(range(1, draws + 1)),
    "parameters": parameters + internals,
    "chains": list(range(1, chains + 1)),
    "logevidence": None,
    "name_map": {"parameters": parameters, "internals": internals},
    "info": {"model_name": "schools", "start_time": [1.5, 2.5], "stop_time": [3.5, 4.5]},
}
write("mcmcchains/fit.json", json.dumps(lowered, separators=(",", ":")))
# A dictionary, in no order.
order = ["info", "parameters", "chains", "value_flat", "name_map", "logevidence", "iterations", "size"]
write("mcmcchains/unordered/fit.json", json.dumps({key: lowered[key] for key in order}, indent=2))

table = {
    ".chain": np.repeat(np.arange(1, chains + 1), draws),
    ".iteration": np.tile(np.arange(1, draws + 1), chains),
    ".draw": np.arange(1, chains * draws + 1),
} | {name: array.ravel() for name, array in values.items()}
rows = [",".join(f'"{name}"' if "[" in name else name for name in table)]
rows += [",".join(str(column[i]) for column in table.values()) for i in range(chains * draws)]
write("csv/fit.csv", "\n".join(rows) + "\n")

import pyarrow as pa  # noqa: E402
from pyarrow import feather, parquet  # noqa: E402

os.makedirs("parquet", exist_ok=True)
os.makedirs("arrow", exist_ok=True)
parquet.write_table(pa.table(table), "parquet/fit.parquet")
feather.write_feather(pa.table(table), "arrow/fit.arrow", compression="uncompressed")

index = "".join(f"{name} {k * draws + 1} {(k + 1) * draws}\n" for k, name in enumerate(values))
write("coda/CODAindex.txt", index)
for c in range(chains):
    lines = [f"{d + 1} {array[c, d]}\n" for array in values.values() for d in range(draws)]
    write(f"coda/CODAchain{c + 1}.txt", "".join(lines))
