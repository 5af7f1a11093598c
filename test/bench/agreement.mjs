/** Whether two functions are the same log density: a benchmark of a wrong result says nothing. */

const positions = 5;
const tolerance = 1e-9;

/**
 * Throws unless `other` gives the log density (up to `constant`, which it has in addition) and the gradient of
 * `density` at several positions, each number to 1e-9 of its size (or of 1, where it is smaller).
 */
export function requireAgreement(name, density, other, constant) {
  const expected = new Float64Array(density.dimension);
  const found = new Float64Array(density.dimension);
  for (let k = 0; k < positions; k++) {
    const position = examplePosition(density.dimension, k);
    requireClose(
      `${name}: log density`,
      density.evaluate(position, expected) + constant,
      other(position, found),
    );
    expected.forEach((derivative, i) => {
      requireClose(`${name}: derivative ${i}`, derivative, found[i]);
    });
  }
}

/** A position without any regularity; another for each `k`. */
export function examplePosition(dimension, k) {
  return Float64Array.from({ length: dimension }, (_, i) => 0.7 * Math.sin(7.3 * i + 1.9 * k + 0.4));
}

function requireClose(name, expected, found) {
  const error = Math.abs(expected - found) / Math.max(1, Math.abs(expected));
  if (!(error < tolerance)) throw new Error(`${name}: expected ${expected}, found ${found}`);
}
