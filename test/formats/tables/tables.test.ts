import { describe, expect, it } from "vitest";
import { formats } from "../../../src/formats/index.ts";
import { fileOfBytes, type InputFile } from "../../../src/formats/input-file.ts";
import { noChainColumn } from "../../../src/formats/problems-tables.ts";
import { readFiles } from "../../../src/formats/recognize.ts";
import { cellNumber } from "../../../src/formats/tables/csv-sample.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { drawsOf, plainOptions } from "./samples.ts";

const encoder = new TextEncoder();
const fileOf = (text: string, name = "fit.csv"): InputFile => fileOfBytes(name, encoder.encode(text));
const read = (text: string, options: object = {}) =>
  readFiles([fileOf(text)], null, { ...plainOptions, ...options });

/** A file whose pieces have so many bytes. */
function inPieces(text: string, size: number): InputFile {
  const bytes = encoder.encode(text);
  return {
    ...fileOf(text),
    async *pieces() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    },
  };
}

function formatNameOf(text: string): string | undefined {
  const head = { name: "x.csv", bytes: encoder.encode(text), text };
  return formats.find(({ recognizes }) => recognizes(head))?.name;
}

describe("a table of draws", () => {
  it("is the same in pieces of whatever size, with quotes, newlines in names, CRLF and letters of several bytes", async () => {
    const text = '"β\r\nx","a ""b"", c",.chain,.draw\r\n1,2,1,1\r\n-3,4e-3,1,2\r\n5,6,2,1\r\nNA,8,2,2\r\n';
    const whole = await drawsOf(await read(text));
    expect(whole.variables.map(({ name }) => name)).toEqual(["β\nx", 'a "b", c']);
    expect(whole.values).toEqual([Float64Array.of(1, -3, 5, NaN), Float64Array.of(2, 4e-3, 6, 8)]);
    for (let size = 1; size < 40; size++) {
      const result = await readFiles([inPieces(text, size)], "csv", plainOptions);
      expect(await drawsOf(result)).toEqual(whole);
    }
  });

  it("is sorted by chain and draw, whatever the order of its rows, and cut and thinned after that", async () => {
    const stream = createRandomStream(1, 1);
    const rows = Array.from({ length: 60 }, (_, i) => ({
      chain: 1 + (i % 3),
      draw: Math.floor(i / 3),
      key: stream.uniform(),
    }));
    rows.sort((a, b) => a.key - b.key);
    const text = `x,chain,draw\n${rows.map(({ chain, draw }) => `${100 * chain + draw},${chain},${draw}`).join("\n")}\n`;
    const result = await read(text, { warmup: 5, thin: 4 });
    const draws = await drawsOf(result);
    expect([draws.chainCount, draws.drawCount]).toEqual([3, 4]);
    const expected = [1, 2, 3].flatMap((chain) => [5, 9, 13, 17].map((draw) => 100 * chain + draw));
    expect(draws.values).toEqual([Float64Array.from(expected)]);
    expect(result.received?.sampling.warmupLeftOut).toBe(5);
  });

  it("has its chains in the order of the numbers in their names", async () => {
    const text = `x,chain,draw\n${["c10", "c9", "c1", "c2"].map((chain, i) => `${i},${chain},1`).join("\n")}\n`;
    expect((await drawsOf(await read(text))).values).toEqual([Float64Array.of(2, 3, 1, 0)]);
  });

  it("has the statistics of Stan's names and of ours apart, and Stan's `lp__` as a variable too", async () => {
    const text =
      "lp__,divergent__,.energy,.log_density,x,.chain,.iteration\n-1,0,3,-1,5,1,1\n-2,1,4,-2,6,1,2\n";
    const draws = await drawsOf(await read(text));
    expect(draws.variables.map(({ name }) => name)).toEqual(["lp__", "x"]);
    expect(draws.statistics).toEqual({
      logDensity: Float64Array.of(-1, -2),
      divergent: Float64Array.of(0, 1),
      energy: Float64Array.of(3, 4),
    });
  });

  it("has chains of several files, each a chain if no column says it, told by file if they differ in length", async () => {
    const files = [fileOf("x\n1\n2\n", "a.csv"), fileOf("x\n3\n4\n5\n", "b.csv")];
    const result = await readFiles(files, null, plainOptions);
    expect(result.problems).toMatchObject([{ code: "HP0825", message: expect.stringContaining("b.csv: 3") }]);
    expect((await drawsOf(result)).values).toEqual([Float64Array.of(1, 2, 3, 4)]);
  });

  it("tells unequal chains, gaps, and what is there twice", async () => {
    const codes = async (text: string) => (await read(text)).problems.map(({ code }) => code);
    expect(await codes("x,chain,draw\n1,1,1\n2,1,2\n3,2,1\n")).toEqual(["HP0825"]);
    expect(await codes("x,chain,draw\n1,1,1\n2,1,2\n3,1,4\n")).toEqual(["HP0853"]);
    expect(await codes("x,chain,draw\n1,1,1\n2,1,1\n3,1,4\n")).toEqual(["HP0852"]);
    expect(await codes("x\n1\n2\n3\n")).toEqual(["HP0850"]);
    expect(noChainColumn("x.csv", 1).message).toContain("so the row is taken as one chain");
    expect(await codes("x,.log_weight,.chain,.draw\n1,2,1,1\n2,3,1,2\n")).toEqual(["HP0855"]);
  });

  it("with a row per value may lack some, which is told", async () => {
    const text = "Chain,Iteration,Parameter,value\n1,1,a,1\n1,1,b,2\n1,2,a,3\n";
    const result = await read(text);
    expect(result.problems).toMatchObject([
      { code: "HP0855", message: expect.stringContaining("a value is missing, of `b`") },
    ]);
    expect((await drawsOf(result)).values).toEqual([Float64Array.of(1, 3), Float64Array.of(2, NaN)]);
  });

  it("is told from data: numbers alone, or columns of chains and draws", () => {
    expect(formatNameOf("a,b\n1,2\n3,4\n")).toBe("csv");
    expect(formatNameOf("a;b\n1,5;2\n3;4\n")).toBe("csv");
    expect(formatNameOf("subject,y\ns1,2\ns2,4\n")).toBeUndefined();
    expect(formatNameOf("1,2\n3,4\n")).toBeUndefined();
    expect(formatNameOf('{"a": [1, 2]}')).toBeUndefined();
    expect(formatNameOf("Some text, of words\nand lines\n")).toBeUndefined();
    expect(formatNameOf("# a comment\na,b\n1,2\n")).toBeUndefined();
    expect(formatNameOf("lp__,accept_stat__,x\n-1,0.9,2\n")).toBe("cmdstan");
    expect(formatNameOf("lp__,x,.chain,.draw\n-1,2,1,1\n")).toBe("csv");
    expect(formatNameOf("mu 1 4\ntau 5 8\n")).toBe("coda");
    expect(formatNameOf("1 0.5\n2 0.25\n")).toBe("coda");
    expect(formatNameOf("")).toBeUndefined();
  });
});

