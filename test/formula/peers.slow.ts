/**
 * Examples of brms and rstanarm against the numbers of these programs: the same posterior under the same priors, and much the same
 * one under the default priors of each.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fitted } from "../../src/index.ts";
import { compareWithExpected } from "../models/agreement.ts";
import {
  type Difference,
  differencesFrom,
  fitPeer,
  momentsOf,
  type PeerExample,
  peerExamples,
  renderRows,
} from "./peers.ts";

const length = { seed: 1, chains: 4, warmup: 1000, draws: 4000 };
/** The line above the rows of the readme's table, and the text below them. */
const head = "|---|---|---|---|---|---|";
const end = "<!-- end -->";
const readme = join(import.meta.dirname, "../reference/peers/README.md");

/**
 * Quantities whose posterior under default priors is another than theirs. rstanarm's exponential(1) prior of a gamma outcome's shape
 * holds it near 7, where the data, with a coefficient of variation of 17 %, say 35; all standard errors double with that.
 */
const differentByDefault: Readonly<Record<string, readonly string[]>> = {
  clotting: ["β[intercept]", "β[log(plasma)]", "β[lot=two]", "β[log(plasma):lot=two]", "shape"],
};

/** A fit for each example and list of priors, started by the first test that asks for it. */
const fits = new Map<string, Promise<Fitted>>();
function fitOnce(example: PeerExample, priors: readonly string[]): Promise<Fitted> {
  const key = JSON.stringify([example.name, priors]);
  const started = fits.get(key) ?? fitPeer(example, priors, length);
  fits.set(key, started);
  return started;
}

const written = (differences: readonly Difference[]): string[] =>
  differences.map(
    ({ name, shift, ratio }) =>
      `${name}: mean ${shift.toFixed(2)} sds away, sd ${ratio.toFixed(2)} times theirs`,
  );

describe.each(peerExamples)("$name, by $source", (example) => {
  it("has the same means, sds and quantiles under the same priors", async () => {
    const fitted = await fitOnce(example, example.priors);
    const agreement = compareWithExpected(example.name, fitted, example);
    expect(agreement).toEqual({ missing: [], failures: [] });
    // No error is so wide that it hides a bias.
    const biased = differencesFrom(example.quantities, fitted).filter(
      ({ shift, ratio }) => Math.abs(shift) > 0.1 || Math.abs(ratio - 1) > 0.1,
    );
    expect(written(biased)).toEqual([]);
  });

  it.runIf(example.defaults)("has much the same under the default priors of each", async () => {
    const fitted = await fitOnce(example, []);
    const apart = differencesFrom(example.defaults!, fitted).filter(
      ({ shift, ratio }) => Math.abs(shift) > 0.5 || ratio > 1.5 || ratio < 1 / 1.5,
    );
    expect(apart.map(({ name }) => name)).toEqual(differentByDefault[example.name] ?? []);
  });

  it.runIf(example.lme4)(
    "has lme4's estimates within half a posterior sd under the default priors",
    async () => {
      const fitted = await fitOnce(example, []);
      const estimates = Object.entries(example.lme4!).map(([name, value]) => ({ name, value }));
      const apart = estimates.filter(({ name, value }) => {
        const { mean, sd } = momentsOf(fitted, name);
        return Math.abs(mean - value) > 0.5 * sd;
      });
      expect(apart).toEqual([]);
    },
  );
});

it("the table of the readme has these numbers", async () => {
  const rows: string[] = [];
  for (const example of peerExamples) {
    const defaults = example.defaults ? await fitOnce(example, []) : null;
    rows.push(...renderRows(example, await fitOnce(example, example.priors), defaults));
  }
  const text = readFileSync(readme, "utf8");
  const [before, after] = [text.slice(0, text.indexOf(head) + head.length), text.slice(text.indexOf(end))];
  const renewed = `${before}\n${rows.join("\n")}\n\n${after}`;
  // After a change of the references or of a sampler: RENEW=1 npx vitest run --project slow test/formula/peers
  if (process.env.RENEW === "1") writeFileSync(readme, renewed);
  else expect(text).toBe(renewed);
});
