import { describe, expect, it } from "vitest";
import { SourceFailure } from "../../src/sources/source-failure.ts";
import { isServer, parseSource, partsOfName, withoutPassword } from "../../src/sources/source-name.ts";

const told = (text: string): string => {
  try {
    return JSON.stringify(parseSource(text));
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    return `${error.problem.code}: ${error.problem.message} | ${error.problem.hint}`;
  }
};

describe("what a text names", () => {
  it.each([
    ["data.csv", { kind: "files", path: "data.csv" }],
    ["a?table=b.csv", { kind: "files", path: "a?table=b.csv" }],
    ["big/*.parquet", { kind: "files", path: "big/*.parquet" }],
    ["C:\\data\\x.csv", { kind: "files", path: "C:\\data\\x.csv" }],
    ["a.sqlite?table=b c", { kind: "sqlite", path: "a.sqlite", table: "b c" }],
    ["a.db", { kind: "sqlite", table: null }],
    ["a.DuckDB?table=", { kind: "duckdb", path: "a.DuckDB", table: null }],
    [
      "postgresql://ada:b@h/db?table=s.t",
      { kind: "postgres", table: "s.t", shown: "postgresql://ada@h/db?table=s.t" },
    ],
    [
      "clickhouse://h:8123/db?table=a@b",
      { kind: "clickhouse", table: "a@b", shown: "clickhouse://h:8123/db?table=a@b" },
    ],
  ])("%s", (text, expected) => expect(parseSource(text)).toMatchObject(expected));

  it("what is none is told with the nearest", () => {
    expect(told("postgress://h/db")).toMatch(
      /^HP1008: .*`postgress:\/\/` is not known \| did you mean `postgres:\/\/`/,
    );
    expect(told("https://example.com/data.csv")).toMatch(/^HP1008: .*fetched first/);
    expect(told("postgres://h/db?tabel=t")).toMatch(
      /^HP1008: .*`tabel` is not known \| did you mean `table`/,
    );
    expect(told("postgres://ada:x/y@h/db")).toMatch(
      /^HP1008: `postgres:\/\/ada@h\/db` names no source: it is no URL/,
    );
    expect(told("postgres://ada@h/db?password=geheim")).toMatch(/^HP1008/);
    expect(told("postgres://ada@h/db?password=geheim")).not.toContain("geheim");
    expect(isServer("postgres://h")).toBe(true);
    expect(isServer("data.csv")).toBe(false);
  });

  it("passwords are left out of any text, and nothing else is", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["postgres://ada:geheim@h:1/db?table=t", "postgres://ada@h:1/db?table=t"],
      ["postgres://ada:ge%40heim@h", "postgres://ada@h"],
      ["postgres://ada:ge/heim@h/db", "postgres://ada@h/db"],
      ["postgres://:geheim@h/db", "postgres://@h/db"],
      ["postgres://ada@h/db?a=b:c@d", "postgres://ada@h/db?a=b:c@d"],
      ["clickhouse://h:8123/db?table=a@b", "clickhouse://h:8123/db?table=a@b"],
      ["postgres://h/db?sslkey=/home/ada/own.key", "postgres://h/db"],
      ["postgres://h/db?sslkey=own.key&table=t", "postgres://h/db?table=t"],
      ["postgres://h/db?sslcert=a&sslkey=own.key&table=t", "postgres://h/db?sslcert=a&table=t"],
      ["postgres://h/db?table=t&sslkey=own.key", "postgres://h/db?table=t"],
      ["two: g=postgres://a:b@c and 'clickhouse://d:e@f'!", "two: g=postgres://a@c and 'clickhouse://d@f'!"],
      ["no url: a:b@c, data.csv", "no url: a:b@c, data.csv"],
    ];
    for (const [text, expected] of cases) expect(withoutPassword(text)).toBe(expected);
  });

  it("names of tables have parts", () => {
    expect(partsOfName("t")).toEqual(["t"]);
    expect(partsOfName("s.t u")).toEqual(["s", "t u"]);
    expect(partsOfName('"a.b".c')).toEqual(["a.b", "c"]);
    expect(partsOfName('"a""b"')).toEqual(['a"b']);
    for (const odd of ["", ".t", "s.", 's."t', 'a"b']) expect(partsOfName(odd)).toBeNull();
  });
});