describe("a cell", () => {
  it.each([
    ["1.5", 1.5],
    [" -2e3 ", -2000],
    ["0", 0],
    ["0e5", 0],
    ["0.25", 0.25],
    ["1,5", 1.5],
    ["-.5", -0.5],
    ["", NaN],
    ["  ", NaN],
    ["NA", NaN],
    ["-Inf", -Infinity],
    ["TRUE", 1],
    ["0x10", null],
    [" 0b1", null],
    ["1.2.3", null],
    ["abc", null],
  ])("`%s` is the number %s", (text, value) => {
    expect(cellNumber(text, true)).toBe(value);
  });
});

describe("CODA", () => {
  const codaOf = (index: string, chain: string) =>
    readFiles([fileOf(index, "CODAindex.txt"), fileOf(chain, "CODAchain1.txt")], null, plainOptions);

  it("is cut off after the variables that are whole", async () => {
    const result = await codaOf("a 1 3\nb 4 6\n", "1 1\n2 2\n3 3\n1 4\n2 5\n");
    expect(result.problems).toMatchObject([{ code: "HP0858" }]);
    expect((await drawsOf(result)).values).toEqual([Float64Array.of(1, 2, 3)]);
  });

  it("has the iterations that all its variables have", async () => {
    const result = await codaOf("a 1 3\nb 4 5\n", "10 1\n15 2\n20 3\n15 4\n20 5\n");
    expect(result.problems).toMatchObject([{ code: "HP0858", message: expect.stringContaining("2") }]);
    expect((await drawsOf(result)).values).toEqual([Float64Array.of(2, 3), Float64Array.of(4, 5)]);
    expect(result.received?.sampling.thin).toBe(5);
  });
});
