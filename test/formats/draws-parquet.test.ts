import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { decodeDraws, encodeDraws } from "../../src/formats/draws-parquet.ts";
import { makeDraws, strangeNames, strangeNumbers } from "./strange-draws.ts";

const draws = makeDraws(
  strangeNames,
  2,
  strangeNumbers.length,
  (v, i) => strangeNumbers[(v + i) % strangeNumbers.length]!,
);

describe("draws as Parquet", () => {
  it("come back bit by bit: not-a-number, infinities, negative zero, the smallest and the largest", async () => {
    const back = await decodeDraws(encodeDraws(draws), draws.variables);
    expect(back).toMatchObject({ chainCount: 2, drawCount: strangeNumbers.length });
    draws.values.forEach((values, v) => {
      expect(values.every((value, i) => Object.is(value, back.values[v]![i]))).toBe(true);
    });
    expect(back.statistics).toEqual(draws.statistics);
  });

  it("have a row per draw with its chain, its number, the sampler's statistics, and a column under each variable's name", async () => {
    const rows = await parquetReadObjects({ file: encodeDraws(draws) });
    expect(rows).toHaveLength(2 * strangeNumbers.length);
    expect(Object.keys(rows[0]!)).toEqual([".chain", ".draw", ".energy", ".divergent", ...strangeNames]);
    const last = rows.at(-1)!;
    expect([last[".chain"], last[".draw"]]).toEqual([2, strangeNumbers.length]);
    expect(last["u[a, \"b\" 'c'|d,intercept]"]).toBe(draws.values[1]!.at(-1));
  });

  it("keep variables apart whose labels make their names alike", async () => {
    const alike = makeDraws(["u[a,b,c]", "u[a,b,c]"], 1, 3, (v, i) => 10 * v + i);
    const back = await decodeDraws(encodeDraws(alike), alike.variables);
    expect(back.values).toEqual(alike.values);
  });

  it("have room for thousands of variables", async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `b[${i}]`);
    const many = makeDraws(names, 4, 25, (v, i) => v + i / 100);
    const back = await decodeDraws(encodeDraws(many), many.variables);
    expect(back.values).toEqual(many.values);
  });
});

describe("a file that is not as it was written is refused with the reason:", () => {
  const bytes = encodeDraws(draws);
  const decode = (file: ArrayBuffer) => decodeDraws(file, draws.variables);

  it("one without a column", async () => {
    const fewer = { ...draws, variables: draws.variables.slice(1), values: draws.values.slice(1) };
    await expect(decode(encodeDraws(fewer))).rejects.toThrow("there is no column `β`");
  });

  it("one without draws", async () => {
    const none = makeDraws(strangeNames, 0, 0, () => 0);
    await expect(decode(encodeDraws(none))).rejects.toThrow();
  });

  it("one that is cut off, wherever", async () => {
    for (const end of [0, 1, 4, 100, bytes.byteLength - 5, bytes.byteLength - 1]) {
      await expect(decode(bytes.slice(0, end)), `cut at ${end}`).rejects.toThrow(Error);
    }
  });

  it("one of another kind", async () => {
    const text = new TextEncoder().encode("chain,draw\n1,1\n".repeat(50));
    await expect(decode(text.buffer)).rejects.toThrow(Error);
  });

  it("one whose chains have different lengths", async () => {
    const { parquetWriteBuffer } = await import("hyparquet-writer");
    const columns = [".chain", ".draw", ...strangeNames].map((name) => ({
      name,
      data: Int32Array.of(1, 1, 2),
      type: "INT32" as const,
    }));
    await expect(decode(parquetWriteBuffer({ columnData: columns }))).rejects.toThrow("chain by chain");
  });
});
