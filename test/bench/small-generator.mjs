/** Uniform and normal numbers of a small generator, for rows that are simulated: Numerical Recipes' linear congruences, and the cosine of Box and Muller. */
export function numbersOf(seed) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
