import { describe, expect, it } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";

const data = { y: [1, 2, 4] };

describe("a model of which everything is integrated out", () => {
  it("gives independent draws of the exact posterior", async () => {
    const model = parseModel("data { y: real }\nμ ~ normal(0, 2)\ny ~ normal(μ, 1)\n");
    const fitted = await fit(model, { data, workers: 0 });
    expect(fitted.record.plan).toMatchObject({ method: "marginal", dimension: 0, integrated: ["μ"] });
    const [row] = fitted.summary().rows;
    // Precision 3 + 1/4, mean 7 / (3 + 1/4)
    expect(Math.abs(row!.mean - 7 / 3.25)).toBeLessThan(4 * row!.mcse);
    expect(fitted.diagnose().verdict).toBe("good");
  });

  it("is refused, with the term that is not finite, where its density is none (it gave NaN in every draw)", async () => {
    const model = parseModel("data { y: real }\nconstant n = 0\nm ~ normal(0, 1)\ny ~ normal(m / n, 1)\n");
    await expect(fit(model, { data, workers: 0 })).rejects.toThrow(/HP0601.*y ~ normal\(m \/ n, 1\)/s);
  });
});
