/** The references of methods texts: what a run may have used, each with the fields of a BibTeX entry. */

/** Names, title and year are of all; the other fields are written in their order. */
interface Reference {
  readonly type: "article" | "book" | "incollection" | "misc";
  readonly authors: readonly string[];
  readonly title: string;
  readonly year: number | null;
  readonly fields: Readonly<Record<string, string>>;
}

const article = (
  authors: string,
  year: number,
  title: string,
  journal: string,
  volume: string,
  pages: string,
  doi?: string,
): Reference => {
  const [number, issue] = volume.split("(");
  return {
    type: "article",
    authors: authors.split("; "),
    title,
    year,
    fields: {
      journal,
      volume: number!,
      ...(issue === undefined ? {} : { number: issue.slice(0, -1) }),
      pages,
      ...(doi === undefined ? {} : { doi }),
    },
  };
};

const preprint = (authors: string, year: number, title: string, eprint: string): Reference => {
  return { type: "misc", authors: [authors], title, year, fields: { eprint, archiveprefix: "arXiv" } };
};

/** By key. */
export const references = {
  betancourt2016: preprint(
    "Betancourt, Michael",
    2016,
    "Diagnosing suboptimal cotangent disintegrations in Hamiltonian Monte Carlo",
    "1604.00695",
  ),
  betancourt2017: preprint(
    "Betancourt, Michael",
    2017,
    "A conceptual introduction to Hamiltonian Monte Carlo",
    "1701.02434",
  ),
  cappe2008: article(
    "Cappé, Olivier; Douc, Randal; Guillin, Arnaud; Marin, Jean-Michel; Robert, Christian P.",
    2008,
    "Adaptive importance sampling in general mixture classes",
    "Statistics and Computing",
    "18",
    "447--459",
    "10.1007/s11222-008-9059-x",
  ),
  gelfand1990: article(
    "Gelfand, Alan E.; Smith, Adrian F. M.",
    1990,
    "Sampling-based approaches to calculating marginal densities",
    "Journal of the American Statistical Association",
    "85(410)",
    "398--409",
  ),
  gelman2006: article(
    "Gelman, Andrew",
    2006,
    "Prior distributions for variance parameters in hierarchical models (comment on article by Browne and Draper)",
    "Bayesian Analysis",
    "1(3)",
    "515--534",
    "10.1214/06-BA117A",
  ),
  gelman2013: {
    type: "book",
    authors: [
      "Gelman, Andrew",
      "Carlin, John B.",
      "Stern, Hal S.",
      "Dunson, David B.",
      "Vehtari, Aki",
      "Rubin, Donald B.",
    ],
    title: "Bayesian data analysis",
    year: 2013,
    fields: { edition: "Third", publisher: "Chapman & Hall/CRC" },
  },
  geman1984: article(
    "Geman, Stuart; Geman, Donald",
    1984,
    "Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images",
    "IEEE Transactions on Pattern Analysis and Machine Intelligence",
    "6(6)",
    "721--741",
  ),
  hoffman2014: article(
    "Hoffman, Matthew D.; Gelman, Andrew",
    2014,
    "The no-U-turn sampler: Adaptively setting path lengths in Hamiltonian Monte Carlo",
    "Journal of Machine Learning Research",
    "15(47)",
    "1593--1623",
  ),
  hyperprior: {
    type: "misc",
    authors: ["{The Hyperprior developers}"],
    title: "Hyperprior: a Bayesian modeler for hierarchical models",
    year: null,
    fields: {},
  },
  lewandowski2009: article(
    "Lewandowski, Daniel; Kurowicka, Dorota; Joe, Harry",
    2009,
    "Generating random correlation matrices based on vines and extended onion method",
    "Journal of Multivariate Analysis",
    "100(9)",
    "1989--2001",
    "10.1016/j.jmva.2009.04.008",
  ),
  lindley1972: article(
    "Lindley, Dennis V.; Smith, Adrian F. M.",
    1972,
    "Bayes estimates for the linear model",
    "Journal of the Royal Statistical Society: Series B",
    "34(1)",
    "1--41",
  ),
  liu2001: {
    type: "book",
    authors: ["Liu, Jun S."],
    title: "Monte Carlo strategies in scientific computing",
    year: 2001,
    fields: { publisher: "Springer" },
  },
  mengersen1996: article(
    "Mengersen, Kerrie L.; Tweedie, Richard L.",
    1996,
    "Rates of convergence of the Hastings and Metropolis algorithms",
    "The Annals of Statistics",
    "24(1)",
    "101--121",
  ),
  neal2003: article(
    "Neal, Radford M.",
    2003,
    "Slice sampling",
    "The Annals of Statistics",
    "31(3)",
    "705--767",
    "10.1214/aos/1056562461",
  ),
  neal2011: {
    type: "incollection",
    authors: ["Neal, Radford M."],
    title: "MCMC using Hamiltonian dynamics",
    year: 2011,
    fields: {
      booktitle: "Handbook of Markov chain Monte Carlo",
      editor: "Brooks, Steve and Gelman, Andrew and Jones, Galin L. and Meng, Xiao-Li",
      publisher: "Chapman & Hall/CRC",
      pages: "113--162",
    },
  },
  papaspiliopoulos2007: article(
    "Papaspiliopoulos, Omiros; Roberts, Gareth O.; Sköld, Martin",
    2007,
    "A general framework for the parametrization of hierarchical models",
    "Statistical Science",
    "22(1)",
    "59--73",
  ),
  papaspiliopoulos2020: article(
    "Papaspiliopoulos, Omiros; Roberts, Gareth O.; Zanella, Giacomo",
    2020,
    "Scalable inference for crossed random effects models",
    "Biometrika",
    "107(1)",
    "25--40",
  ),
  shahbaba2014: article(
    "Shahbaba, Babak; Lan, Shiwei; Johnson, Wesley O.; Neal, Radford M.",
    2014,
    "Split Hamiltonian Monte Carlo",
    "Statistics and Computing",
    "24(3)",
    "339--349",
  ),
  tierney1986: article(
    "Tierney, Luke; Kadane, Joseph B.",
    1986,
    "Accurate approximations for posterior moments and marginal densities",
    "Journal of the American Statistical Association",
    "81(393)",
    "82--86",
  ),
  vandyk2008: article(
    "van Dyk, David A.; Park, Taeyoung",
    2008,
    "Partially collapsed Gibbs samplers: Theory and methods",
    "Journal of the American Statistical Association",
    "103(482)",
    "790--796",
  ),
  vehtari2021: article(
    "Vehtari, Aki; Gelman, Andrew; Simpson, Daniel; Carpenter, Bob; Bürkner, Paul-Christian",
    2021,
    "Rank-normalization, folding, and localization: An improved R-hat for assessing convergence of MCMC (with discussion)",
    "Bayesian Analysis",
    "16(2)",
    "667--718",
    "10.1214/20-BA1221",
  ),
  vehtari2024: article(
    "Vehtari, Aki; Simpson, Daniel; Gelman, Andrew; Yao, Yuling; Gabry, Jonah",
    2024,
    "Pareto smoothed importance sampling",
    "Journal of Machine Learning Research",
    "25(72)",
    "1--58",
  ),
  yu2011: article(
    "Yu, Yaming; Meng, Xiao-Li",
    2011,
    "To center or not to center: That is not the question---an ancillarity--sufficiency interweaving strategy (ASIS) for boosting MCMC efficiency",
    "Journal of Computational and Graphical Statistics",
    "20(3)",
    "531--570",
  ),
} satisfies Readonly<Record<string, Reference>>;

