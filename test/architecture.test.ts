/** The rooms of src/ and what each may import, as docs/architecture.md tells it; file sizes; names. */

import { describe, expect, it } from "vitest";
import { importSpecifiers, type SourceFile, sources, withoutComments } from "./architecture/sources.ts";

const leaves = ["numeric", "text", "problems"];
/** Whoever takes a bound model takes the checked expressions in it. */
const meaning = ["identification", "predictor", "model", "data", "language", "distributions", ...leaves];
const sampling = ["samplers", "linear-gaussian", "structure", "density", ...meaning];
/** The record of draws, and of what their variables stand for: what makes draws and what judges them meet in it. */
const contract = "posterior/draws.ts";

/** The rooms that each room may import, itself apart. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  numeric: [],
  text: [],
  webassembly: [],
  problems: ["text"],
  distributions: ["numeric"],
  language: ["distributions", "problems", "text"],
  "language-service": ["language", "distributions", ...leaves],
  data: leaves,
  formula: ["data", "language", ...leaves],
  model: ["language", "data", "distributions", ...leaves],
  reduction: ["model", "language", "data", ...leaves],
  predictor: ["model", "language", "data", "distributions", "numeric", "problems", contract],
  identification: ["predictor", "model", "language", "data", "distributions", "numeric", "problems"],
  density: ["predictor", "model", "language", "distributions", "webassembly", ...leaves, contract],
  structure: ["predictor", "model", "language", "distributions", "numeric", "problems"],
  "linear-gaussian": ["structure", "density", "predictor", "model", "language", "numeric", contract],
  samplers: [
    "linear-gaussian",
    "structure",
    "density",
    "predictor",
    "model",
    "language",
    "distributions",
    "numeric",
    "problems",
    contract,
    // Draws of a pilot are judged as all draws are.
    "posterior/ess.ts",
  ],
  posterior: ["numeric"],
  evaluation: [
    "structure",
    "density",
    "predictor",
    "model",
    "language",
    "distributions",
    "numeric",
    contract,
  ],
  prediction: [
    "evaluation",
    "density",
    "predictor",
    "model",
    "language",
    "distributions",
    "numeric",
    "problems",
    contract,
  ],
  formats: ["posterior", "webassembly", ...leaves],
  sources: ["reduction", "formats", "model", "data", "language", ...leaves],
  queue: ["sources", "problems"],
  report: ["posterior", "numeric", "text"],
  pictures: ["posterior", "numeric", "text"],
  run: [...sampling, "prediction", "evaluation", "posterior", "formats"],
  api: [
    "sources",
    "formula",
    "reduction",
    "run",
    "prediction",
    "evaluation",
    ...sampling,
    "posterior",
    "formats",
  ],
  manuscript: ["api", "run", "samplers", "report", "posterior", "language", "problems", "text"],
  "run-report": [
    "manuscript",
    "api",
    "run",
    "samplers",
    "report",
    "pictures",
    "posterior",
    "language",
    "text",
  ],
  builder: ["api", "language", "distributions", "numeric", "problems"],
  calibration: ["queue", "api", "run", "sources", "prediction", ...sampling, "posterior"],
  simulation: ["api", "sources", "formula", "run", "prediction", ...sampling, "posterior"],
  "engine.ts": ["builder", "calibration", "api", "run", ...sampling, "posterior", "report"],
  "index.ts": [
    "engine.ts",
    "calibration",
    "simulation",
    "run-report",
    "manuscript",
    "api",
    "posterior",
    "report",
  ],
  cli: [
    "reduction",
    "language-service",
    "sources",
    "formula",
    "calibration",
    "simulation",
    "run-report",
    "manuscript",
    "api",
    "run",
    "prediction",
    ...sampling,
    "posterior",
    "formats",
    "report",
    "pictures",
    "lessons",
  ],
  lessons: [
    "browser",
    "language-service",
    "calibration",
    "api",
    "samplers",
    "run",
    "pictures",
    "posterior",
    "report",
    "run-report",
    "problems",
    "numeric",
    "text",
  ],
  browser: [
    "engine.ts",
    "sources",
    "calibration",
    "api",
    "run",
    ...sampling,
    "pictures",
    "posterior",
    "report",
    "run-report",
  ],
};

/** Where the code departs from that table: a room, or one file of a room, each with its reason. */
const departures: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  { from: "data", to: "language/syntax.ts", why: "formulas are written in the model" },
  {
    from: "language",
    to: "numeric/scalar-functions.ts",
    why: "which functions a model may call is written once",
  },
];

