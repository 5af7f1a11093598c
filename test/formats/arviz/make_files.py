"""Files of ArviZ, and what ArviZ reads in them: `python make_files.py`, with arviz 0.23.4 and netCDF4, in the folder of this script.

The draws are made by NumPy, not by a sampler: autocorrelated, with a chain that lies elsewhere, ties, and constants, so that numbers of
every kind of trouble are compared.
"""

import json
import warnings

import numpy as np

warnings.filterwarnings("ignore")
import arviz as az  # noqa: E402
import xarray as xr  # noqa: E402

chains, draws = 4, 60
rng = np.random.default_rng(308)
schools = ["Choate", "Deerfield", "St. Paul's", "Hotchkiss"]


def walk(shape, rho, shift=0.0):
    """Autoregressive draws, [chain, draw, *shape]."""
    noise = rng.standard_normal((chains, draws, *shape))
    out = np.empty_like(noise)
    out[:, 0] = noise[:, 0]
    for t in range(1, draws):
        out[:, t] = rho * out[:, t - 1] + np.sqrt(1 - rho**2) * noise[:, t]
    out[0] += shift
    return out


mu = walk((), 0.3)
tau = np.exp(walk((), 0.6, shift=0.8))
theta = mu[..., None] + walk((4,), 0.2)
u = walk((3, 2), 0.1)
Omega = np.broadcast_to(np.eye(2), (chains, draws, 2, 2)).copy()
Omega[..., 0, 1] = Omega[..., 1, 0] = np.tanh(walk((), 0.4))
count = rng.poisson(3.0, (chains, draws))
is_large = mu > 0
single = walk((2,), 0.0).astype(np.float32)
y = np.array([28.0, 8.0, -3.0, 7.0])
log_lik = -0.5 * (y - theta) ** 2
y_rep = theta + rng.standard_normal(theta.shape)

sample_stats = {
    "lp": walk((), 0.2),
    "diverging": rng.random((chains, draws)) < 0.05,
    "energy": 3 + walk((), 0.5),
    "tree_depth": rng.integers(1, 6, (chains, draws)),
    "n_steps": rng.integers(1, 32, (chains, draws)),
    "acceptance_rate": rng.random((chains, draws)),
    "step_size": np.repeat(rng.random((chains, 1)), draws, axis=1),
    "reached_max_treedepth": np.zeros((chains, draws), dtype=bool),
    "step_size_bar": rng.random((chains, draws)),
}

coords = {"school": schools, "subject": [308, 309, 330], "term": ["intercept", "days"], "item": [0, 1]}
dims = {
    "theta": ["school"],
    "u": ["subject", "term"],
    "obs": ["school"],
    "single": ["item"],
}

full = az.from_dict(
    posterior={
        "mu": mu, "tau": tau, "theta": theta, "u": u, "Omega": Omega, "count": count, "is_large": is_large,
        "single": single,
    },
    sample_stats=sample_stats,
    log_likelihood={"obs": log_lik},
    posterior_predictive={"obs": y_rep},
    observed_data={"obs": y},
    prior={"mu": rng.standard_normal((1, 50)), "theta": rng.standard_normal((1, 50, 4))},
    prior_predictive={"obs": rng.standard_normal((1, 50, 4))},
    warmup_posterior={"mu": rng.standard_normal((chains, 20))},
    save_warmup=True,
    coords=coords,
    dims=dims,
    posterior_attrs={"inference_library": "pymc", "inference_library_version": "5.16.2", "sampling_time": 12.5, "tuning_steps": 20},
)  # fmt: skip


def reproducible(idata):
    """Without the time of day."""
    for group in idata._groups_all:
        idata[group].attrs.pop("created_at", None)
    return idata


