/**
 * The text of a generated function as C, operation for operation, compiled by gcc for this machine and run in a process of its own, which
 * evaluates as often as it is told and says how long that took. Functions are those of the C library.
 */

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** What the generated text calls, by its name there. */
const inC = { exp: "exp", log: "log", log1p: "log1p", expm1: "expm1", gamma_ln: "lgamma" };

/** The version of gcc, or null where there is none. */
export function findCompiler() {
  const { status, stdout } = spawnSync("gcc", ["-dumpfullversion"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** `evaluate(position, target)` of an emitted function as C; throws where it calls what C has not. */
function functionInC({ text, functions }) {
  const missing = functions.filter((name) => inC[name] === undefined);
  if (missing.length > 0) throw new Error(`not in the C library: ${missing.join(", ")}`);
  const body = text.slice(text.indexOf("return function"), text.lastIndexOf("};"));
  const renames = functions.map((name) => [new RegExp(`\\b${name}\\(`, "g"), `${inC[name]}(`]);
  const changes = [
    [/^return function \w+\(position, target\) \{/, ""],
    [/\bconst (j\d+)/g, "const int $1"],
    [/\bconst ([ve]\d+)/g, "const double $1"],
    [/\blet i\b/g, "int i"],
    [/\blet (v\d+)/g, "double $1"],
    [/\b(w\d+)\.fill\(0\)/g, "memset($1, 0, sizeof $1)"],
    [/Math\.(max|min)\(/g, "$1of("],
    [/Math\.abs\(/g, "fabs("],
    [/Math\./g, ""],
    [/Infinity/g, "INFINITY"],
    ...renames,
  ];
  return changes.reduce((code, [from, to]) => code.replace(from, to), body);
}

function programOf(emitted, dimension, dataFile) {
  const { data, maps, work } = emitted;
  const arrays = [
    ...data.map((values, k) => `static double d${k}[${values.length}];`),
    ...maps.map((indices, k) => `static int m${k}[${indices.length}];`),
    ...work.map((length, k) => `static double w${k}[${length}];`),
    `static double position[${dimension}], target[${dimension}];`,
  ];
  const names = [...data.map((_, k) => `d${k}`), ...maps.map((_, k) => `m${k}`), "position"];
  const reads = names.map((name) => `if (fread(${name}, sizeof ${name}, 1, file) != 1) return 1;`);
  return `#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
${arrays.join("\n")}
static inline double maxof(double a, double b) { return a > b ? a : b; }
static inline double minof(double a, double b) { return a < b ? a : b; }
__attribute__((noinline)) static double evaluate(const double *position, double *target) {
${functionInC(emitted)}}
int main(void) {
  FILE *file = fopen(${JSON.stringify(dataFile)}, "rb");
  if (file == NULL) return 1;
  ${reads.join("\n  ")}
  fclose(file);
  long count;
  while (scanf("%ld", &count) == 1) {
    struct timespec start, end;
    double value = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long i = 0; i < count; i++) value = evaluate(position, target);
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.0f %.17g\\n", (end.tv_sec - start.tv_sec) * 1e9 + (end.tv_nsec - start.tv_nsec), value);
    fflush(stdout);
  }
}
`;
}

/** A process with the C twin of an emitted function at a position: `run(count)` gives nanoseconds and the value; `close()` ends it. */
export function startTwin(emitted, position) {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-c-"));
  const [source, program, dataFile] = ["twin.c", "twin", "data"].map((name) => join(folder, name));
  const bytes = [...emitted.data, ...emitted.maps, position].map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  writeFileSync(dataFile, Buffer.concat(bytes));
  writeFileSync(source, programOf(emitted, position.length, dataFile));
  const flags = ["-O3", "-march=native", "-o", program, source, "-lm"];
  const compiled = spawnSync("gcc", flags, { encoding: "utf8" });
  if (compiled.status !== 0) throw new Error(compiled.stderr);
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (count) => {
      child.stdin.write(`${count}\n`);
      const [nanoseconds, value] = (await lines.next()).value.split(" ").map(Number);
      return { nanoseconds, value };
    },
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
