/** The methods paragraph: what it says of runs of every sampler, its references, and its markup. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Fitted } from "../../src/api/fitted.ts";
import { type FitOptions, fit, methodsBibtex, methodsText, parseModel } from "../../src/index.ts";
import { markups } from "../../src/manuscript/markup.ts";
import { bibtexEntry, type ReferenceKey, references } from "../../src/manuscript/references.ts";
import { goodRun } from "../cli/fixed-run.ts";
import { latexFaults } from "./latex-faults.ts";
import { faultsOf } from "./prose.ts";
import { shortRun } from "./short-runs.ts";

const paragraphOf = (fitted: Fitted): string => methodsText(fitted).split("\n")[0]!;
const sentencesOf = (paragraph: string): string[] => paragraph.replace(/\.$/, "").split(/\. (?=[A-Z])/);
/** The keys that Markdown and LaTeX cite. */
const keysOf = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].flatMap(([, keys]) => keys!.split(/[,;] ?@?/)))].sort();
const entriesOf = (bibtex: string): string[] =>
  [...bibtex.matchAll(/^@\w+\{(\w+),$/gm)].map(([, key]) => key!);

const runs: Record<string, Fitted> = {};
const kinds: readonly (readonly [name: string, model: string, options: FitOptions])[] = [
  ["independence", "dyestuff", { chains: 4, draws: 400, seed: 3 }],
  ["nuts", "student-t-effects", { method: "nuts" }],
  ["hmc", "one-mean", { method: "hmc", chains: 1 }],
  ["gibbs", "student-t-effects", { method: "gibbs" }],
  ["collapsed", "penicillin", { method: "gibbs" }],
  ["few numbers", "headings", {}],
  ["missing", "lead", {}],
];
beforeAll(async () => {
  for (const [name, model, options] of kinds) runs[name] = await shortRun(model, options);
}, 60_000);

describe.each(kinds.map(([name]) => name))("of a run by %s", (name) => {
  it("is whole sentences, in which nothing is left open", () => {
    expect(sentencesOf(paragraphOf(runs[name]!)).flatMap(faultsOf)).toEqual([]);
  });

  it("cites what has a BibTeX entry, and has no entry that it does not cite", () => {
    const cited = keysOf(methodsText(runs[name]!, { to: "latex" }), /\\cite\{([^}]*)\}/g);
    expect(entriesOf(methodsBibtex(runs[name]!)).sort()).toEqual(cited);
    expect(keysOf(methodsText(runs[name]!, { to: "markdown" }), /\[@([\w@; ]+)\]/g)).toEqual(cited);
    const [, list] = methodsText(runs[name]!).split("\n\nReferences\n\n");
    expect(list!.trimEnd().split("\n")).toHaveLength(cited.length);
  });

  it("is LaTeX that can be set: brackets closed, mathematics ended, no sign that means another thing", () => {
    expect(latexFaults(methodsText(runs[name]!, { to: "latex" }))).toEqual([]);
  });
});

it("of dyestuff, word for word", () => {
  expect(paragraphOf(runs.independence!)).toBe(
    [
      "A Bayesian hierarchical model was fitted (Gelman et al., 2013).",
      "The data were 30 rows, with 6 levels of batch.",
      "The outcome yield was modeled by a normal distribution with mean β + b[batch] and standard deviation σ.",
      "The effects b, one for each of the 6 levels of batch, had a normal distribution with mean 0 and standard deviation σ_b.",
      "The priors were a normal distribution with mean 1500 and standard deviation 200 for β (mean yield); and a half-normal distribution with scale 100 for σ_b (sd between batches) and σ (sd within a batch).",
      "From each draw icc = σ_b^2 / (σ_b^2 + σ^2) (intraclass correlation) was computed.",
      "The parameters β and b were integrated out analytically, and drawn from the exact conditional distribution for every draw of the other parameters (Lindley & Smith, 1972).",
      "The other parameters, σ_b and σ, were sampled by an independence Metropolis–Hastings sampler, which chose among 3 proposals in each transition (Liu, 2001); proposals came from a mixture of multivariate normal and t distributions, fitted by adaptive importance sampling (Cappé et al., 2008) before the chains began, of whose points 86 % were effective, with a Pareto k of their weights of -0.20 (Vehtari et al., 2024).",
      "Four chains were run; without a warm-up 400 draws of each were kept, 1,600 in all.",
      "Convergence was judged by rank-normalized split R-hat and effective sample sizes (Vehtari et al., 2021): the largest R-hat of 10 quantities was 1.004, the least effective sample size 1,152 in the bulk and 855 in the tails.",
      "The Monte Carlo standard error of a posterior mean was at most 3.0 % of the posterior standard deviation.",
      "The draws kept all rules: R-hat ≤ 1.01, ESS ≥ 100 per chain.",
      "All computations were made with Hyperprior 0.1.0 (The Hyperprior developers) with the seed 3, from which the same version makes the same draws again.",
    ].join(" "),
  );
});