def summary(idata):
    """What ArviZ says of every element, to all digits; of floats of four bytes in doubles, as all else, not in their own precision."""
    idata = az.InferenceData(posterior=idata.posterior.map(lambda one: one.astype(float) if one.dtype == np.float32 else one))
    table = az.summary(idata, round_to="none", hdi_prob=0.9, stat_focus="mean")
    out = {}
    for name, row in table.iterrows():
        key = name.replace(", ", ",")
        out[key] = {k: (None if not np.isfinite(v) else float(v)) for k, v in row.items()}
    post = idata.posterior
    for name, values in post.data_vars.items():
        arr = values.stack(element=[d for d in values.dims if d not in ("chain", "draw")]) if values.ndim > 2 else values
        elements = [arr.isel(element=i) for i in range(arr.sizes["element"])] if values.ndim > 2 else [arr]
        for one in elements:
            labels = [str(one.coords[d].item()) for d in values.dims if d not in ("chain", "draw")]
            key = name if not labels else f"{name}[{','.join(labels)}]"
            x = one.transpose("chain", "draw").values
            known = out[key]
            x = x.astype(float)
            known["ess_quantile_0.1"] = float(az.ess(x, method="quantile", prob=0.1))
            known["mcse_median"] = float(az.mcse(x, method="median"))
            known["mcse_q90"] = float(az.mcse(x, method="quantile", prob=0.9))
            known["median"] = float(np.median(x))
            for key2 in ("ess_quantile_0.1", "mcse_median", "mcse_q90"):
                if not np.isfinite(known[key2]):
                    known[key2] = None
            if one.ndim != 2:
                raise ValueError(name)
    return out


reproducible(full)
full.to_netcdf("full.nc", compress=True)
full.to_json("full.json")
with open("full.expected.json", "w") as file:
    json.dump(
        {"summary": summary(full), "bfmi": az.bfmi(full).tolist(), "arviz": az.__version__}, file, indent=1, sort_keys=True
    )

# One chain's group alone, transposed, without compression, with labels that are numbers and dates.
other = xr.Dataset(
    {
        "beta": (("draw", "time", "chain"), rng.standard_normal((12, 3, 2))),
        "sigma": (("draw", "chain"), rng.random((12, 2)).astype(np.float32)),
        "constant": (("time",), np.array([1.0, 2.0, 3.0])),
        "k": (("chain", "draw", "k_dim_0"), rng.integers(0, 9, (2, 12, 2)).astype(np.int16)),
    },
    coords={
        "chain": [0, 3],
        "draw": np.arange(12),
        "time": np.array(["2020-01-01", "2020-01-02", "2020-03-01"], dtype="datetime64[ns]"),
    },
    attrs={"inference_library": "numpyro", "inference_library_version": "0.15.2"},
)
transposed = az.InferenceData(posterior=other)
transposed.to_netcdf("transposed.nc", compress=False)
with open("transposed.expected.json", "w") as file:
    json.dump(
        {
            name: values.transpose("chain", "draw", ...).values.astype(float).tolist()
            for name, values in other.data_vars.items()
            if "draw" in values.dims
        },
        file,
    )
# The group alone, as a file of xarray.
other.drop_vars("constant").to_netcdf("posterior-alone.nc")
# The layout of xarray's to_dict, with NaN and infinities.
odd = other.drop_vars("time").copy(deep=True)
odd["sigma"][0, 0] = np.nan
odd["beta"][1, 1, 1] = -np.inf
with open("xarray.json", "w") as file:
    json.dump({"posterior": odd.to_dict()}, file, default=str)
# No InferenceData.
xr.Dataset({"temperature": (("x",), np.arange(3.0))}).to_netcdf("foreign.nc")
xr.Dataset({"temperature": (("x",), np.arange(3.0))}).to_netcdf("classic.nc", format="NETCDF3_CLASSIC", engine="netcdf4")
# What an interrupted or restricted sampler leaves.
reproducible(az.from_dict(prior={"mu": rng.standard_normal((1, 5))})).to_netcdf("prior-only.nc")

# A run of PyMC 4 that ArviZ comes with, every fifth draw of it.
eight = reproducible(az.load_arviz_data("centered_eight").sel(draw=slice(0, None, 5)))
for group in list(eight._groups_all):
    if group not in ("posterior", "sample_stats", "log_likelihood", "observed_data"):
        delattr(eight, group)
eight.to_netcdf("eight-schools.nc")
with open("eight-schools.expected.json", "w") as file:
    json.dump({"summary": summary(eight), "bfmi": az.bfmi(eight).tolist()}, file, indent=1, sort_keys=True)
