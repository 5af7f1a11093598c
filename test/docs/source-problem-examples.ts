/** A problem of each kind that sources can have which are no single CSV file. */

import type { Problem } from "../../src/problems/problem.ts";
import * as sources from "../../src/sources/problems.ts";
import * as tls from "../../src/sources/problems-tls.ts";
import { factor, real } from "../data/requests.ts";

const server = "postgres://ada@db.example/study";
const ratings = { name: `${server}?table=ratings`, unit: "row" } as const;

export function ofSources(): Problem[] {
  return [
    sources.packageMissing(ratings.name, "PostgreSQL", "pg"),
    sources.filesMixed(
      "waves",
      new Map([
        ["csv", 3],
        ["parquet", 12],
      ]),
    ),
    sources.noFiles("waves/*.parquet", [".csv", ".parquet", ".arrow"]),
    sources.fileCorrupt(
      "wave3.parquet",
      "a Parquet file",
      "No magic bytes found at end of file 'wave3.parquet'",
    ),
    sources.typeDoesNotFit(real("day"), { name: "day", type: "date", kind: "time" }, ratings),
    sources.typeDoesNotFit(factor("tags"), { name: "tags", type: "text[]", kind: "other" }, ratings),
    sources.headersDiffer("waves/w2.csv", "waves/w1.csv", ["rater"], ["judge"]),
    sources.tableNotNamed(server, ["ratings", "school.raters"]),
    sources.tableUnknown(`${server}?table=rating`, "rating", ["ratings", "school.raters"]),
    sources.sourceMisspelt(
      "postgress://db.example/study",
      "`postgress://` is not known",
      "did you mean `postgres://`? servers are `postgres://` and `clickhouse://`; a file that lies elsewhere is to be fetched first",
    ),
    sources.noConnection(ratings.name, "connect ECONNREFUSED 192.0.2.7:5432"),
    sources.loginRefused(
      ratings.name,
      'password authentication failed for user "ada"',
      "give the password in the environment, as PGPASSWORD, or in ~/.pgpass, which only you may read (chmod 600)",
    ),
    sources.connectionLost(ratings.name, "terminating connection due to administrator command"),
    sources.statementRefused(ratings.name, "PostgreSQL", 'column "yr" does not exist'),
    sources.queryWithoutEngine("<data>", "data in memory are no database"),
    sources.rowsChanged(ratings.name, 1_200_000, 1_200_340),
    sources.typeDiffers("waves/w2.parquet", "waves/w1.parquet", {
      name: "score",
      type: "STRING",
      kind: "text",
    }),
    sources.valuesMissing(real("score"), 12, 1_200_000, ratings),
    sources.groupsNotAsked("`score` is a column of texts"),
    tls.certificateNotTrusted(
      `${server}?sslmode=verify-full`,
      "it is for db1.example, not for the host of the URL",
      "connect by a name that the certificate has; where the authority is your own and signs for nobody else, `sslmode=verify-ca` does not look at names",
    ),
    tls.tlsNotOffered(
      `${server}?sslmode=require`,
      "`sslmode` asks for it",
      "turn it on there (`ssl = on` in postgresql.conf); where the network is trusted, `sslmode=prefer` does without",
    ),
    tls.tlsFileUnusable(server, "sslkey", "others may read it", "take that from them: chmod 600 KEY"),
    tls.tlsSettingUnclear(
      `${server}?sslmode=verify-fall`,
      "`sslmode` is `verify-fall`, which is no mode",
      "did you mean `verify-full`? the modes are disable, allow, prefer, require, verify-ca, verify-full",
    ),
    tls.ownCertificateRefused(
      `${server}?sslmode=require`,
      "tlsv13 alert certificate required",
      "give its certificate and key, `sslcert=FILE&sslkey=FILE` in the URL or PGSSLCERT and PGSSLKEY",
    ),
  ];
}
