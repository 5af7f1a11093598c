import fc from "fast-check";
import { expect, test } from "vitest";
import { LabelCache } from "../../src/data/label-cache.ts";

/** Each label's code by its first occurrence: by the cache, and by a map from texts, its twin. */
function encodeBoth(labels: readonly string[]): readonly [number[], number[]] {
  const cache = new LabelCache();
  const map = new Map<string, number>();
  const encoder = new TextEncoder();
  const codes = labels.map((label) => {
    // Not at the beginning of the bytes, and with something behind.
    const bytes = encoder.encode(`,${label},`);
    const known = cache.find(bytes, 1, bytes.length - 1);
    if (known < 0) cache.add(bytes, 1, bytes.length - 1, map.size);
    if (!map.has(label)) map.set(label, map.size);
    return known < 0 ? map.size - 1 : known;
  });
  return [codes, labels.map((label) => map.get(label)!)];
}

test("labels of any length are told apart, and found again", () => {
  const label = fc.string({ unit: fc.constantFrom("a", "b", "\0", "é"), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 300 }), (labels) => {
      const [codes, expected] = encodeBoth(labels);
      expect(codes).toEqual(expected);
    }),
    { seed: 5, numRuns: 200 },
  );
});

test("so are many, whether short or long", () => {
  const labels = Array.from({ length: 20_000 }, (_, i) => [`${i}`, `a long label of number ${i}`]).flat();
  const [codes, expected] = encodeBoth([...labels, ...labels]);
  expect(codes).toEqual(expected);
});

test("long labels whose words are alike are told apart by their bytes", () => {
  const [codes] = encodeBoth(["wdn2k8nh-end", "ffyd9tvp-end", "wdn2k8nh-end"]);
  expect(codes).toEqual([0, 1, 0]);
});
