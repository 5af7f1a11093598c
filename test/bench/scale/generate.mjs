/** Rows of a random-slopes model, made inside the engines: groups by turns, x of 1,009 values from -2 to 2, normal numbers by Box and Muller from the engine's own. */

import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const normal = (uniform) => `sqrt(-2 * ln(1 - ${uniform})) * cos(2 * pi() * ${uniform})`;
/** Of group g, whole numbers that look like chance, within (-1, 1). */
const effect = (g, factor) => `((((${g} % 20011) * (${factor} % 20011)) % 20011) / 10005.5 - 1)`;
const outcome = (noise) =>
  `1 + 0.5 * x + 0.9 * ${effect("g", 7919)} + 0.3 * x * ${effect("g", 104729)} + ${noise}`;

/** Into a file of DuckDB; seconds that it took. */
export async function generateInDuckdb(file, rows, groups) {
  const start = performance.now();
  const instance = await DuckDBInstance.create(file, { memory_limit: "4GB" });
  const connection = await instance.connect();
  await connection.run("select setseed(0.5)");
  await connection.run("set preserve_insertion_order = false");
  await connection.run(
    `create table ratings as select g, x, ${outcome(normal("random()"))} as y from
       (select (i % ${groups})::integer as g, floor(random() * 1009) / 252 - 2 as x from range(${rows}) t(i))`,
  );
  connection.closeSync();
  instance.closeSync();
  return (performance.now() - start) / 1000;
}

/** Into the table `ratings` of a database of PostgreSQL. */
export async function generateInPostgres(url, rows, groups) {
  const { default: pg } = await import("pg");
  const start = performance.now();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop table if exists ratings");
  await client.query(
    `create unlogged table ratings as select g, x, ${outcome(normal("random()"))} as y from
       (select (i % ${groups})::integer as g, floor(random() * 1009) / 252 - 2 as x
        from generate_series(0::bigint, ${rows - 1}::bigint) t(i)) s`,
  );
  await client.query("analyze ratings");
  await client.end();
  return (performance.now() - start) / 1000;
}

/** Into the table `ratings` of ClickHouse. */
export async function generateInClickhouse(url, rows, groups) {
  const { ClickHouseLogLevel, createClient } = await import("@clickhouse/client");
  const start = performance.now();
  const client = createClient({
    url: url.replace("clickhouse:", "http:"),
    request_timeout: 3_600_000,
    log: { level: ClickHouseLogLevel.OFF },
  });
  const uniform = (k) => `((rand(${k}) + 0.5) / 4294967296)`;
  const noise = `sqrt(-2 * log(${uniform(1)})) * cos(2 * pi() * ${uniform(2)})`;
  await client.command({ query: "drop table if exists ratings" });
  await client.command({
    query: "create table ratings (g Int32, x Float64, y Float64) engine = MergeTree order by g",
  });
  await client.command({
    query: `insert into ratings select g, x, ${outcome(noise)} as y from
      (select toInt32(number % ${groups}) as g, (rand(3) % 1009) / 252 - 2 as x from numbers(${rows}))`,
  });
  await client.close();
  return (performance.now() - start) / 1000;
}

/** InstEval in a file of DuckDB, and tables of ten million rows as CSV and Parquet: a whole number as a label and a number, a text as a label and a number, three numbers. */
export async function writeFiles(folder, ratingsFile) {
  const duckdb = join(folder, "ratings.duckdb");
  const instance = await DuckDBInstance.create(duckdb);
  const connection = await instance.connect();
  const text = (path) => `'${path.replaceAll("'", "''")}'`;
  await connection.run(`create table ratings as select * from read_csv(${text(ratingsFile)})`);
  const write = async (name, rows) => {
    const [csv, parquet] = ["csv", "parquet"].map((ending) => join(folder, `${name}.${ending}`));
    await connection.run(`copy (${rows}) to ${text(csv)} (header true)`);
    await connection.run(`copy (${rows}) to ${text(parquet)} (format parquet)`);
    return { csv, parquet };
  };
  await connection.run(
    "create temporary table ten as select g, round(y, 6) as y from (select (i % 100000)::integer as g, 1 + ((i * 7919) % 1000) / 500 + random() as y from range(10000000) t(i))",
  );
  const wholes = await write("wholes", "from ten");
  const texts = await write("texts", "select 'g' || g as g, y from ten");
  await connection.run("drop table ten");
  await connection.run(
    "create temporary table three as select round(random(), 6) as a, round(random() * 10, 6) as b, round(1 + random(), 6) as y from range(10000000) t(i)",
  );
  const numbers = await write("numbers", "from three");
  connection.closeSync();
  instance.closeSync();
  return { duckdb, wholes, texts, numbers };
}
