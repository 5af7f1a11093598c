/** Advice about designs, which only shows with data. */

import { type Advice, checked, modelOf } from "./advice.ts";

const columns = "y: real, x: real, sex: factor";
const table = "y,x,sex\n1,1,m\n2,2,f\n4,3,m\n3,5,f\n2,4,m\n";

const long = `y,x,sex
${Array.from({ length: 12 }, (_, i) => `${(i * 5) % 7},${i},${i % 2 === 0 ? "m" : "f"}`).join("\n")}
`;

const withDesign = (formula: string, declared = columns): string =>
  modelOf(declared, `X = design(${formula})`, "β[X] ~ normal(0, 5)", "y ~ normal(X * β, 1)");

function designed(code: string, formula: string, hint: string, after: string, data = table): Advice {
  return checked(code, [withDesign(formula), data], hint, { model: withDesign(after) });
}

export const designAdvice: readonly Advice[] = [
  designed("HP0451", "x^2", "for a square write square(x) or poly(x, 2)", "square(x)"),
  designed("HP0451", "x^2", "for a square write square(x) or poly(x, 2)", "poly(x, 2)"),
  designed("HP0451", "1:x", "write an interaction as a:b", "1 + x:sex"),
  designed("HP0451", "log(poly(x, 2))", "write the function inside: poly(log(x), 2)", "poly(log(x), 2)"),
  designed("HP0453", "poly(x, 40)", "write poly(x, 2) for a parabola", "poly(x, 2)"),
  designed("HP0453", "poly(x, 5)", "lower the degree", "poly(x, 3)"),
  checked(
    "HP0453",
    [withDesign("poly(x, 5)"), table],
    "or declare the column as a factor and write its name alone",
    {
      model: withDesign("x", "y: real, x: factor, sex: factor"),
    },
  ),
  checked("HP0453", [withDesign("sum(x)"), table], "write it of a column that is declared as a factor", {
    model: withDesign("sum(x)", "y: real, x: factor, sex: factor"),
  }),
  checked("HP0453", [withDesign("poly(sex)"), table], "declare `sex: factor ordered […]`", {
    model: withDesign("poly(sex)", "y: real, x: real, sex: factor ordered [m,f]"),
  }),
  checked(
    "HP0453",
    [withDesign("poly(sex, 2)", "y: real, x: real, sex: factor ordered [m,f]"), table],
    "with a lower degree poly(sex, 1)",
    { model: withDesign("poly(sex, 1)", "y: real, x: real, sex: factor ordered [m,f]") },
  ),
  designed("HP0453", "log(x, x)", "write log(x)", "log(x)"),
  designed("HP0453", "scale(x)", "remove the term", "sex", "y,x,sex\n1,1,m\n2,1,f\n3,1,m\n"),
  designed(
    "HP0451",
    "log(spline(x, 10))",
    "write the function inside: spline(log(x), 10)",
    "spline(log(x), 5)",
  ),
  designed("HP0453", "spline(x, 3)", "write spline(x, 10) for a smooth curve", "spline(x, 10)", long),
  designed("HP0453", "spline(x)", "write spline(x, 10)", "spline(x, 10)", long),
  designed("HP0463", "spline(x, 10)", "write 5, or fewer, in place of 10", "spline(x, 5)"),
  designed(
    "HP0463",
    "spline(x, 5)",
    "write `x` without `spline`",
    "x",
    "y,x,sex\n1,1,m\n2,2,f\n4,1,m\n3,2,f\n2,3,m\n",
  ),
  checked(
    "HP0463",
    [withDesign("spline(x, 4)"), "y,x,sex\n1,1,m\n2,2,f\n4,1,m\n3,2,f\n2,3,m\n"],
    "or declare it as a factor and give its levels effects of their own",
    {
      model: modelOf(
        "y: real, x: factor",
        "τ ~ half_normal(1)",
        "u[x] ~ normal(0, τ)",
        "y ~ normal(u[x], 1)",
      ),
    },
  ),
  designed("HP0442", '1 + I(sex == "M")', "did you mean `m`?", '1 + I(sex == "m")'),
  designed("HP0454", "log(sex)", "factors stand in a design by themselves", "sex"),
  checked("HP0455", [withDesign("log(x)"), "y,x,sex\n1,0,m\n2,2,f\n3,3,m\n"], "log needs positive numbers", {
    table: "y,x,sex\n1,1,m\n2,2,f\n3,3,m\n",
  }),
  designed("HP0457", "sex + x", "remove a term", "sex", "y,x,sex\n1,1,m\n2,2,f\n4,1,m\n3,2,f\n"),
  designed("HP0458", "sex", "remove the term", "1", "y,x,sex\n1,1,m\n2,2,m\n4,3,m\n"),
  designed("HP0459", "0", "write design(1) for an intercept alone", "1"),
];
