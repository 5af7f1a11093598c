/**
 * `npm run bench:scale [-- GREATEST]`: a random-slopes model fitted to rows that stay where they are. Rows are generated inside DuckDB, 10⁴ to
 * 10^GREATEST of them (8 if not given), of 10⁵ groups at most; each fit has a process of its own, whose memory is told. Then InstEval
 * by DuckDB beside InstEval in memory, and 10⁷ rows of Parquet beside CSV, in five turns. With HYPERPRIOR_POSTGRES and HYPERPRIOR_CLICKHOUSE, URLs of databases
 * that may be written to, 10⁸ rows (10^GREATEST if that is fewer) are generated there too; --servers does nothing else.
 *
 * Seconds in the engine are those until its answer has come; those of the fit are what comes after. Prints tables, and with --plot FILE.svg draws them; --only leaves out all but the
 * greatest, and --reading all but the reading of 10⁷ rows.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ratingsFile } from "./peers/data.mjs";
import { ratingsModel } from "./ratings-model.mjs";
import { drawScale } from "./scale/draw.mjs";
import { generateInClickhouse, generateInDuckdb, generateInPostgres, writeFiles } from "./scale/generate.mjs";

const root = new URL("../../", import.meta.url).pathname;
const [greatest = "8"] = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const onlyServers = process.argv.includes("--servers");
const plot = process.argv[process.argv.indexOf("--plot") + 1];

const slopes = `data { y: real, x: real, g: factor }
X = design(1 + x)
β[X] ~ normal(0, 10)
τ[X] ~ half_normal(5)
Ω[X, X] ~ lkj(2)
σ ~ half_normal(5)
b[g, X] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + X * b[g], σ)
`;

const folder = mkdtempSync(join(tmpdir(), "hyperprior-scale-"));
const model = (name, text) => {
  const path = join(folder, `${name}.model`);
  writeFileSync(path, text);
  return path;
};

/** One fit in a process of its own. */
function fit(name, modelFile, data, reduce = "always") {
  const words = [`${root}test/bench/scale/fit.mjs`, modelFile, data, reduce];
  const result = JSON.parse(execFileSync(process.execPath, words, { maxBuffer: 1 << 26 }).toString());
  const shown = [
    name.padEnd(34),
    `engine ${result.engineS.toFixed(1)} s`,
    `fit ${result.fitS.toFixed(1)} s, ${result.fitProcessorS.toFixed(1)} s of processors`,
    `${result.groups} groups, ${(result.bytes / 1e6).toFixed(1)} MB back`,
    `${result.megabytes.toFixed(0)} MB at most`,
    `least ESS ${result.ess.toFixed(0)}`,
    result.verdict,
  ];
  console.log(shown.join(" · "));
  return { name, ...result };
}

/** Seconds of reading 10⁷ rows of CSV and of Parquet by turns, and the share of the second. */
function compareReading(name, { csv, parquet }, columns) {
  const turns = Array.from({ length: 5 }, () => {
    const [one, other] = [csv, parquet].map((file) =>
      JSON.parse(execFileSync(process.execPath, [`${root}test/bench/scale/read.mjs`, file, ...columns])),
    );
    return [
      one.wallS,
      other.wallS,
      other.wallS / one.wallS,
      one.processorS,
      other.processorS,
      other.processorS / one.processorS,
    ];
  });
  const [wall, wallOther, wallShare, processor, processorOther, processorShare] = turns[0].map((_, k) => {
    const sorted = turns.map((turn) => turn[k]).sort((a, b) => a - b);
    return `${sorted[2].toFixed(2)} (${sorted[0].toFixed(2)} to ${sorted[4].toFixed(2)})`;
  });
  console.log(
    `10^7 rows of ${name}: CSV and Parquet take ${wall} and ${wallOther} s, a share of ${wallShare}`,
  );
  console.log(`  of the processors ${processor} and ${processorOther} s, a share of ${processorShare}`);
}

function compareReadings(wholes, texts, numbers) {
  compareReading("a whole number as a label, and a number", wholes, ["y", "g"]);
  compareReading("a text as a label, and a number", texts, ["y", "g"]);
  compareReading("three numbers", numbers, ["a,b,y"]);
}

const groupsOf = (rows) => Math.min(100_000, rows / 20);

try {
  if (process.argv.includes("--reading")) {
    const { wholes, texts, numbers } = await writeFiles(folder, ratingsFile);
    compareReadings(wholes, texts, numbers);
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  }
  const slopesModel = model("slopes", slopes);
  const curve = [];
  for (
    let power = process.argv.includes("--only") ? Number(greatest) : 4;
    power <= Number(greatest) && !onlyServers;
    power++
  ) {
    const rows = 10 ** power;
    const file = join(folder, `${power}.duckdb`);
    const seconds = await generateInDuckdb(file, rows, groupsOf(rows));
    const gigabytes = statSync(file).size / 1e9;
    console.log(`10^${power} rows made in ${seconds.toFixed(1)} s, ${gigabytes.toFixed(2)} GB`);
    curve.push({ rows, ...fit(`DuckDB, 10^${power} rows`, slopesModel, `${file}?table=ratings`) });
    if (power !== 7) rmSync(file);
  }
  const servers = [
    [process.env.HYPERPRIOR_POSTGRES, "PostgreSQL", generateInPostgres],
    [process.env.HYPERPRIOR_CLICKHOUSE, "ClickHouse", generateInClickhouse],
  ];
  for (const [url, title, generate] of servers) {
    if (url === undefined) continue;
    const power = Math.min(8, Number(greatest));
    const seconds = await generate(url, 10 ** power, groupsOf(10 ** power));
    console.log(`10^${power} rows made in ${title} in ${seconds.toFixed(1)} s`);
    fit(`${title}, 10^${power} rows`, slopesModel, `${url}?table=ratings`);
  }
  if (process.argv.includes("--only") || onlyServers) {
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  }
  const ratings = model("ratings", ratingsModel);
  fit("InstEval in memory", ratings, ratingsFile, "never");
  const { duckdb, wholes, texts, numbers } = await writeFiles(folder, ratingsFile);
  fit("InstEval by DuckDB", ratings, `${duckdb}?table=ratings`);
  compareReadings(wholes, texts, numbers);
  const means = model(
    "means",
    "data { y: real, g: factor }\nβ ~ normal(0, 10)\nτ ~ half_normal(5)\nσ ~ half_normal(5)\nb[g] ~ normal(0, τ)\ny ~ normal(β + b[g], σ)\n",
  );
  fit("10^7 rows of CSV", means, wholes.csv, "never");
  fit("10^7 rows of Parquet, as rows", means, wholes.parquet, "never");
  fit("10^7 rows of Parquet, reduced", means, wholes.parquet);
  if (process.argv.includes("--plot")) drawScale(plot, curve);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