/** Packages, and modules of Node, by the room or file that may import them. */
const outside: Readonly<Record<string, readonly string[]>> = {
  "numeric/eigen-symmetric.ts": ["ml-matrix"],
  "numeric/gamma-function.ts": ["@stdlib/math-base-special-digamma", "@stdlib/math-base-special-trigamma"],
  "numeric/random-stream.ts": ["@stdlib/random-base-gamma", "@stdlib/random-base-mt19937"],
  "numeric/trigonometric.ts": [
    "@stdlib/math-base-special-atan",
    "@stdlib/math-base-special-cos",
    "@stdlib/math-base-special-sin",
    "@stdlib/math-base-special-tanh",
  ],
  data: ["papaparse"],
  "data/read-csv.ts": ["node:fs"],
  formats: ["hyparquet", "hyparquet-writer", "h5wasm", "papaparse", "@uwdata/flechette"],
  "formats/arviz/hdf5.ts": ["h5wasm", "node:fs", "node:fs/promises", "node:os", "node:path"],
  "formats/tables/codecs.ts": ["node:zlib"],
  pictures: ["@observablehq/plot", "linkedom"],
  "run-report/html/mathematics.ts": ["temml"],
  "run-report/in-node.ts": ["node:fs/promises"],
  "formats/cmdstan/followed-file.ts": ["node:fs/promises"],
  "formats/cmdstan/read-all.ts": ["node:os", "node:worker_threads"],
  "formats/cmdstan/section-worker.ts": ["node:worker_threads"],
  "formats/cmdstan/sections.ts": ["node:buffer"],
  "formats/input-file.ts": ["node:fs", "node:fs/promises", "node:stream", "node:zlib"],
  "sources/engines/duckdb.ts": ["@duckdb/node-api", "node:os"],
  "sources/engines/duckdb-package.ts": ["@duckdb/node-api", "node:module"],
  "sources/engines/pgpass.ts": ["node:fs/promises", "node:os", "node:path"],
  "sources/engines/postgres.ts": ["pg"],
  "sources/engines/postgres-tls.ts": ["node:fs/promises", "node:os", "node:path", "node:tls"],
  "sources/engines/tls.ts": ["node:crypto", "node:fs/promises", "node:tls"],
  "sources/engines/clickhouse.ts": ["@clickhouse/client"],
  "sources/engines/sqlite.ts": ["node-sqlite3-wasm", "node:fs/promises"],
  "sources/files/arrow-file.ts": ["@uwdata/flechette", "node:fs/promises"],
  "sources/files/listed-files.ts": ["node:fs", "node:fs/promises", "node:path"],
  "sources/files/parquet-file.ts": ["hyparquet", "node:fs/promises"],
  "sources/open-engine.ts": ["node:fs/promises"],
  "queue/job-queue.ts": ["pg", "node:crypto"],
  calibration: ["node:os", "node:v8", "node:worker_threads"],
  api: ["node:fs/promises", "node:os", "node:path", "node:worker_threads"],
  run: ["node:fs", "node:fs/promises", "node:os", "node:path", "node:url", "node:worker_threads"],
  "cli/open-in-browser.ts": ["node:child_process"],
  "cli/lesson/server.ts": ["node:http", "node:net", "node:zlib"],
  cli: [
    "commander",
    "picocolors",
    "cli-progress",
    "vscode-languageserver",
    "vscode-languageserver-textdocument",
    "@resvg/resvg-js",
    "node:crypto",
    "node:fs",
    "node:fs/promises",
    "node:module",
    "node:os",
    "node:path",
    "node:readline",
    "node:url",
    "node:v8",
    "node:vm",
    "node:zlib",
  ],
};

/** Two at most: a table with two exceptions is a law. */
const mostDepartures = 2;
const isAllowed = (room: string, target: string): boolean =>
  mayImport[room]?.some((one) => one === target || one === roomOf(target)) === true;
const departs = (file: SourceFile, target: string): boolean =>
  departures.some(({ from, to }) => from === file.room && (to === target || to === roomOf(target)));
const roomOf = (path: string): string => path.split("/")[0]!;

