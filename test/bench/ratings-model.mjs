/** A model of InstEval: 73,421 ratings of 1,128 lecturers in 14 departments by 2,972 students. */

export const ratingsModel = `data { y: real, service: factor, s: factor, d: factor, dept: factor }
X = design(1 + service)
β[X] ~ normal(0, 10)
σ_s ~ half_normal(2)
σ_d ~ half_normal(2)
σ_dept ~ half_normal(2)
σ ~ half_normal(2)
a[s] ~ normal(0, σ_s)
b[d] ~ normal(0, σ_d)
c[dept] ~ normal(0, σ_dept)
y ~ normal(X * β + a[s] + b[d] + c[dept], σ)
`;
