/**
 * Draws of another program: how long it takes to read CmdStan CSV and to judge what is read, next to R: data.table's `fread` (which reads the table
 * and nothing else of the file, here with as many threads as there are processors: behind `grep`, as cmdstanr calls it, and without, told by hand
 * in which line the rows begin), rstan's `read_stan_csv`, and posterior's R-hat and effective sample sizes of all variables in one call. In turns, by the wall clock and by processor time of whole processes, that of starting one taken
 * off. What is not installed is left out.
 *
 * `npm run build && node test/bench/foreign-draws.mjs [VARIABLES [DRAWS]]` measures nothing else; a gigabyte is 10000 2750.
 */

import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeMachine } from "./machine.mjs";
import { makeTable } from "./make-table.mjs";
import { spread } from "./measure.mjs";

const [chains, judgedDraws] = [4, 1000];
/** Turns, and those of what takes a minute or more. */
const [rounds, longRounds] = [5, 1];
const longFrom = 3000;
const statistics = "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__";
/** R's command for scripts. */
const interpreter = "Rscript";
const own = fileURLToPath(new URL("../../dist/index.js", import.meta.url));

const readOwn = (files) => `
  import { readDraws } from ${JSON.stringify(own)};
  const { source } = await readDraws(${JSON.stringify(files)});
  let sum = 0;
  for await (const { values } of source.blocks()) for (const one of values) sum += one[0];
  console.log(process.resourceUsage().maxRSS / 1024);`;
const module = (path) => JSON.stringify(new URL(`../../dist/${path}`, import.meta.url).pathname);
/** Draws of so many variables are made, and `work` is done on them. */
const ofDraws = (variables, work) => `
  import { measureVariable } from ${module("posterior/convergence.js")};
  import { meterFor } from ${module("api/measure-threads.js")};
  import { sourceOf } from ${module("posterior/draws-source.js")};
  import { judgeSource } from ${module("posterior/judge-source.js")};
  let state = 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const [chainCount, drawCount] = [${chains}, ${judgedDraws}];
  const values = Array.from({ length: ${variables} }, () => Float64Array.from({ length: chainCount * drawCount }, normal));
  const named = values.map((_, v) => ({ name: "x" + v, quantity: "x" + v, levels: [], isHidden: false, isConstant: false }));
  const draws = { chainCount, drawCount, variables: named, values, statistics: {} };
  if (process.env.IDLE === undefined) { ${work} }`;
const judgeAll = "await judgeSource(sourceOf(draws), {}, meterFor(chainCount * drawCount));";
const measureAll = "for (const [v, one] of values.entries()) measureVariable(named[v], one, chainCount);";
const judgePosterior = (variables) => `
  x <- posterior::as_draws_array(array(rnorm(${chains * judgedDraws} * ${variables}), c(${judgedDraws}, ${chains}, ${variables})))
  if (Sys.getenv("IDLE") == "") s <- posterior::summarise_draws(x, "rhat", "ess_bulk", "ess_tail")`;
const byFread = (files, options) =>
  `data.table::setDTthreads(0); for (f in c(${quoted(files)})) x <- suppressWarnings(data.table::fread(${options}, showProgress = FALSE))`;
const quoted = (files) => files.map((file) => JSON.stringify(file)).join(", ");