describe("the rooms of src/", () => {
  it("are those of the table", () => {
    expect(sources.map(({ room }) => room).filter((room) => !(room in mayImport))).toEqual([]);
  });

  it("import only what the table allows, types included", () => {
    const broken = sources.flatMap((file) =>
      file.imports
        .filter((target) => roomOf(target) !== file.room && !isAllowed(file.room, target))
        .filter((target) => !departs(file, target))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("lie above each other: no way of imports leads back to a room, but for the contract", () => {
    const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean =>
      (mayImport[from] ?? []).some((one) => {
        if (one === wanted) return true;
        if (seen.has(one)) return false;
        seen.add(one);
        return reaches(one, wanted, seen);
      });
    expect(Object.keys(mayImport).filter((room) => reaches(room, room))).toEqual([]);
  });

  it("depart from the table only where they still have to", () => {
    const isUsed = ({ from, to }: { from: string; to: string }): boolean =>
      sources.some(
        (file) => file.room === from && file.imports.some((one) => one === to || roomOf(one) === to),
      );
    expect(departures.filter((one) => !isUsed(one))).toEqual([]);
    expect(departures.length).toBeLessThanOrEqual(mostDepartures);
  });

  it("import packages and modules of Node only where the table has them", () => {
    const broken = sources.flatMap((file) => {
      const allowed = [...(outside[file.room] ?? []), ...(outside[file.path] ?? [])];
      return file.packages.filter((one) => !allowed.includes(one)).map((one) => `${file.path} → ${one}`);
    });
    expect(broken).toEqual([]);
  });

  it("reach no module of Node from what runs in a browser", () => {
    const needNode = sources.filter(({ packages }) => packages.some((one) => one.startsWith("node:")));
    const reports = ["make-report.ts", "markdown.ts", "html/page.ts"].map((path) => `run-report/${path}`);
    const reached = reachableFrom([
      "browser/with-report.ts",
      "engine.ts",
      "language-service/index.ts",
      ...reports,
    ]);
    expect(needNode.map(({ path }) => path).filter((path) => reached.has(path))).toEqual([]);
  });

  it("have no import cycles, types included", () => {
    expect(findCycles()).toEqual([]);
  });

  it("import files that exist", () => {
    const known = new Set(sources.map(({ path }) => path));
    expect(sources.flatMap(({ imports }) => imports).filter((target) => !known.has(target))).toEqual([]);
  });

  it("are called by what they hold", () => {
    const words = /(^|[/-])(utils?|utilities|helpers?|common|misc|stuff|lib)([/.-]|$)/;
    expect(sources.map(({ path }) => path).filter((path) => words.test(path))).toEqual([]);
  });
});

describe("file sizes", () => {
  const sizes = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
  const longerThan = (lines: number): string[] =>
    sizes.filter((one) => one.lines > lines).map(({ path }) => path);

  it("have a median of at most 100 lines", () => {
    expect(longerThan(100).length).toBeLessThanOrEqual(sizes.length / 2);
  });

  it("are under 350 lines for 95 in 100 files, and at most 500 for all", () => {
    expect(longerThan(349).length).toBeLessThanOrEqual(sizes.length / 20);
    expect(longerThan(500)).toEqual([]);
  });
});

describe("the reader of sources", () => {
  it("finds imports of every form", () => {
    const code = [
      'import { a,\n  type B } from "./one.ts";',
      'import "./two.ts";',
      'export * from "./three.ts";',
      'type C = import("./four.ts").C;',
      'const d = await import("./five.ts");',
    ];
    const found = importSpecifiers(code.join("\n")).sort();
    expect(found).toEqual(["./five.ts", "./four.ts", "./one.ts", "./three.ts", "./two.ts"]);
  });

  it("takes comments away, and nothing of strings", () => {
    const code = withoutComments('a("/*"); // b\n/** c\n * d */ e("// f", `/* g */`);');
    expect(code).toBe('a("/*"); \n\n e("// f", `/* g */`);');
  });
});

function reachableFrom(entries: readonly string[]): ReadonlySet<string> {
  const byPath = new Map(sources.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const target of byPath.get(path)?.imports ?? []) visit(target);
  };
  for (const entry of entries) visit(entry);
  return reached;
}

/** Each cycle that a walk in depth meets, as a path that returns to its start. */
function findCycles(): string[] {
  const byPath = new Map(sources.map((file) => [file.path, file]));
  const done = new Set<string>();
  const trail: string[] = [];
  const cycles: string[] = [];
  const visit = (path: string): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (done.has(path)) return;
    done.add(path);
    trail.push(path);
    for (const target of byPath.get(path)?.imports ?? []) visit(target);
    trail.pop();
  };
  for (const { path } of sources) visit(path);
  return cycles;
}
