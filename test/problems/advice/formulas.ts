/** Advice about formulas. */

import { type Advice, modelOf } from "./advice.ts";
import { reusedLabels } from "./tables.ts";

const table = `y,n,x,g,h,ok,s
1.5,4,0.1,a,p,yes,1
2.5,3,0.7,b,q,no,2
3.5,5,0.4,a,p,yes,1
2.2,6,0.9,b,q,no,1
4.1,4,0.3,c,p,yes,2
3.3,7,0.2,c,q,no,1
`;

/** Words without blanks, since they are told apart by them. */
function said(code: string, before: string, hint: string, after: string): Advice {
  const files = { "d.csv": table };
  return {
    code,
    before: { files, words: `check ${before} --data @d.csv` },
    hint,
    after: { words: `check ${after} --data @d.csv` },
  };
}

export const formulaAdvice: readonly Advice[] = [
  {
    code: "HP0702",
    before: { files: { "d.csv": table }, words: "check y~x+(1|g)" },
    hint: "name it: `--data FILE.csv`",
    after: { words: "check y~x+(1|g) --data @d.csv" },
  },
  ...[
    ["y~x", "2.5,3,NA,b,q,no,2", "write `mi(x)` in place of `x`", "y~mi(x);mi(x)~1"],
    ["y~x", "NA,3,0.7,b,q,no,2", "write `y | mi()` to have them predicted", "y|mi()~x"],
  ].map(([before, row, hint, after]): Advice => {
    const files = { "d.csv": table.replace("2.5,3,0.7,b,q,no,2", row!) };
    return {
      code: "HP0413",
      before: { files, words: `check ${before} --data @d.csv` },
      hint: hint!,
      after: { words: `check ${after} --data @d.csv` },
    };
  }),
  ...["(1|batch/cask)", "(1|batch:cask)"].map((term): Advice => {
    const files = { "d.csv": reusedLabels() };
    return {
      code: "HP0440",
      before: { files, words: "check y~(1|batch)+(1|cask) --data @d.csv" },
      hint: `write \`(1 | batch/cask)\` for the effects of both, or \`(1 | batch:cask)\``,
      after: { words: `check y~${term} --data @d.csv` },
    };
  }),
  said(
    "HP0910",
    "n~x --family zip",
    "did you mean `zero_inflated_poisson`?",
    "n~x --family zero_inflated_poisson",
  ),
  said("HP0553", "y~mi(x):g;mi(x)~g", "add it to the sum: `y ~ mi(x) + z; mi(x) ~ z`", "y~mi(x)+g;mi(x)~g"),
  said("HP0554", "y~mi(x)", "write one behind a semicolon: `; mi(x) ~ 1`", "y~mi(x);mi(x)~1"),
  said("HP0555", "y~g;mi(x)~g", "write `mi(x)` for it where it is a predictor", "y~g+mi(x);mi(x)~g"),
  said("HP0555", "y~g;mi(x)~g", "leave its formula out", "y~g"),
  said("HP0901", "~x", "write it as `y ~ x + (1 | group)`", "y~x+(1|g)"),
  said("HP0902", "y+x~1", "write it as `y ~ x + (1 | group)`", "y~x+(1|g)"),
  said("HP0903", "sqrt(y)~x", "`log(y)` for a lognormal outcome", "log(y)~x"),
  said("HP0904", "n|size(s)~x", "`y | trials(n) ~ …` for counts out of n", "s|trials(n)~x"),
  said("HP0904", "y|size(s)~x", "`y | se(s) ~ …` for known standard errors", "y|se(s)~x"),
  said("HP0905", "y~te(x,s)", "smooths are `s(x)`, of one column each", "y~s(x)"),
  said("HP0905", "y~np.log(x)", "write `log(x)`", "y~log(x)"),
  said("HP0905", "y~C(g,Sum)", 'write `relevel(x, "label")` for another reference level', 'y~relevel(g,"b")'),
  said("HP0905", "y~interaction(g,h)", "write `a:b`", "y~g:h"),
  said("HP0905", "y~ifelse(x,1,0)", "write `I(x > 3)`", "y~I(x>0.3)"),
  said("HP0905", "y~scale(x,center=FALSE)", "divide by a number of your own, `I(x / 2)`", "y~I(x/2)"),
  said(
    "HP0904",
    "y|weights(log(n))~x",
    "`y | weights(w) ~ …` for rows that stand for w rows",
    "y|weights(n)~x",
  ),
  said("HP0906", "y~x*(1|g)", "add it to the sum: `y ~ x + (1 | group) + offset(z)`", "y~x+(1|g)+offset(s)"),
  said("HP0907", "y~x;sigma~x;sigma~g", "write one, with all its terms", "y~x;sigma~x+g"),
  said("HP0908", "y~(1|log(g))", "write `(1 | g)`", "y~(1|g)"),
  said("HP0908", "y~(1|g-h)", "`(1 | a:b)` for their combinations", "y~(1|g:h)"),
  said("HP0908", "y~(1|g^2)", "`(1 | a*b)` for both and them", "y~(1|g*h)"),
  said("HP0945", "y~(1|rw(g:h))", "`(1 | rw(week, subject))`", "y~(1|rw(h,g))"),
  said("HP0946", "y~(x|rw(h))", "write `(1 | rw(h))`", "y~(1|rw(h))"),
  {
    code: "HP0965",
    before: { files: { "d.csv": table }, words: "check y~(1|gr(g,cov=A,precision=Q)) --data @d.csv" },
    hint: "leave one of the two out: `cov = A` alone",
    after: {
      files: { "A.csv": "g,a,b,c\na,1,0.5,0\nb,0.5,1,0\nc,0,0,1\n" },
      words: "check y~(1|gr(g,cov=A)) --data @d.csv --data A=@A.csv",
    },
  },
  said("HP0965", "y~(1|mm(g))", "of one column `(1 | school)`", "y~(1|g)"),
  said("HP0967", "y~(1|mm(g,h))+(1|mm(g,s))", "name the same columns in both", "y~(1|mm(g,h))+(0+x|mm(g,h))"),
  said(
    "HP0967",
    'y~relevel(g,"b")+(1|mm(g,h))',
    "leave `relevel` and `ordered` of `g` out",
    "y~g+(1|mm(g,h))",
  ),
  said(
    "HP0968",
    "y~(1|mm(g,h,weights=cbind(x,-1)))",
    "write `scale = FALSE` behind them if they are meant as they are",
    "y~(1|mm(g,h,weights=cbind(x,-1),scale=FALSE))",
  ),
  said("HP0969", "y~(1|gr(h,by=g))", "write `(0 + g || h)`", "y~(0+g||h)"),
  said("HP0965", "y~(1|gr(g,dist=cauchy))", "or leave it out", "y~(1|gr(g))"),
  said("HP0965", "y~(1|gr(g,cor=2))", "or leave it out", "y~(1|gr(g))"),
  {
    code: "HP0966",
    before: { files: { "d.csv": table }, words: "check y~x+(1|gr(g,cov=x)) --data @d.csv" },
    hint: "give the matrix a name of its own, `gr(animal, cov = A)` with `--data A=FILE`",
    after: {
      files: { "A.csv": "g,a,b,c\na,1,0.5,0\nb,0.5,1,0\nc,0,0,1\n" },
      words: "check y~x+(1|gr(g,cov=A)) --data @d.csv --data A=@A.csv",
    },
  },
  said("HP0909", "y~xx", "did you mean `x`?", "y~x"),
  said("HP0910", "n~x --family poison", "did you mean `poisson`?", "n~x --family poisson"),
  said("HP0911", "ok~x --link log", "it has `logit`, `probit`, `cloglog`", "ok~x --link cloglog"),
  said(
    "HP0912",
    "s~x --family beta_binomial",
    "write `y | trials(n) ~ …`",
    "s|trials(n)~x --family beta_binomial",
  ),
  said("HP0912", "ok~x --family poisson", "leave `--family` out", "ok~x"),
  said(
    "HP0913",
    "y~x+(1|g) --prior sd(gg)=half_normal(1)",
    "it has those of `intercept`, `b(x)`, `b`, `icc(g)`, `sd(g,intercept)`, `sd(g)`, `sd`, `sigma`",
    "y~x+(1|g) --prior sd(g)=half_normal(1)",
  ),
  said(
    "HP0915",
    "n~x+(1|g) --family poisson --prior icc(g)=beta(2,2)",
    "give `sd(…)` and `sigma` priors",
    "n~x+(1|g) --family poisson --prior sd(g)=half_normal(1)",
  ),
  said(
    "HP0917",
    "n~x;sigma~x --family poisson",
    "leave it out, or choose a family that has it, as `gaussian` has `sigma`",
    "y~x;sigma~x",
  ),
  said("HP0917", "y~x;zi~x", "leave it out; this family has `sigma`", "y~x;sigma~x"),
  said("HP0918", "y|cens(n)~x", "otherwise 0: `y | cens(status)`", "y|cens(s-1)~x"),
  said("HP0918", "y|cens(g)~x", "of events `y | cens(1 - event)`", "y|cens(2-s)~x"),
  said("HP0918", "y|cens(g)~x", 'of other labels `y | cens(status == "dead")`', 'y|cens(g=="b")~x'),
  said("HP0919", "y|cens(s)~x", "write `y | cens(status, end)`", "y|cens(s,n)~x"),
  said("HP0921", "y~mo(n):x", "write `mo(dose)` as a term of the sum", "y~mo(n)+x"),
  said("HP0921", "y~(mo(n)|g)", "write the column without `mo`", "y~(n|g)"),
  {
    code: "HP0920",
    before: {
      files: { "d.csv": "y,x\nlow,1\nhigh,2\nlow,4\nhigh,3\n" },
      words: "check y~x --data @d.csv --family cumulative",
    },
    hint: "write `ordered(y, levels =",
    after: { words: "check ordered(y,levels=[low,high])~x --data @d.csv" },
  },
  said(
    "HP0925",
    "y~x --family student(-1)",
    'write it as `--family "student(4)"`',
    "y~x --family student(4)",
  ),
  said(
    "HP0925",
    "y~x --family asym_laplace(1)",
    'write it as `--family "asym_laplace(0.5)"`',
    "y~x --family asym_laplace(0.5)",
  ),
  said(
    "HP0925",
    "ok~x --family bernoulli(probit) --link logit",
    "write `--family bernoulli --link logit`",
    "ok~x --family bernoulli --link logit",
  ),
  said("HP0913", "y~x --prior normal(0,5)", "`b = normal(0, 5)`", "y~x --prior b=normal(0,5)"),
  said("HP0903", "Surv(y,s)~x", "write `time | cens(1 - event) ~ …`", "y|cens(s-1)~x"),
  said("HP0925", "y~x --family gaussian(3)", "write `--family gaussian`", "y~x --family gaussian"),
  {
    code: "HP0912",
    before: {
      files: { "d.csv": "y,x\n0,1\n2,2\n4,3\n3,5\n" },
      words: "check y~x --data @d.csv --family shifted_lognormal",
    },
    hint: "correct the data, or choose another family",
    after: { words: "check y~x --data @d.csv --family gaussian" },
  },
  {
    code: "HP0916",
    before: { files: { "d.csv": "y,x\n1,1\n2,2\n4,-\n3,5\n" }, words: "check y~x --data @d.csv" },
    hint: 'write `--na "-"` if that stands for a missing value',
    after: { words: "check y~x --data @d.csv --na - --drop-missing" },
  },
  {
    code: "HP0916",
    before: { files: { "d.csv": "y,x\n1,1\n2,2\n4,-\n3,5\n" }, words: "check y~x --data @d.csv" },
    hint: "`factor(x)` if all are labels",
    after: { words: "check y~factor(x) --data @d.csv" },
  },
  said("HP0930", "y~s(x):h", "a curve for each level of a factor is `s(z, by = f)`", "y~h+s(x,by=h)"),
  said("HP0930", "y~g-s(x)", "add it to the sum, `y ~ x + s(z)`", "y~g+s(x)"),
  said("HP0931", "y~s(x,s)", "write `s(x) + s(s)`", "y~s(x)"),
  said("HP0931", "y~s(x,k=3)", "or leave `k` out", "y~s(x)"),
  said("HP0931", "y~s(g)", "write a column of numbers", "y~s(x)"),
  said("HP0932", "y~s(x,bs=cr)", "leave `bs = cr` out", "y~s(x)"),
  said("HP0933", "y~s(x,k=10)", "write `k = 6`, or leave `k` out", "y~s(x,k=6)"),
  said("HP0933", "y~s(s)", "write `s` for a straight line", "y~s"),
  said("HP0933", "y~s(s)", "or `(1 | s)` for an effect of each value", "y~(1|s)"),
  said("HP0934", "y~(1|g)+(x|g)", "leave one of the two out", "y~(x|g)"),
  said("HP0935", "y~(1|p|g);s~(1|p|h)", "give each group a word of its own", "y~(1|p|g);s~(1|q|h)"),
  said("HP0935", "y~(1|p|g);s~(1|p|h)", "leave the words out: `(1 | h)`", "y~(1|g);s~(1|h)"),
  said("HP0955", "y~x;y~g", "write one formula for each outcome, with all its terms", "y~x+g"),
  said("HP0956", "y~x;s~x;sigma~g", "write `sigma(y) ~ …`", "y~x;s~x;sigma(y)~g"),
  said("HP0957", "log(y)~x;s~x+set_rescor(TRUE)", "leave `set_rescor(TRUE)` out", "log(y)~x;s~x"),
  said(
    "HP0958",
    "y~(poly(x,2)|p|g);s~(1|p|g)",
    "or leave the word out: `(poly(x, 2) | g)`",
    "y~(poly(x,2)|g);s~(1|g)",
  ),
  said(
    "HP0959",
    "bf(y~x,s~x)",
    "write `bf(y1 ~ x, sigma ~ z) + bf(y2 ~ x) + set_rescor(TRUE)`",
    "bf(y~x,sigma~g)+bf(s~x)+set_rescor(TRUE)",
  ),
  said("HP0959", "bf(y~x,s~x)", "or `y1 ~ x; y2 ~ x`", "y~x;s~x"),
  said("HP0960", "y~s;s~y", "leave one out of the other's formula, as in `y ~ x; s ~ y`", "y~x;s~y"),
  said("HP0960", "y~s;s~y", "or correlate their residuals: `mvbind(y, s) ~ x`", "mvbind(y,s)~x"),
  said("HP0935", "y~(1|p|g)+(1|p|h)", "give each group a word of its own", "y~(1|p|g)+(1|q|h)"),
  said("HP0935", "y~(1|p|g)+(0+h|p|g)", "write one term, `(1 + x | g)`", "y~(1+h|g)"),
  {
    code: "HP0936",
    before: { files: { "d.csv": "y,g\n1,a\n2,a\n4,b\n3,b\n" }, words: "check y~.+(1|g) --data @d.csv" },
    hint: "write `1` for an intercept alone",
    after: { words: "check y~1+(1|g) --data @d.csv" },
  },
  {
    code: "HP0712",
    before: {
      files: { "d.csv": table, "m.model": modelOf("y: real", "β ~ normal(0, 5)", "y ~ normal(β, 1)") },
      words: "check @m.model --data @d.csv --family student",
    },
    hint: "leave them out",
    after: { words: "check @m.model --data @d.csv" },
  },
];