it("has the numbers of the summary and of the record", () => {
  const fitted = runs.independence!;
  const { rows } = fitted.summary();
  const of = (key: "rhat" | "essBulk" | "essTail"): number[] => rows.map((row) => row[key]);
  const text = paragraphOf(fitted).replaceAll(",", "");
  expect(text).toContain(`was ${(Math.ceil(1000 * Math.max(...of("rhat"))) / 1000).toFixed(3)} the least`);
  expect(text).toContain(`${Math.floor(Math.min(...of("essBulk")))} in the bulk`);
  expect(text).toContain(`${Math.floor(Math.min(...of("essTail")))} in the tails`);
  expect(text).toContain(`${Math.round(100 * fitted.record.plan.exploration!.efficiency)} % were effective`);
  expect(text).toContain(`k of their weights of ${fitted.record.plan.exploration!.paretoK.toFixed(2)}`);
  const shares = rows.map(({ mcse, sd }) => (100 * mcse) / sd);
  expect(text).toContain(`at most ${Math.max(...shares).toPrecision(2)} % of the posterior`);
});

it("names the sampler that ran, and no other", () => {
  const words = {
    independence: "independence Metropolis–Hastings sampler",
    nuts: "no-U-turn sampler (Hoffman & Gelman, 2014)",
    hmc: "Hamiltonian Monte Carlo with trajectories of one length (Neal, 2011)",
    gibbs: "by Gibbs sampling (Geman & Geman, 1984; Gelfand & Smith, 1990)",
    collapsed: "partially collapsed Gibbs sampler (van Dyk & Park, 2008)",
  };
  for (const name of Object.keys(words)) {
    const found = Object.entries(words).flatMap(([one, said]) =>
      paragraphOf(runs[name]!).includes(said) ? [one] : [],
    );
    expect(found).toEqual([name]);
  }
});

it("does not say of effects that are drawn factor by factor that they were integrated out all together", () => {
  expect(paragraphOf(runs.collapsed!)).not.toContain("for every draw of the other parameters");
  expect(paragraphOf(runs.collapsed!)).toContain(
    "the effects, β, a and c, were drawn from their exact conditional distribution. Two chains",
  );
});

it("says warm-up, draws, trajectories and coordinates of NUTS, as the record has them", () => {
  const text = paragraphOf(runs.nuts!);
  expect(text).toContain(
    "Two chains were run; after 40 transitions of warm-up 20 draws of each were kept, 40 in all.",
  );
  expect(text).toMatch(
    /b (was|were) sampled in (partially )?non-centered form \(Papaspiliopoulos et al\., 2007\)/,
  );
  const { divergences, ebfmi } = runs.nuts!.diagnose();
  const least = Math.min(...ebfmi!).toFixed(2);
  expect(text).toContain(divergences === 0 ? "no divergent transitions" : "diverged");
  expect(text).toContain(`of a chain was ${least} (Betancourt, 2016)`);
  expect(paragraphOf(runs.hmc!)).toContain(
    "One chain was run; after 40 transitions of warm-up 20 draws were kept.",
  );
});

it("says that a diagnosis failed, and why", () => {
  const { verdict, problems } = runs.nuts!.diagnose();
  expect(verdict).toBe("failed");
  expect(paragraphOf(runs.nuts!)).toContain(`not to be relied on: ${problems[0]!.message}`);
  expect(paragraphOf(runs.independence!)).not.toContain("failed");
});

it("says what became of missing values, labels of two, and rows that were dropped", async () => {
  expect(paragraphOf(runs.missing!)).toContain(
    "There were 29 missing values of lead, which were sampled as parameters. The covariate lead was modeled by",
  );
  const model = parseModel(
    "data {\n  died: factor\n  x: real\n}\nβ ~ normal(0, 1)\ndied ~ bernoulli_logit(β * x)\n",
  );
  const data = { died: ["no", "yes", "no", "yes"], x: [1, 2, Number.NaN, 3] };
  const fitted = await fit(model, {
    data,
    dropMissing: true,
    chains: 2,
    draws: 20,
    exactDraws: true,
    workers: 0,
  });
  expect(paragraphOf(fitted)).toContain(
    "Of 4 rows of data 1 with missing values was left out, and 3 used. Of died, no counts as 0 and yes as 1.",
  );
});

it("of exact draws, of one parameter, and of a model without data", async () => {
  const exact = await fit(parseModel("data { y: real }\nμ ~ normal(0, 2)\ny ~ normal(μ, 1)\n"), {
    data: { y: [1, 2, 3] },
    chains: 2,
    draws: 50,
  });
  expect(paragraphOf(exact)).toContain(
    "Independent draws were made from the exact posterior distribution, which is normal given the rest, (Lindley & Smith, 1972). Two chains were run; without a warm-up 50 draws",
  );
  const prior = await fit(parseModel("μ ~ student_t(3, 0, 2)\n"), { chains: 2, draws: 50, exactDraws: true });
  const text = paragraphOf(prior);
  expect(text).toContain("A Bayesian model was fitted (Gelman et al., 2013). The prior was a Student t");
  expect(text).toContain("The parameter μ was sampled by");
  expect(sentencesOf(text).flatMap(faultsOf)).toEqual([]);
});

