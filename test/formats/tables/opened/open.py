"""python open.py > python.txt, in this folder: opens fit.parquet and fit.arrow with pyarrow and DuckDB, and prints the bits of every draw."""

import math
import struct

import duckdb
import pyarrow.feather
import pyarrow.parquet


def bits(value):
    return "nan" if math.isnan(value) else struct.pack(">d", value).hex()


def show(file, table):
    chains = table[".chain"].to_pylist()
    print(len(set(chains)), "chains of", chains.count(1), "draws")
    for name in table.column_names:
        if not name.startswith("."):
            print(f"{file} {name}: {' '.join(bits(value) for value in table[name].to_pylist())}")


show("fit.parquet", pyarrow.parquet.read_table("fit.parquet"))
show("fit.arrow", pyarrow.feather.read_table("fit.arrow"))
show("duckdb:fit.parquet", duckdb.sql("select * from 'fit.parquet'").to_arrow_table())
