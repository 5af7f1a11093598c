/** A regression whose coefficients have priors of several kinds. */

export const elementData = {
  y: [1.2, 0.3, 2.4, 1.9, -0.2, 3.1],
  x: [0, -1, 1, 0.5, -1.5, 2],
  z: [1, 0, 1, 0, 1, 0],
};

export const elementText = `data { y: real\nx: real\nz: real }
X = design(1 + x + z)
β[X] ~ normal(0, 2)
β["x"] ~ truncated(student_t(4, 0.5, 1), lower: 0)
β["z"] ~ laplace(-0.5, 0.6)
y ~ normal(X * β, 1)`;
