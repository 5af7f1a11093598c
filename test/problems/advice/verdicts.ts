/** Advice about what verdicts are asked of draws: variables, derived ones, superchains. */

import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import type { Advice } from "./advice.ts";

/** A chain of CmdStan, of four parameters. */
function chain(number: number): string {
  const stream = createRandomStream(5, number);
  const rows = Array.from({ length: 400 }, () =>
    [-1, 1, 1, 2, 3, 0, ...Array.from({ length: 5 }, () => stream.normal())].join(","),
  );
  const names = "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,tau,b.1,b.2";
  return `# stan_version_major = 2\n# model = m_model\n# method = sample (Default)\n# id = ${number}\n${names}\n${rows.join("\n")}\n`;
}

const files = Object.fromEntries([1, 2, 3, 4].map((number) => [`f_${number}.csv`, chain(number)]));
const draws = "diagnose @f_*.csv --lenient";

const told = (code: string, flags: string, hint: string, followed: string): Advice => ({
  code,
  before: { files, words: `${draws} ${flags}` },
  hint,
  after: { words: followed === "" ? draws : `${draws} ${followed}` },
});

export const verdictAdvice: readonly Advice[] = [
  told("HP0713", "--include tua", "did you mean `tau`?", "--include tau"),
  told("HP0713", "--include q*", "`*` stands for any letters", "--include b*"),
  told("HP0713", "--exclude *", "leave out --exclude", ""),
  told(
    "HP0713",
    "--include b --exclude b*",
    "names that fit only some of the variables",
    "--include b --exclude b[1]",
  ),
  told("HP0717", "--superchains 3", "name a number that does: 2, 4", "--superchains 2"),
  told("HP0860", "--derive tau^2", 'write `--derive "NAME = EXPRESSION"`', "--derive v=tau^2"),
  told("HP0861", "--derive v=tua^2", "did you mean `tau`?", "--derive v=tau^2"),
  told("HP0861", "--derive v=zeta", "a name with dots or spaces stands in backticks", "--derive v=`b[1]`"),
  told("HP0862", "--derive v=b", "name one, as `b[1]`", "--derive v=b[1]"),
  told("HP0862", "--derive v=b", "or reduce all of them: `sum(b)`", "--derive v=sum(b)"),
  told("HP0863", "--derive v=exq(mu)", "did you mean `exp`?", "--derive v=exp(mu)"),
  told("HP0863", "--derive v=wobble(mu)", "those of the language are there: `exp`", "--derive v=exp(mu)"),
  told("HP0864", "--derive v=exp(mu,2)", "leave the others out", "--derive v=exp(mu)"),
  told("HP0864", "--derive v=if(mu,2)", "add what is missing", "--derive v=if(mu,2,3)"),
  told("HP0865", "--derive tau=2*mu", "give the derived variable another name", "--derive v=2*mu"),
  told("HP0866", "--derive v=[mu,tau]", "use names, numbers, `+ - * / ^`", "--derive v=mu+tau"),
];
