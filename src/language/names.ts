/**
 * Names: which spellings are the same name.
 *
 * `β` and `beta`, `σ_b` and `sigma_b` are one name: every Greek letter has its ASCII spelling. A subscript is what
 * follows an underscore, so `β₀` is `β_0`. Letters come in the composed form of Unicode (NFC), mathematical
 * alphabets (`𝛽`) as plain letters.
 */

const lowerGreek = [..."αβγδεζηθικλμνξοπρστυφχψω"];
const lowerSpellings =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega";

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

/** The Greek letters, small ones and capitals, each with its spelling: `gamma`, `Gamma`. */
export const greekSpellings: ReadonlyMap<string, string> = new Map(
  lowerSpellings.split(" ").flatMap((spelling, i) => [
    [lowerGreek[i]!, spelling],
    [lowerGreek[i]!.toUpperCase(), spelling.charAt(0).toUpperCase() + spelling.slice(1)],
  ]),
);

function spellingOf(letter: string): string {
  const plain = variants[letter] ?? letter;
  return greekSpellings.get(plain) ?? plain;
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
    .replace(greekLetter, spellingOf);
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
