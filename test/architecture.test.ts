/** The rooms of src/ and what each may import, as docs/architecture.md tells it; file sizes; names. */

import { describe, expect, it } from "vitest";
import { importSpecifiers, type SourceFile, sources, withoutComments } from "./architecture/sources.ts";

const bound = ["model", "data", "distributions", "numeric"];
const sampling = ["samplers", "structure", "density", ...bound];

/** The rooms that each room may import, itself apart. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  numeric: [],
  text: [],
  distributions: ["numeric"],
  language: ["distributions", "text"],
  data: ["numeric", "text"],
  model: ["language", "data", "distributions", "numeric"],
  density: [...bound, "text"],
  structure: bound,
  samplers: ["structure", "density", "model", "distributions", "numeric"],
  posterior: ["numeric"],
  prediction: [...sampling, "posterior"],
  formats: ["posterior", "numeric"],
  report: ["posterior", "numeric", "text"],
  run: ["prediction", ...sampling, "posterior", "formats", "text"],
  "engine.ts": ["language", "run", ...sampling, "posterior", "report"],
  "index.ts": ["engine.ts", "run"],
  cli: ["language", "run", "prediction", ...sampling, "posterior", "formats", "report", "text"],
  browser: ["engine.ts", "language", "run", "prediction", ...sampling, "posterior", "formats", "report"],
};

/** Where the code departs from that table: a room, or one file of a room, each with its reason. */
const departures: readonly { readonly from: string; readonly to: string; readonly why: string }[] = [
  { from: "data", to: "language/syntax.ts", why: "formulas are written in the model" },
  { from: "data", to: "language/problem.ts", why: "all rooms say what is wrong in one record" },
  {
    from: "data",
    to: "language/nearest-name.ts",
    why: "names of columns are suggested as names of models are",
  },
  {
    from: "language",
    to: "numeric/scalar-functions.ts",
    why: "which functions a model may call is written once",
  },
  { from: "density", to: "language/checked-model.ts", why: "a bound model holds the checked expressions" },
  { from: "model", to: "posterior/draws.ts", why: "roles of parameters travel in the draws as data" },
  {
    from: "density",
    to: "posterior/draws.ts",
    why: "the names and roles of what is drawn are made with the layout",
  },
  {
    from: "structure",
    to: "language",
    why: "a bound model holds the checked expressions; refusals print them",
  },
  {
    from: "samplers",
    to: "posterior/draws.ts",
    why: "the names and roles of what is drawn come with what is compiled",
  },
  {
    from: "samplers",
    to: "language",
    why: "full conditionals are those of checked statements; `explain` prints them",
  },
  {
    from: "prediction",
    to: "language",
    why: "statements are simulated one by one; what cannot be is told as problems",
  },
  { from: "run", to: "language", why: "fitting starts from text and tells problems" },
];

/** Packages, and modules of Node, by the room or file that may import them. */
const outside: Readonly<Record<string, readonly string[]>> = {
  numeric: ["@stdlib/random-base-gamma", "@stdlib/random-base-mt19937", "@stdlib/random-base-normal"],
  data: ["papaparse"],
  "data/read-csv.ts": ["node:fs"],
  formats: ["hyparquet", "hyparquet-writer"],
  run: ["node:fs", "node:fs/promises", "node:os", "node:path", "node:url", "node:worker_threads"],
  cli: [
    "commander",
    "picocolors",
    "cli-progress",
    "node:fs",
    "node:fs/promises",
    "node:os",
    "node:path",
    "node:vm",
  ],
};

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
        .filter((target) => roomOf(target) !== file.room && !mayImport[file.room]?.includes(roomOf(target)))
        .filter((target) => !departs(file, target))
        .map((target) => `${file.path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("depart from the table only where they still have to", () => {
    const isUsed = ({ from, to }: { from: string; to: string }): boolean =>
      sources.some(
        (file) => file.room === from && file.imports.some((one) => one === to || roomOf(one) === to),
      );
    expect(departures.filter((one) => !isUsed(one))).toEqual([]);
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
    const reached = reachableFrom(["browser/index.ts", "engine.ts"]);
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