/** Seconds of each way by both clocks, with their spread over the rounds; null where it is not installed. */
export function benchmarkForeignDraws(variables = 2000, draws = 500) {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
  try {
    const files = Array.from({ length: chains }, (_, c) => join(folder, `fit_${c + 1}.csv`));
    for (const file of files) writeChain(file, variables, draws);
    const ways = {
      read: node(readOwn(files)),
      fread: r("data.table", byFread(files, `cmd = paste("grep -v '^#'", f), colClasses = "numeric"`)),
      freadRows: r("data.table", byFread(files, `f, skip = ${linesBefore}, header = FALSE`)),
      // Minutes for what is large.
      rstan: variables * draws > 2e6 ? null : r("rstan", `x <- rstan::read_stan_csv(c(${quoted(files)}))`),
      judge: { ...node(ofDraws(variables, judgeAll)), isIdleByFlag: true },
      rhat: { ...node(ofDraws(variables, measureAll)), isIdleByFlag: true },
      posterior: r("posterior", judgePosterior(variables), true),
    };
    return { variables, draws, ...measure(ways, variables) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const node = (script) => ({
  command: process.execPath,
  words: ["--input-type=module", "-e", script],
  // Imports alone, as R loads its packages when nothing is done.
  idle: ["--input-type=module", "-e", script.match(/ *import .*;/g).join("")],
});

/** Null where R or the package is not installed; the package is loaded when nothing is done, too. */
function r(name, script, isIdleByFlag = false) {
  const load = `suppressMessages(loadNamespace("${name}"))`;
  const { status } = spawnSync(interpreter, ["-e", load]);
  if (status !== 0) return null;
  return { command: interpreter, words: ["-e", `${load}; ${script}`], idle: ["-e", load], isIdleByFlag };
}

function measure(ways, variables) {
  const known = Object.entries(ways).filter(([, way]) => way !== null);
  const seconds = Object.fromEntries(known.map(([name]) => [name, { wall: [], processor: [] }]));
  let megabytes = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [name, { command, words, idle, isIdleByFlag }] of known) {
      if (isIdleByFlag && variables >= longFrom && round >= longRounds) continue;
      const whole = timeOf(command, words);
      // Draws to judge are made in both.
      const nothing = isIdleByFlag ? timeOf(command, words, { IDLE: "1" }) : timeOf(command, idle);
      for (const clock of ["wall", "processor"]) seconds[name][clock].push(whole[clock] - nothing[clock]);
      if (name === "read") megabytes = Math.max(megabytes, Number(whole.output));
    }
  }
  const spreads = Object.keys(ways).map((name) => {
    const found = seconds[name];
    return [
      name,
      found === undefined ? null : { wall: spread(found.wall), processor: spread(found.processor) },
    ];
  });
  return { megabytes, ...Object.fromEntries(spreads) };
}

/** Of a process and those that it starts, as the shell tells them. */
function timeOf(command, words, environment = {}) {
  const script = 'TIMEFORMAT="%R %U %S"; time "$0" "$@"';
  const { stdout, stderr, status } = spawnSync("bash", ["-c", script, command, ...words], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  const [wall, user, system] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { wall, processor: user + system, output: stdout };
}

function writeChain(path, variables, draws) {
  const file = openSync(path, "w");
  const names = Array.from({ length: variables }, (_, v) => `b.${v + 1}`);
  writeSync(
    file,
    `${beginning(draws)}${statistics},${names.join(",")}\n# Adaptation terminated\n# Step size = 0.5\n`,
  );
  for (let row = 0; row < draws; row++) {
    const numbers = names.map(() => Number((4 * Math.random() - 2).toPrecision(6)));
    writeSync(file, `${[-7.25, 0.9, 0.5, 3, 7, 0, 7.5, ...numbers].join(",")}\n`);
  }
  writeSync(file, "# \n#  Elapsed Time: 1 seconds (Warm-up)\n#                2 seconds (Sampling)\n");
  closeSync(file);
}

/** Lines before the first row: arguments, the header, the adaptation. */
const linesBefore = 14;
const beginning = (draws) => `# stan_version_major = 2
# method = sample
#   sample
#     num_samples = ${draws}
#     num_warmup = 1000
#     save_warmup = 0
#     thin = 1
#     algorithm = hmc
#         engine = nuts
#         metric = diag_e
# id = 1
`;

/** The figures as a table for people. */
export function renderForeignDraws({ variables, draws, megabytes, ...found }) {
  const table = makeTable(["seconds", "wall clock", "least", "greatest", "processor time"]);
  const names = {
    read: `reading ${chains} × ${draws} draws of ${variables} variables (${Math.round(megabytes)} MB)`,
    fread: "the same by data.table::fread, behind grep",
    freadRows: "rows alone by data.table::fread, told where they begin",
    rstan: "the same by rstan::read_stan_csv",
    judge: `verdict and summary of ${variables} variables, ${chains} × ${judgedDraws} draws`,
    rhat: "R-hat and ESS of the same, in one thread",
    posterior: "R-hat and ESS of the same by posterior",
  };
  for (const [way, name] of Object.entries(names)) {
    const figures = found[way];
    const cells =
      figures === null
        ? ["-", "-", "-", "-"]
        : [figures.wall.median, figures.wall.least, figures.wall.greatest, figures.processor.median].map(
            (one) => one.toFixed(2),
          );
    table.push([name, ...cells]);
  }
  return `draws of another program\n${table}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [variables, draws] = process.argv.slice(2).map(Number);
  const { processor, loadAverage } = describeMachine();
  console.log(`${processor}, load average ${loadAverage.toFixed(1)}`);
  console.log(renderForeignDraws(benchmarkForeignDraws(variables, draws)));
}