it("says rules that ended a run, draws that were added, interruptions, and improper priors", () => {
  const { record, draws } = goodRun;
  const text = "data { yield: real\n batch: factor }\nβ ~ flat()\nσ ~ half_normal(9)\nyield ~ normal(β, σ)\n";
  const changed = {
    ...record,
    model: { ...record.model, text },
    stopping: { rule: "ess > 900", isMet: true, shortfall: null },
    extension: { asked: 100, reason: "R-hat" },
    isInterrupted: true,
    roles: { ...record.roles, improperPriors: [{ parameter: "β", prior: "flat()" }] },
  };
  const said = paragraphOf(new Fitted({ record: changed, draws }));
  expect(sentencesOf(said).flatMap(faultsOf)).toEqual([]);
  expect(said).toContain("Chains were to end as soon as the rule `ess > 900` held, which it did.");
  expect(said).toContain("At first 100 draws of each chain were asked for");
  expect(said).toContain("interrupted before the 250 draws of each that were asked for");
  expect(said).toContain("a flat (improper) distribution for β;");
  expect(said).toContain("The prior of β is improper.");
  expect(said).toContain(
    "Of 32 rows of data 2 with missing values were left out, and 30 used, with 6 levels of batch.",
  );
});

it("says that an effective sample size is not known, and not NaN", async () => {
  const { record, draws } = goodRun;
  const first = draws.values[0]!.map((value) => Math.min(value, 1530));
  const model = { ...record.model, text: "β ~ normal(0, 1)\n" };
  const run = {
    record: { ...record, model },
    draws: { ...draws, values: [first, ...draws.values.slice(1)] },
  };
  const fitted = new Fitted(run);
  expect(
    fitted.summary().rows.some(({ essTail, rhat }) => Number.isNaN(essTail) && !Number.isNaN(rhat)),
  ).toBe(true);
  const said = paragraphOf(fitted);
  expect(said).toContain("not known in the tails");
  expect(sentencesOf(said).flatMap(faultsOf)).toEqual([]);
});

it("of a record whose model cannot be read, or of what is no run, is a problem", () => {
  const { record, draws } = goodRun;
  const model = { ...record.model, text: "nonsense ~" };
  expect(() => methodsText(new Fitted({ record: { ...record, model }, draws }))).toThrow(/HP0989/);
  expect(() => methodsText("a.run" as never)).toThrow(/HP0622/);
  expect(() => methodsText(runs.hmc!, { to: "latx" } as never)).toThrow(/HP0603[\s\S]*did you mean `latex`/);
});

describe("references", () => {
  const keys = Object.keys(references) as ReferenceKey[];
  it.each(keys)("%s has the fields that its kind of entry must have", (key) => {
    const entry = bibtexEntry(key, "0.1.0");
    const wanted = {
      article: ["author", "title", "journal", "year", "volume", "pages"],
      book: ["author", "title", "publisher", "year"],
      incollection: ["author", "title", "booktitle", "publisher", "year"],
      misc: ["author", "title", "note|eprint"],
    };
    const kind = /^@(\w+)/.exec(entry)![1] as keyof typeof wanted;
    for (const field of wanted[kind]) expect(entry).toMatch(new RegExp(`^ {2}(${field}) = \\{.+\\},$`, "m"));
    expect(entry.replace(/[^{}]/g, "").length % 2).toBe(0);
    expect(entry).not.toMatch(/[^\\]&|\{\}|\}\w|undefined/);
    if (key !== "hyperprior") expect(entry).toContain(/\d{4}/.exec(key)![0]);
  });

  it("are cited somewhere, each of them", () => {
    const folder = join(import.meta.dirname, "../../src/manuscript");
    const code = readdirSync(folder)
      .filter((name) => name !== "references.ts")
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join("");
    expect(keys.filter((key) => !code.includes(`"${key}"`))).toEqual([]);
  });
});

it("escapes what each markup has another meaning for", () => {
  const text = "50 % of a_b & {c} #1 $ <b> | [d] *e* @f \\ ^ ~ π² ≤ σ";
  expect(markups.latex.text(text)).toBe(
    "50\\,\\% of a\\_b \\& \\{c\\} \\#1 \\$ <b> | [d] *e* @f \\textbackslash{} \\textasciicircum{} \\textasciitilde{} $\\pi$\\textsuperscript{2} $\\le$ $\\sigma$",
  );
  expect(markups.html.text(text)).toContain("a_b &amp; {c} #1 $ &lt;b&gt;");
  expect(markups.markdown.text(text)).toContain(
    "a\\_b &amp; {c} \\#1 \\$ &lt;b&gt; \\| \\[d\\] \\*e\\* \\@f \\\\ \\^ \\~",
  );
  expect(markups.text.text("a\u001bb")).toBe("a\\u{1b}b");
});
