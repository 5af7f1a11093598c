/** Argument values at which the distributions of one number are examined, by name: ordinary ones and corners. */

export const settings: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [0, 1],
    [-3, 0.2],
    [100, 40],
  ],
  student_t: [
    [4, 0, 1],
    [1, 2, 0.5],
    [0.8, -1, 3],
    [30, 5, 2],
    [2e4, 0, 1],
  ],
  cauchy: [
    [0, 1],
    [-3, 0.2],
    [5, 20],
  ],
  laplace: [
    [0, 1],
    [-3, 0.2],
    [5, 20],
  ],
  asymmetric_laplace: [
    [0, 1, 0.5],
    [-3, 0.2, 0.9],
    [5, 20, 0.05],
  ],
  logistic: [
    [0, 1],
    [-3, 0.2],
    [5, 20],
  ],
  skew_normal: [
    [0, 1, 0],
    [1, 2, 3],
    [-1, 0.5, -8],
  ],
  exp_mod_normal: [
    [0, 1, 1],
    [-3, 0.2, 40],
    [5, 0.1, 0.5],
    [400, 40, 0.01],
    [2, 3, 1e4],
    [0, 0.02, 1],
  ],
  lognormal: [
    [0, 1],
    [2, 0.2],
    [-1, 2],
  ],
  shifted_lognormal: [
    [0, 1, 0],
    [-1, 0.3, 0.2],
    [2, 0.7, -5],
  ],
  von_mises: [
    [0, 1],
    [2, 1e-6],
    [-3, 6],
    [1, 400],
    [0.5, 1e7],
  ],
  half_normal: [[1], [0.01], [50]],
  half_student_t: [
    [4, 1],
    [1, 0.5],
    [3, 20],
    [2e4, 2],
  ],
  half_cauchy: [[1], [0.05], [25]],
  exponential: [[1], [0.02], [30]],
  gamma: [
    [1, 1],
    [0.3, 2],
    [7, 0.1],
    [400, 20],
  ],
  inverse_gamma: [
    [3, 1],
    [0.8, 2],
    [30, 100],
  ],
  inverse_gaussian: [
    [1, 1],
    [3, 0.5],
    [0.2, 4],
    [40, 400],
  ],
  chi_square: [[1], [3], [60]],
  weibull: [
    [1, 1],
    [0.6, 3],
    [5, 20],
  ],
  beta: [
    [1, 1],
    [0.5, 0.7],
    [2, 5],
    [300, 100],
  ],
  uniform: [
    [0, 1],
    [-20, 3],
  ],
  bernoulli: [[0.3], [0.99]],
  bernoulli_logit: [[0.3], [-5]],
  binomial: [
    [1, 0.3],
    [10, 0.5],
    [200, 0.02],
    [1000, 0.7],
  ],
  binomial_logit: [
    [1, -1],
    [10, 0.5],
    [500, 3],
  ],
  beta_binomial: [
    [10, 2, 3],
    [50, 0.5, 0.5],
    [200, 30, 5],
    [12, 3e4, 5e4],
  ],
  poisson: [[0.3], [5], [40], [600]],
  poisson_log: [[-2], [1.5], [6]],
  negative_binomial: [
    [3, 1],
    [0.5, 0.2],
    [50, 8],
    [20, 2e4],
  ],
  negative_binomial_log: [
    [1, 1],
    [-1, 0.2],
    [4, 8],
    [3, 2e4],
  ],
  negative_binomial_1: [
    [3, 1],
    [0.5, 6],
    [50, 0.3],
    [20, 1e-4],
  ],
  geometric: [[0.5], [0.05], [0.97]],
};

/** Argument values at the ends of their supports and far out, where nothing may become NaN. */
export const corners: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [0, 1e-150],
    [1e150, 1e150],
  ],
  student_t: [
    [1e-10, 0, 1],
    [1e15, 0, 1e-5],
  ],
  skew_normal: [
    [0, 1, 1e7],
    [0, 1, -1e7],
  ],
  asymmetric_laplace: [
    [0, 1, 1e-12],
    [1e150, 1e150, 1 - 1e-12],
  ],
  exp_mod_normal: [
    [0, 1e-150, 1],
    [0, 1, 1e150],
    [1e150, 1e150, 1e-150],
    [0, 1, 1e-300],
    [0, 1e-10, 1e-10],
  ],
  lognormal: [
    [-700, 1e-5],
    [700, 100],
  ],
  shifted_lognormal: [
    [-700, 1e-5, 0],
    [700, 100, -1e150],
  ],
  von_mises: [
    [0, 1e-300],
    [1e6, 1e150],
  ],
  gamma: [
    [1e-10, 1e-10],
    [1e10, 1e10],
  ],
  inverse_gamma: [
    [1e-10, 1e-10],
    [1e10, 1e10],
  ],
  inverse_gaussian: [
    [1e-10, 1e10],
    [1e10, 1e-10],
    [1e150, 1],
    [1e-100, 1e-100],
  ],
  weibull: [
    [1e-3, 1],
    [1e3, 1],
  ],
  beta: [
    [1e-10, 1e-10],
    [1e10, 1],
  ],
  bernoulli: [[0], [1]],
  bernoulli_logit: [[-800], [800], [-1e300], [1e300]],
  binomial: [
    [0, 0.3],
    [7, 0],
    [7, 1],
  ],
  binomial_logit: [
    [0, 800],
    [7, -800],
    [7, 800],
  ],
  beta_binomial: [
    [0, 1, 1],
    [7, 1e-10, 1e10],
    [7, 1e70, 3e70],
  ],
  poisson: [[0], [1e-300], [1e300]],
  poisson_log: [[-800], [800]],
  negative_binomial: [
    [0, 1],
    [1e-300, 1e-300],
    [1e6, 1e300],
  ],
  negative_binomial_log: [
    [-800, 1],
    [800, 1e-3],
    [5, 1e300],
  ],
  negative_binomial_1: [
    [1e-300, 1e-300],
    [1e-3, 1e10],
    [1e6, 1e-200],
  ],
  geometric: [[0], [1]],
};
