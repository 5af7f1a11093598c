/** A sweep of the collapsed Gibbs sampler in mathematics, as `explain` prints it; the notation is that of docs/algorithms/collapsed-gibbs.md. */

import type { FactorBlock } from "../../structure/arrangement.ts";
import type { ScheduledStep } from "../sampler.ts";

/** The steps of a sweep: for each large factor in turn its scales, γ and its effects, and at the end the residual sd. */
export function collapsedSchedule(large: readonly FactorBlock[]): readonly ScheduledStep[] {
  return [...large.flatMap(factorSteps), residualStep];
}

function factorSteps({ domain, latents }: FactorBlock): ScheduledStep[] {
  const effects = [...new Set(latents.map(({ parameter }) => `${parameter}[${domain.name}]`))].join(", ");
  return [
    {
      block: `T, the sds (and correlations) of ${effects}, with γ and ${effects} integrated out`,
      update: "proposals and slices",
      conditional: [
        "p(T | b of the other factors, σ, y) ∝ p(T) · ∏_j |B_j|^(-1/2) · |Q|^(-1/2) · exp(-(s - r'Q⁻¹r)/2)",
        `B_j = I + T'A_jT/σ², A_j = Z_j'Z_j over the levels j of ${domain.name}`,
        "Q = D'D/σ² + the prior precision of γ - Σ_j E_j'V_j'V_jE_j, r = D'ỹ/σ² - Σ_j E_j'V_j'V_jS_j",
        "s = ỹ'ỹ/σ² - Σ_j S_j'V_j'V_jS_j, ỹ = y - others, E_j = Z_j'D, S_j = Z_j'ỹ, V_j'V_j = T B_j⁻¹T'/σ⁴",
      ],
    },
    {
      block: "γ, population effects and factors of few levels",
      update: "drawn, normal",
      conditional: [`p(γ | T, b of the other factors, σ, y) = normal with precision Q and mean Q⁻¹r`],
    },
    {
      block: effects,
      update: "drawn, normal",
      conditional: [
        "p(b_j | γ, T, ·) = normal with precision (TT')⁻¹ + A_j/σ² and mean m_j",
        "((TT')⁻¹ + A_j/σ²) m_j = Z_j'(y - Dγ - others)/σ²",
      ],
    },
  ];
}

const residualStep: ScheduledStep = {
  block: "σ, and what the outcome knows through others only",
  update: "slices",
  conditional: ["p(σ | all effects, y) ∝ p(σ) · σ^(-n) · exp(-SS/(2σ²)), SS the sum of squared residuals"],
};
