/** Draws as a Parquet table of any program; what it writes is what a run folder has, in row groups of bounded size. */

import type { DrawsFormat } from "./format.ts";

export const parquet: DrawsFormat = {
  name: "parquet",
  title: "Parquet",
  extensions: [".parquet", ".pq"],
  recognizes: ({ text }) => text.startsWith("PAR1"),
  read: async (files, options) => (await import("./tables/read.ts")).readParquetFiles(files, options),
  write: (written) => [
    {
      suffix: "",
      async *pieces() {
        const { parquetPieces } = await import("./tables/write-parquet.ts");
        yield* parquetPieces(written.draws);
      },
    },
  ],
};
