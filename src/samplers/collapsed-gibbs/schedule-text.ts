/** A sweep of the collapsed Gibbs sampler in mathematics, as `explain` prints it; the notation is that of docs/algorithms/collapsed-gibbs.md. */

import type { FactorBlock } from "../../linear-gaussian/statistics/arrangement.ts";
import type { ScheduledStep } from "../sampler.ts";
import { type CollapsedBlocks, collapsedBlocks } from "./block-names.ts";

/** The steps of a sweep: for each large factor in turn its scales, γ and its effects, and at the end the residual sd. */
export function collapsedSchedule(large: readonly FactorBlock[]): readonly ScheduledStep[] {
  const { factors, residual } = collapsedBlocks(large);
  return [
    ...large.flatMap((factor, k) => factorSteps(factor, factors[k]!)),
    { block: residual, update: "slices", conditional: residualConditional },
  ];
}

function factorSteps(
  { domain }: FactorBlock,
  [scales, dense, effects]: CollapsedBlocks["factors"][number],
): ScheduledStep[] {
  return [
    {
      block: scales,
      update: "proposals and slices",
      conditional: [
        "p(T | b of the other factors, σ, y) ∝ p(T) · ∏_j |B_j|^(-1/2) · |Q|^(-1/2) · exp(-(s - r'Q⁻¹r)/2)",
        `B_j = I + T'A_jT/σ², A_j = Z_j'Z_j over the levels j of ${domain.name}`,
        "Q = D'D/σ² + the prior precision of γ - Σ_j E_j'V_j'V_jE_j, r = D'ỹ/σ² - Σ_j E_j'V_j'V_jS_j",
        "s = ỹ'ỹ/σ² - Σ_j S_j'V_j'V_jS_j, ỹ = y - others, E_j = Z_j'D, S_j = Z_j'ỹ, V_j'V_j = T B_j⁻¹T'/σ⁴",
      ],
    },
    {
      block: dense,
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

const residualConditional = [
  "p(σ | all effects, y) ∝ p(σ) · σ^(-n) · exp(-SS/(2σ²)), SS the sum of squared residuals",
];
