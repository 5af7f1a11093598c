import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { Draws, Variable } from "../../src/posterior/draws.ts";
import { sourceOf } from "../../src/posterior/draws-source.ts";
import { judgeSource, startMeterHere } from "../../src/posterior/judge-source.ts";

// Threads need what is built.
const { meterFor, ThreadMeter } = (await import(
  new URL("../../dist/api/measure-threads.js", import.meta.url).href
)) as typeof import("../../src/api/measure-threads.ts");

const [chainCount, drawCount, count] = [4, 250, 700] as const;

/** Good and bad ones, log likelihoods, hidden and constant ones, and what is not finite. */
function someDraws(): Draws {
  const stream = createRandomStream(11, 1);
  const total = chainCount * drawCount;
  const variables = Array.from({ length: count }, (_, v): Variable => {
    const quantity = v % 9 === 0 ? "log_lik" : "b";
    const levels = [String(v)];
    return { name: `${quantity}[${v}]`, quantity, levels, isHidden: v % 50 === 7, isConstant: v % 50 === 8 };
  });
  const values = variables.map((_, v) =>
    Float64Array.from({ length: total }, (_, i) => {
      if (v === 20 && i === 5) return Number.NaN;
      const shift = v % 31 === 0 ? Math.floor(i / drawCount) : 0;
      return v % 17 === 0 ? Math.floor(3 * stream.uniform()) : stream.normal() + shift;
    }),
  );
  const divergent = Float64Array.from({ length: total }, (_, i) => (values[1]![i]! < -2 ? 1 : 0));
  return { chainCount, drawCount, variables, values, statistics: { divergent } };
}

describe("variables that threads measure", () => {
  const source = sourceOf(someDraws());
  const options = { quantiles: [0.01, 0.5], superchains: 2 };

  it("are judged the same to the last bit", async () => {
    const here = await judgeSource(source, options, startMeterHere);
    const done: number[] = [];
    const inThreads = await judgeSource(
      source,
      { ...options, onProgress: (one) => done.push(one) },
      (settings) => new ThreadMeter(settings, 2),
    );
    expect(inThreads).toEqual(here);
    expect(here.diagnosis.verdict).toBe("failed");
    expect(done.at(-1)).toBe(count);
  });

  it("leave no thread where draws cannot be read to their end", async () => {
    const broken = {
      ...source,
      async *blocks() {
        for await (const { places, values } of source.blocks())
          yield { places: places.slice(0, 300), values: values.slice(0, 300) };
        throw new Error("the file has gone");
      },
    };
    const wanted = judgeSource(broken, {}, (settings) => new ThreadMeter(settings, 2));
    await expect(wanted).rejects.toThrow("the file has gone");
  });

  it("tell what a thread throws", async () => {
    const settings = { chainCount, prob: 2, superchains: null, quantiles: null, divergent: null };
    const meter = new ThreadMeter(settings, 1);
    const { variables, values } = someDraws();
    await meter.add(variables.slice(0, 1), values.slice(0, 1));
    await expect(meter.end()).rejects.toThrow(/between 0 and 1/);
    await meter.close();
  });

  it("are measured in the calling thread where they are few", () => {
    const settings = { chainCount, prob: 0.9, superchains: null, quantiles: null, divergent: null };
    expect(meterFor(1000)(settings, 10)).not.toBeInstanceOf(ThreadMeter);
  });
});