/** By what a reference is called in a text, and in BibTeX. */
export type ReferenceKey = keyof typeof references;

const referenceOf = (key: ReferenceKey): Reference => references[key];

/** `Vehtari et al., 2021`; of the program its developers. */
export function shortReference(key: ReferenceKey): string {
  const { authors, year } = referenceOf(key);
  const surnames = authors.map((author) => author.split(",")[0]!.replace(/[{}]/g, ""));
  const [first, second] = surnames;
  const who =
    surnames.length === 1 ? first! : surnames.length === 2 ? `${first} & ${second}` : `${first} et al.`;
  return year === null ? who : `${who}, ${year}`;
}

/** As a list of references has it: names, year, title, where it is. `version` is that of the program. */
export function longReference(key: ReferenceKey, version: string): string {
  const { authors, title, year, fields } = referenceOf(key);
  const names = authors.map((author) => {
    const [surname, given] = author.replace(/[{}]/g, "").split(", ");
    const initials = given?.replace(/(\p{L})[\p{L}.]*/gu, "$1.");
    return initials === undefined ? surname! : `${surname}, ${initials}`;
  });
  const who = names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} & ${names.at(-1)}`;
  const { journal, volume, number, pages, booktitle, publisher, edition, eprint, doi } = fields as Partial<
    Record<string, string>
  >;
  const issue = number === undefined ? "" : `(${number})`;
  const range = pages?.replace("--", "–");
  const where = [
    journal === undefined ? undefined : `${journal} ${volume}${issue}, ${range}`,
    booktitle === undefined ? undefined : `In ${booktitle}, ${range}`,
    edition === undefined ? undefined : `${edition} edition`,
    publisher,
    eprint === undefined ? undefined : `arXiv:${eprint}`,
  ].filter((part) => part !== undefined);
  const place = where.length === 0 ? "" : ` ${where.join(". ")}.`;
  const link = doi === undefined ? "" : ` https://doi.org/${doi}`;
  return `${who} (${year ?? `version ${version}`}). ${plain(title)}.${place}${link}`;
}

/** The dashes of TeX as characters. */
function plain(title: string): string {
  return title.replaceAll("---", "—").replaceAll("--", "–");
}

/** An entry for BibTeX or BibLaTeX, in UTF-8; capitals of names and acronyms are kept from being made small. Ends with a newline. */
export function bibtexEntry(key: ReferenceKey, version: string): string {
  const { type, authors, title, year, fields } = referenceOf(key);
  const all: readonly (readonly [name: string, value: string])[] = [
    ["author", authors.join(" and ")],
    ["title", protectedCapitals(title)],
    ...(year === null ? [["note", `Version ${version}`] as const] : [["year", `${year}`] as const]),
    ...Object.entries(fields),
  ];
  const lines = all.map(([name, value]) => `  ${name} = {${value.replaceAll("&", "\\&")}},\n`);
  return `@${type}{${key},\n${lines.join("")}}\n`;
}

/** Words with a capital that is not the first of the title or behind a colon. */
function protectedCapitals(title: string): string {
  return title.replaceAll(/(?<![:?] |^)(?<=[\s(-])\p{Lu}[\p{L}-]*/gu, "{$&}").replace(/^MCMC/, "{MCMC}");
}
