"""The draws of csv/draws_df.csv as Parquet and Arrow, by pyarrow and DuckDB. Run after make-tables.R, in this folder."""

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet

table = pyarrow.csv.read_csv("csv/draws_df.csv")
for codec in ["snappy", "gzip", "brotli", "lz4", "zstd"]:
    pyarrow.parquet.write_table(table, f"parquet/pyarrow-{codec}.parquet", compression=codec, row_group_size=150)
duckdb.sql("copy (select * from 'csv/draws_df.csv' order by \"mu\") to 'parquet/duckdb.parquet' (format parquet)")
pyarrow.feather.write_feather(table, "arrow/feather-lz4.feather", chunksize=150)
pyarrow.feather.write_feather(table, "arrow/feather-zstd.feather", compression="zstd")
pyarrow.feather.write_feather(table, "arrow/plain.arrow", compression="uncompressed")
labels = pa.array([f"c{n}" for n in table[".chain"].to_pylist()]).dictionary_encode()
labelled = table.set_column(table.schema.get_field_index(".chain"), ".chain", labels)
with pa.ipc.new_stream("arrow/stream-dictionary.arrows", labelled.schema) as stream:
    for batch in labelled.to_batches(max_chunksize=90):
        stream.write_batch(batch)
