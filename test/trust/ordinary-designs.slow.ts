/**
 * Default verdicts on ordinary designs, whose posteriors are all proper: hardly any may be failed.
 *
 * `HYPERPRIOR_SETS=100 npx vitest run --project slow test/trust/ordinary` fits 1,000 sets; `-t nested` one design alone.
 */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { built } from "../run/built.ts";
import { type DesignName, ordinaryDesigns } from "./ordinary-designs.ts";

const { fit, model } = built;

/** Of each design. More take longer: 100 are some minutes a design. */
const sets = Number(process.env.HYPERPRIOR_SETS ?? 10);

const names = Object.keys(ordinaryDesigns) as DesignName[];

describe("default verdicts on ordinary designs", () => {
  it.each(names)("are failed for at most 1 of 100 sets: %s", { timeout: 3_600_000 }, async (name) => {
    const failed: string[] = [];
    let [seconds, goneOn] = [0, 0];
    for (let seed = 0; seed < sets; seed++) {
      const { text, data } = ordinaryDesigns[name](createRandomStream(seed, 100 + names.indexOf(name)));
      const startedAt = performance.now();
      const fitted = await fit(model(Object.assign([text], { raw: [text] })), { data, workers: 0 });
      const { verdict, problems } = fitted.diagnose();
      seconds += (performance.now() - startedAt) / 1000;
      if (fitted.record.extension !== null) goneOn++;
      if (verdict !== "good") failed.push(`${seed} (${problems.map(({ rule }) => rule).join(", ")})`);
    }
    const rest = failed.length === 0 ? "" : `: ${failed.join(", ")}`;
    console.log(
      `${name}: ${failed.length} of ${sets} failed, ${goneOn} went on, ${seconds.toFixed(0)} s${rest}`,
    );
    expect(failed.length).toBeLessThanOrEqual(Math.floor(sets / 100));
  });
});
