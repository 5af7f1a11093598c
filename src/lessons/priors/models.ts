/** The priors on σ_b that the lesson compares, each with a number that is dragged. */

/** In the order in which they are offered. */
export const priorNames = ["half_normal", "half_t", "exponential", "inverse_gamma", "icc"] as const;
/** One of them. */
export type PriorName = (typeof priorNames)[number];

/** Statements of the priors, and of what follows from them. */
interface Prior {
  /** In a line, for the reader. */
  readonly words: (scale: number) => string;
  /** The number that is dragged. */
  readonly number: (scale: number) => number;
  readonly statements: (scale: number) => string;
}

const ofResidual = "σ   ~ half_normal(5)";

/** A prior of σ_b itself. */
function onScale(distribution: (scale: number) => string): Prior {
  const words = (scale: number): string => `σ_b ~ ${distribution(scale)}`;
  return { words, number: (scale) => scale, statements: (scale) => `${words(scale)}\n${ofResidual}` };
}

/** By name. */
export const priors: Readonly<Record<PriorName, Prior>> = {
  half_normal: onScale((scale) => `half_normal(${scale})`),
  half_t: onScale((scale) => `half_student_t(3, ${scale})`),
  exponential: onScale((scale) => `exponential(1 / ${scale})`),
  inverse_gamma: {
    number: small,
    words: (scale) => `σ_b² ~ inverse_gamma(${small(scale)}, ${small(scale)})`,
    statements: (scale) =>
      `v   ~ inverse_gamma(${small(scale)}, ${small(scale)})\n${ofResidual}\n\nσ_b = sqrt(v)`,
  },
  icc: {
    number: (scale) => scale,
    words: (scale) => `ICC ~ beta(${scale}, ${scale})`,
    statements: (scale) =>
      `icc ~ beta(${scale}, ${scale})\nτ   ~ half_normal(5)\n\nσ_b = τ * sqrt(icc)\nσ   = τ * sqrt(1 - icc)`,
  },
};

/** A hundredth, as inverse gamma priors are often meant to say little. */
function small(scale: number): number {
  return Number((scale / 100).toPrecision(3));
}

/** The whole model. */
export function modelWith(name: PriorName, scale: number): string {
  return `model groups

data {
  y:     real
  group: factor
}

β   ~ normal(0, 20)
${priors[name].statements(scale)}

b[group] ~ normal(0, σ_b)

y ~ normal(β + b[group], σ)
`;
}
