import { describe, expect, test } from "vitest";
import { countElements, type Domain, Domains, scalarDomain } from "../../src/model/domains.ts";

/** Casks a, b (batch A) and c (batch B), crossed with two labs; four rows. */
function setUp() {
  const domains = new Domains(4);
  const cask = domains.addPlate("cask", ["a", "b", "c"]);
  const batch = domains.addPlate("batch", ["A", "B"]);
  const lab = domains.addPlate("lab", ["p", "q"]);
  domains.addMap(domains.rows, "cask", Int32Array.of(0, 1, 2, 2));
  domains.addMap(domains.rows, "batch", Int32Array.of(0, 0, 1, 1));
  domains.addMap(domains.rows, "lab", Int32Array.of(0, 1, 0, 1));
  domains.addMap(cask, "batch", Int32Array.of(0, 0, 1));
  return { domains, cask, batch, lab };
}

function indices(domains: Domains, from: Domain, plates: readonly string[]): number[] | null {
  const map = domains.mapTo(from, plates);
  return map === null ? null : [...map.indices];
}

describe("a grid of plates", () => {
  test("has an element for each combination, the last plate fastest", () => {
    const { domains } = setUp();
    const grid = domains.ofPlates(["cask", "lab"]);
    expect(grid.size).toBe(6);
    expect(indices(domains, grid, ["cask"])).toEqual([0, 0, 1, 1, 2, 2]);
    expect(indices(domains, grid, ["lab"])).toEqual([0, 1, 0, 1, 0, 1]);
  });

  test("is found by its rows", () => {
    const { domains } = setUp();
    expect(indices(domains, domains.rows, ["cask", "lab"])).toEqual([0, 3, 4, 5]);
    expect(indices(domains, domains.rows, ["lab", "cask"])).toEqual([0, 4, 2, 5]);
  });

  test("knows the plates that its plates are nested in", () => {
    const { domains } = setUp();
    expect(indices(domains, domains.ofPlates(["cask", "lab"]), ["batch"])).toEqual([0, 0, 0, 0, 1, 1]);
    expect(indices(domains, domains.ofPlates(["cask", "lab"]), ["batch", "lab"])).toEqual([0, 1, 0, 1, 2, 3]);
  });

  test("has each plate from its own bracket, even one that another of its plates is nested in", () => {
    const { domains } = setUp();
    expect(indices(domains, domains.ofPlates(["cask", "batch"]), ["batch"])).toEqual([0, 1, 0, 1, 0, 1]);
  });

  test("knows no plate of which its plates say different things", () => {
    const { domains, lab } = setUp();
    domains.addMap(lab, "batch", Int32Array.of(1, 0));
    expect(domains.mapTo(domains.ofPlates(["cask", "lab"]), ["batch"])).toBeNull();
  });

  test("is made once", () => {
    const { domains } = setUp();
    expect(domains.ofPlates(["cask", "lab"])).toBe(domains.ofPlates(["cask", "lab"]));
    expect(domains.ofPlates([])).toBe(scalarDomain);
    const grid = domains.ofPlates(["cask", "lab"]);
    expect(domains.mapTo(grid, ["lab"])).toBe(domains.mapTo(grid, ["lab"]));
  });
});

describe("a plate", () => {
  test("does not know its rows, nor a plate that is crossed with it, nor one that is nested in it", () => {
    const { domains, cask, lab, batch } = setUp();
    expect(domains.mapBetween(cask, domains.rows)).toBeNull();
    expect(domains.mapBetween(cask, lab)).toBeNull();
    expect(domains.mapBetween(batch, cask)).toBeNull();
    expect(domains.mapBetween(scalarDomain, cask)).toBeNull();
  });

  test("knows itself", () => {
    const { domains, cask } = setUp();
    expect(indices(domains, cask, ["cask"])).toEqual([0, 1, 2]);
  });

  test("that does not exist is a bug", () => {
    const { domains } = setUp();
    expect(() => domains.ofPlates(["nothing"])).toThrow("no plate nothing");
  });
});

test("going on is allowed where it leads to where the direct way leads", () => {
  const { domains, cask, batch } = setUp();
  const toCask = domains.mapBetween(domains.rows, cask)!;
  expect(domains.onward(toCask, batch)).toBe(domains.mapBetween(cask, batch));
  const grid = domains.ofPlates(["cask", "batch"]);
  expect(domains.onward(domains.mapBetween(grid, cask)!, batch)).toBeNull();
  expect(domains.onward(domains.mapBetween(grid, batch)!, cask)).toBeNull();
});

test("elements are counted, levels without any too", () => {
  const domains = new Domains(3);
  const plate = domains.addPlate("g", ["a", "b", "c"]);
  domains.addMap(domains.rows, "g", Int32Array.of(2, 0, 2));
  expect([...countElements(domains.mapBetween(domains.rows, plate)!)]).toEqual([1, 0, 2]);
});
