/** Terms of other programs that are no function of a column here, by their names, with what to write in place of them. */

const smooth = "smooths are `s(x)`, of one column each";
const series = "for autoregressive effects write `(1 | ar1(week))`; correlated residuals are not there yet";
const coding = 'factors are coded by treatment: `relevel(f, "label")` chooses the reference';

const others: Readonly<Record<string, string>> = {
  t2: smooth,
  te: smooth,
  ti: smooth,
  bs: smooth,
  ns: smooth,
  cr: smooth,
  cc: smooth,
  lo: smooth,
  gp: `there are no Gaussian processes; ${smooth}`,
  hsgp: `there are no Gaussian processes; ${smooth}`,
  me: "write the model, with a parameter for the value behind each measurement",
  mm: "write it behind a bar, `(1 | mm(school1, school2))`",
  mmc: "a column that differs between the members stands in the model: `x1 * u[school1] + x2 * u[school2]`, with `school1: factor of school`",
  gr: "write it behind a bar, `(1 | gr(g, cov = A))`",
  ar: series,
  ma: series,
  rw: "write it as a group term, `(1 | rw(week))`",
  ar1: "write it as a group term, `(1 | ar1(week))`",
  arma: series,
  cosy: series,
  unstr: series,
  sar: "there are no spatial effects yet",
  car: "there are no spatial effects yet",
  fcor: "there are no given correlations of rows yet",
  cs: "write the model, with a vector of effects on the thresholds, and `sequential_logit` or `adjacent_logit`",
  Sum: coding,
  Helmert: coding,
  Poly: coding,
  contr: coding,
  cut: "make it a column of the table; a border is `I(x > 3)`",
  ifelse: "write `I(x > 3)`, 1 where it holds and 0 elsewhere",
  interaction: "write `a:b`",
  log1mexp: "make it a column of the table",
};

/** What to write in place of a term of another program; null where there is no such term. */
export function insteadOf(name: string): string | null {
  if (Object.hasOwn(others, name)) return others[name]!;
  // `np.log(x)` of Bambi's Python.
  return name.startsWith("np.") ? `write \`${name.slice(3)}(x)\`` : null;
}
