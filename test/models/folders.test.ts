/** Every folder of `models/` has its four files, and expected numbers that are worth comparing with. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readModelText } from "../../src/language/index.ts";

interface Expected {
  readonly source: string;
  readonly quantities: Readonly<
    Record<
      string,
      {
        readonly mean: number;
        readonly sd: number;
        readonly mcse_mean: number;
        readonly mcse_sd: number;
        readonly method: string;
      }
    >
  >;
}

const root = join(import.meta.dirname, "../../models");
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe.each(names)("models/%s", (name) => {
  const read = (file: string) => readFileSync(join(root, name, file), "utf8");

  it("has a model without problems or warnings, named as its folder", () => {
    const { model, problems } = readModelText(read(`${name}.model`));
    expect(problems).toEqual([]);
    expect(model?.name).toBe(name.replaceAll("-", "_"));
  });

  it("has data and a readme that says how to run it", () => {
    expect(read("data.csv").split("\n").length).toBeGreaterThan(8);
    expect(read("README.md")).toContain(
      `npx hyperprior fit models/${name}/${name}.model --data models/${name}/data.csv`,
    );
  });

  it("has expected numbers with Monte Carlo errors below 1 % of their sds, from a script that is kept", () => {
    const { source, quantities } = JSON.parse(read("expected.json")) as Expected;
    const script = /test\/reference\/[\w-]+\.(R|py)$/.exec(source)?.[0];
    expect(script && existsSync(join(root, "..", script))).toBe(true);
    expect(Object.keys(quantities).length).toBeGreaterThan(1);
    for (const { sd, mcse_mean, mcse_sd, method } of Object.values(quantities)) {
      expect(["jags", "quadrature", "importance"]).toContain(method);
      expect(mcse_mean / sd).toBeLessThan(0.01);
      expect(mcse_sd / sd).toBeLessThan(0.01);
    }
  });
});

it("every model is in the index", () => {
  const index = readFileSync(join(root, "README.md"), "utf8");
  for (const name of names) expect(index).toContain(`(${name}/README.md)`);
});
