/**
 * Names: which spellings are the same name.
 *
 * `β` and `beta`, `σ_b` and `sigma_b` are one name: every Greek letter has its ASCII spelling. A subscript is what
 * follows an underscore, so `β₀` is `β_0`. Letters come in the composed form of Unicode (NFC), mathematical
 * alphabets (`𝛽`) as plain letters.
 */

const lowerGreek: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  ο: "omicron",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
};

/** Letters that are drawn differently and mean the same. */
const variants: Readonly<Record<string, string>> = {
  ς: "σ",
  ϐ: "β",
  ϵ: "ε",
  ϑ: "θ",
  ϰ: "κ",
  ϕ: "φ",
  ϖ: "π",
  ϱ: "ρ",
  ϴ: "Θ",
  ϒ: "Υ",
  µ: "μ",
};

const spellings = greekSpellings();

function greekSpellings(): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const [letter, spelling] of Object.entries(lowerGreek)) {
    all.set(letter, spelling);
    all.set(letter.toUpperCase(), spelling.charAt(0).toUpperCase() + spelling.slice(1));
  }
  for (const [variant, letter] of Object.entries(variants)) all.set(variant, all.get(letter) ?? letter);
  return all;
}

const mathematicalLetter = /[\u{1d400}-\u{1d7ff}]/gu;
const subscripts = /_?([\u2080-\u2089\u2090-\u209c\u1d62-\u1d6a\u2c7c]+)/gu;
const greekLetter = /[\u0370-\u03ff\u00b5]/gu;

/**
 * The spelling with Greek letters written out, for files and command lines: `sigma_b` of `σ_b`. Letters of other
 * alphabets stay as they are.
 */
export function asciiName(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text
    .normalize("NFC")
    .replace(mathematicalLetter, (letter) => letter.normalize("NFKC"))
    .replace(subscripts, (_, run: string) => `_${run.normalize("NFKC")}`)
    .replace(greekLetter, (letter) => spellings.get(letter) ?? letter);
}

/** Two names are the same if their canonical names are equal; it is the ASCII spelling. */
export function canonicalName(text: string): string {
  return asciiName(text);
}

/** The record with its names spelled as the model spells them: `sigma` for `σ`. */
export function spelledAs<Value>(
  record: Readonly<Record<string, Value>>,
  known: readonly { readonly name: string }[],
): Record<string, Value> {
  const entries = Object.entries(record).map(([name, value]) => {
    const same = known.find((one) => canonicalName(one.name) === canonicalName(name));
    return [same?.name ?? name, value] as const;
  });
  return Object.fromEntries(entries);
}
