/**
 * Draws of another program: how long it takes to read CmdStan CSV and to judge what is read, next to R: data.table's `fread` (which reads the table
 * and nothing else of the file), rstan's `read_stan_csv`, and posterior's R-hat and effective sample sizes. In turns, by processor time of whole
 * processes, that of starting one taken off. What is not installed is left out.
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

const [chains, rounds, judgedVariables] = [4, 5, 300];
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
const judgeOwn = `
  import { measureVariable } from ${JSON.stringify(new URL("../../dist/posterior/convergence.js", import.meta.url).pathname)};
  let state = 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  for (let v = 0; v < ${judgedVariables}; v++) measureVariable({ name: "x" }, Float64Array.from({ length: 4000 }, normal), 4);`;
const quoted = (files) => files.map((file) => JSON.stringify(file)).join(", ");

/** Seconds of processor time of each way, with its spread over the rounds; null where it is not installed. */
export function benchmarkForeignDraws(variables = 2000, draws = 500) {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-bench-"));
  try {
    const files = Array.from({ length: chains }, (_, c) => join(folder, `fit_${c + 1}.csv`));
    for (const file of files) writeChain(file, variables, draws);
    const ways = {
      read: node(readOwn(files)),
      fread: r(
        "data.table",
        `for (f in c(${quoted(files)})) x <- data.table::fread(cmd = paste("grep -v '^#'", f), colClasses = "numeric")`,
      ),
      // Minutes for what is large.
      rstan: variables * draws > 2e6 ? null : r("rstan", `x <- rstan::read_stan_csv(c(${quoted(files)}))`),
      judge: node(judgeOwn),
      posterior: r(
        "posterior",
        `x <- posterior::as_draws_array(array(rnorm(4000 * ${judgedVariables}), c(1000, 4, ${judgedVariables}))); s <- posterior::summarise_draws(x, "rhat", "ess_bulk", "ess_tail")`,
      ),
    };
    return { variables, draws, judgedVariables, ...measure(ways) };
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
function r(name, script) {
  const load = `suppressMessages(loadNamespace("${name}"))`;
  const { status } = spawnSync(interpreter, ["-e", load]);
  if (status !== 0) return null;
  return { command: interpreter, words: ["-e", `${load}; ${script}`], idle: ["-e", load] };
}

function measure(ways) {
  const known = Object.entries(ways).filter(([, way]) => way !== null);
  const seconds = Object.fromEntries(known.map(([name]) => [name, []]));
  let megabytes = 0;
  for (let round = 0; round < rounds; round++) {
    for (const [name, { command, words, idle }] of known) {
      const whole = processorSeconds(command, words);
      seconds[name].push(whole.seconds - processorSeconds(command, idle).seconds);
      if (name === "read") megabytes = Math.max(megabytes, Number(whole.output));
    }
  }
  const spreads = Object.keys(ways).map((name) => [
    name,
    seconds[name] === undefined ? null : spread(seconds[name]),
  ]);
  return { megabytes, ...Object.fromEntries(spreads) };
}

/** Of a process and those that it starts, as the shell tells them. */
function processorSeconds(command, words) {
  const script = 'TIMEFORMAT="%U %S"; time "$0" "$@"';
  const { stdout, stderr, status } = spawnSync("bash", ["-c", script, command, ...words], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  const [user, system] = stderr.trim().split("\n").at(-1).split(" ").map(Number);
  return { seconds: user + system, output: stdout };
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
  const table = makeTable(["processor time, s", "median", "least", "greatest"]);
  const names = {
    read: `reading ${chains} × ${draws} draws of ${variables} variables (${Math.round(megabytes)} MB)`,
    fread: "the same by data.table::fread",
    rstan: "the same by rstan::read_stan_csv",
    judge: `R-hat and ESS of ${judgedVariables} variables, 4 × 1000 draws`,
    posterior: "the same by posterior",
  };
  for (const [way, name] of Object.entries(names)) {
    const figures = found[way];
    const cells =
      figures === null
        ? ["-", "-", "-"]
        : [figures.median, figures.least, figures.greatest].map((one) => one.toFixed(2));
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
