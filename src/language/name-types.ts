/** Names as types: which spellings are the same name, as `names.ts` has it, for the compiler of those who call from TypeScript. */

/** The Greek letters with their spellings; a test holds that they are those of `names.ts`. */
export interface GreekSpellings {
  α: "alpha";
  β: "beta";
  γ: "gamma";
  δ: "delta";
  ε: "epsilon";
  ζ: "zeta";
  η: "eta";
  θ: "theta";
  ι: "iota";
  κ: "kappa";
  λ: "lambda";
  μ: "mu";
  ν: "nu";
  ξ: "xi";
  ο: "omicron";
  π: "pi";
  ρ: "rho";
  σ: "sigma";
  τ: "tau";
  υ: "upsilon";
  φ: "phi";
  χ: "chi";
  ψ: "psi";
  ω: "omega";
  Α: "Alpha";
  Β: "Beta";
  Γ: "Gamma";
  Δ: "Delta";
  Ε: "Epsilon";
  Ζ: "Zeta";
  Η: "Eta";
  Θ: "Theta";
  Ι: "Iota";
  Κ: "Kappa";
  Λ: "Lambda";
  Μ: "Mu";
  Ν: "Nu";
  Ξ: "Xi";
  Ο: "Omicron";
  Π: "Pi";
  Ρ: "Rho";
  Σ: "Sigma";
  Τ: "Tau";
  Υ: "Upsilon";
  Φ: "Phi";
  Χ: "Chi";
  Ψ: "Psi";
  Ω: "Omega";
}

/** `"sigma_b"` of `"σ_b"`: two names are the same if these are. Any text of any text. */
export type AsciiName<Name extends string, Done extends string = ""> = string extends Name
  ? string
  : Name extends `${infer First}${infer Rest}`
    ? AsciiName<Rest, `${Done}${First extends keyof GreekSpellings ? GreekSpellings[First] : First}`>
    : Done;

/** Of a variable, whose levels are no names: `b[${string}]` of `b[${string}]`. */
type AsciiVariable<Name extends string> = Name extends `${infer Head}[${infer Levels}`
  ? `${AsciiName<Head>}[${Levels}`
  : AsciiName<Name>;

/**
 * The name, if it is that of one of the variables `Known` in some spelling; otherwise these, so that the compiler shows what there is.
 * Where nothing is known of the variables, any name.
 */
export type KnownVariable<Name extends string, Known extends string> =
  AsciiVariable<Name> extends AsciiVariable<Known> ? Name : Known;

/** What `fitted.get` accepts of a quantity that is declared so: `σ_b` of itself, `b[${string}]` of `b[sample]`. */
export type VariablesOf<Target extends string> = Target extends `${infer Head}[${string}`
  ? `${Trimmed<Head>}[${string}]`
  : Trimmed<Target>;

/** Without space before and behind it. */
type Trimmed<Text extends string> = Text extends ` ${infer Rest}`
  ? Trimmed<Rest>
  : Text extends `${infer Rest} `
    ? Trimmed<Rest>
    : Text;
