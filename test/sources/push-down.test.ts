import { mkdir, rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/sources/engine.ts";
import { inDuckdb, inSqlite, type Place, temporaryFolder, writeText } from "./fixtures.ts";
import { expectLevelsOf, expectNesting, expectNumbersOf, levelRows } from "./levels-of-engine.ts";
import { difference, groupsOfRows, push, pushedGroups } from "./push-down.ts";

let place: Place;
const at = (name: string): string => place.at(name);

const model = (columns: string, mean: string, rest = "") =>
  `data {\n  y: real\n${columns}}\n\nβ ~ normal(0, 10)\nσ ~ half_normal(5)\n${rest}\ny ~ normal(${mean}, σ)\n`;

beforeAll(async () => {
  place = await temporaryFolder();
  await mkdir(at("parts"));
  await inDuckdb(
    null,
    "select setseed(0.25)",
    // Offsets of a milliard sds, a scale of 1e-9 and a column of heavy tails.
    `create table t as select 1e9 + random() as y, random() * 1e-9 - 7 as x, tan(3.14 * (random() - 0.5)) as z, 'g' || (i % 17) as g, chr((65 + i % 5)::int) as h, (i % 3)::int as k from range(4000) r(i)`,
    // Groups of rows are what threads share.
    `copy t to '${at("t.parquet")}' (row_group_size 2048)`,
    `copy (select * replace (case when g = 'g3' and k = 1 then null else y end as y, case when k = 2 and h = 'A' then 'nan'::double else x end as x, case when h = 'B' then ' NA ' else h end as h) from t) to '${at("missing.parquet")}'`,
    `copy (from t limit 1500) to '${at("parts/a.csv")}'`,
    `copy (from t offset 1500) to '${at("parts/b.csv")}'`,
    `copy (select 1.0 as y, 2 as n, 'O''Hara; drop table t; --' as g union all select 2.5, 3, 'a"b\\c\u00e9' union all select 7.25, 4, 'O''Hara; drop table t; --') to '${at("odd.parquet")}'`,
    `copy (select 'a' || i as g, i % 4 as y, 5 as n from range(40) r(i)) to '${at("counts.parquet")}'`,
  );
});
afterAll(() => place.remove());

const normal = model(
  "  x: real\n  z: real\n  g: factor\n  h: factor\n  k: int\n",
  "β * x + z * β + a[g] + c[h] + β * k",
  "a[g] ~ normal(0, 5)\nc[h] ~ normal(0, 5)\n",
);

describe("groups that DuckDB adds up", () => {
  it("are those of the rows to 1e-12, a milliard sds from 0 too", async () => {
    const [found, expected] = [
      await pushedGroups(normal, at("t.parquet")),
      await groupsOfRows(normal, at("t.parquet")),
    ];
    expect(found.keys).toEqual(expected.keys);
    expect(found.counts).toEqual(expected.counts);
    expect([found.rowsRead, found.rowsDropped]).toEqual([4000, 0]);
    const { means, scatters } = difference(found, expected);
    expect(means).toBeLessThan(1e-12);
    expect(scatters).toBeLessThan(1e-12);
  });

  it("have products of two columns, with the bits of rows", async () => {
    const columns = "  x: real\n  z: real\n  g: factor\n";
    const text = model(columns, "β * z * x + x * x");
    const [found, expected] = await Promise.all([
      pushedGroups(text, at("t.parquet")),
      groupsOfRows(text, at("t.parquet")),
    ]);
    expect(found.counts).toHaveLength(17);
    expect(found.centres).toHaveLength(5);
    expect(difference(found, expected).scatters).toBeLessThan(1e-12);
    const options = { dropMissing: true, na: ["-7"] };
    const [some, others] = await Promise.all([
      pushedGroups(text, at("missing.parquet"), options),
      groupsOfRows(text, at("missing.parquet"), options),
    ]);
    expect(some.rowsDropped).toBe(others.rowsDropped);
    expect(some.counts).toEqual(others.counts);
    expect(difference(some, others).scatters).toBeLessThan(1e-12);
    const told = await push(text, at("missing.parquet"));
    expect(typeof told === "string" ? told : told.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/`x`/),
      expect.stringMatching(/`y`/),
    ]);
  });

  it("have the same bits again, with several threads", async () => {
    const first = await pushedGroups(normal, at("t.parquet"));
    for (let again = 0; again < 2; again++)
      expect(await pushedGroups(normal, at("t.parquet"))).toEqual(first);
  });

  it("leave out what rows leave out, by the rules of cells", async () => {
    const options = { dropMissing: true, na: ["g5"] };
    const [found, expected] = [
      await pushedGroups(normal, at("missing.parquet"), options),
      await groupsOfRows(normal, at("missing.parquet"), options),
    ];
    expect(found.keys).toEqual(expected.keys);
    expect(found.counts).toEqual(expected.counts);
    expect(found.rowsDropped).toBe(expected.rowsDropped);
    expect(difference(found, expected).scatters).toBeLessThan(1e-12);
    const pushed = await push(normal, at("missing.parquet"));
    expect(typeof pushed === "string" ? [] : pushed.problems.map(({ code }) => code)).toEqual([
      "HP1022",
      "HP1022",
    ]);
    const ofLabels = await push(
      model("  h: factor\n", "β + a[h]", "a[h] ~ normal(0, 5)\n").replace("y: real", 'y: real from "k"'),
      at("missing.parquet"),
    );
    expect(typeof ofLabels === "string" ? ofLabels : ofLabels.problems.map(({ code }) => code)).toEqual([
      "HP1022",
    ]);
  });

  it("read the texts of CSV files as numbers, as rows do", async () => {
    const [found, expected] = [
      await pushedGroups(normal, at("parts")),
      await groupsOfRows(normal, at("t.parquet")),
    ];
    expect(found.keys).toEqual(expected.keys);
    expect(difference(found, expected).scatters).toBeLessThan(1e-12);
    await writeText(at("parts/c.csv"), ["y,x,z,g,h,k", "1_0,2,3,g1,A,1"]);
    expect(await push(normal, at("parts"))).toBe("texts are no numbers");
    await rm(at("parts/c.csv"));
  });

  it("keep labels with quotes, words of SQL and letters of all kinds", async () => {
    const text = model("  n: int\n  g: factor\n", "β * n + a[g]", "a[g] ~ normal(0, 5)\n");
    const [found, expected] = [
      await pushedGroups(text, at("odd.parquet")),
      await groupsOfRows(text, at("odd.parquet")),
    ];
    expect(found).toEqual(expected);
    expect(found.keys[1]).toMatchObject({ labels: ["O'Hara; drop table t; --", 'a"b\\cé'] });
    const wholes = model("  n: factor\n", "β + a[n]", "a[n] ~ normal(0, 5)\n");
    const byWholes = await pushedGroups(wholes, at("odd.parquet"));
    expect(byWholes).toEqual(await groupsOfRows(wholes, at("odd.parquet")));
    expect(byWholes.keys[0]).toMatchObject({ labels: ["2", "3", "4"] });
  });

  it("count patterns of other outcomes", async () => {
    const text = "data {\n  y: int\n  n: int\n}\n\nθ ~ beta(1, 1)\n\ny ~ binomial(n, θ)\n";
    const [found, expected] = [
      await pushedGroups(text, at("counts.parquet")),
      await groupsOfRows(text, at("counts.parquet")),
    ];
    expect(found).toEqual(expected);
    expect([...found.counts]).toEqual([10, 10, 10, 10]);
  });

  it("are refused where bounds are broken, or numbers are too far from 0", async () => {
    const codes = async (text: string, query: string) => {
      const pushed = await push(text, at("t.parquet"), { query });
      return typeof pushed === "string"
        ? pushed
        : pushed.problems.map(({ code, message }) => `${code} ${message}`);
    };
    const bounded = model("  x: real > 0\n", "β * x");
    expect(await codes(bounded, "select y, x from data")).toEqual([
      expect.stringMatching(
        /^HP0503 `x` must be > 0, but is -6\.9\d+ in a row and breaks the bound in 4000 places$/,
      ),
    ]);
    expect(await codes(model("", "β"), "select 1e200 as y")).toEqual([expect.stringMatching(/^HP1035/)]);
    expect(await codes(model("", "β"), "select 'inf'::double as y")).toEqual([
      expect.stringMatching(/^HP1035/),
    ]);
    expect(await codes(model("", "β"), "select y from data where y < 0")).toEqual([
      expect.stringMatching(/^HP0406/),
    ]);
    expect(await codes(model("  k: int\n", "β * k"), "select y, k + 0.5 as k from data")).toBe(
      "keys are no whole numbers",
    );
  });

  it("are refused where the table changes between the two statements", async () => {
    const changed = async (change: string): Promise<unknown> => {
      await inDuckdb(
        null,
        `copy (select i::double as y, i::double / 3 as x from range(100) r(i)) to '${at("changing.parquet")}'`,
      );
      let asked = 0;
      const around = (engine: Engine): Engine => ({
        ...engine,
        select: async function* (statement, kinds, options) {
          if (++asked === 2) await inDuckdb(null, `copy (${change}) to '${at("changing.parquet")}'`);
          yield* engine.select(statement, kinds, options);
        },
      });
      const pushed = await push(model("  x: real\n", "β * x"), at("changing.parquet"), { around });
      return typeof pushed === "string" ? pushed : pushed.problems.map(({ code }) => code);
    };
    expect(await changed("select i::double as y, i::double / 3 as x from range(100) r(i)")).toEqual([]);
    expect(await changed("select i::double as y, i::double / 3 as x from range(101) r(i)")).toEqual([
      "HP1020",
    ]);
    expect(await changed("select i::double + 1 as y, i::double / 3 as x from range(100) r(i)")).toEqual([
      "HP1020",
    ]);
    expect(
      await changed(
        "select case when i < 50 then i::double end as y, i::double / 3 as x from range(100) r(i)",
      ),
    ).toEqual(["HP1020"]);
  });
});

describe("levels, and numbers that they have one of, of what DuckDB adds up", () => {
  beforeAll(async () => {
    const values = levelRows.map(
      (row) =>
        `(${Object.values(row)
          .map((cell) => JSON.stringify(cell).replaceAll('"', "'"))
          .join(", ")})`,
    );
    await inDuckdb(
      at("levels.duckdb"),
      `create table t as from (values ${values.join(", ")}) t(${Object.keys(levelRows[0]!).join(", ")})`,
    );
  });

  it("are refused in the words of rows, where a level has several", () =>
    expectLevelsOf(at("levels.duckdb?table=t")));
  it("are refused where factors are not nested", () => expectNesting(at("levels.duckdb?table=t")));
  it("are no keys: each group has the least and the greatest", () =>
    expectNumbersOf(at("levels.duckdb?table=t")));
});

describe("levels, and numbers that they have one of, of rows that become groups as they are read", () => {
  beforeAll(() => {
    const names = Object.keys(levelRows[0]!);
    const rows = levelRows.map(
      (row) => `(${names.map((name) => JSON.stringify(row[name as keyof typeof row]).replaceAll('"', "'"))})`,
    );
    inSqlite(at("levels.sqlite"), `create table t (${names})`, `insert into t values ${rows}`);
  });

  it("are refused in the words of rows, where a level has several", () =>
    expectLevelsOf(at("levels.sqlite?table=t")));
  it("are refused where factors are not nested", () => expectNesting(at("levels.sqlite?table=t")));
});
