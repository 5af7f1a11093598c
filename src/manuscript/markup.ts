/** Phrases as text of a kind: plain, Markdown, LaTeX or HTML, with everything escaped that the kind has another meaning for. */

import { escapeLatex, latexOfName } from "../language/latex.ts";
import { escapedText } from "../text/html.ts";
import { visible } from "../text/visible.ts";
import type { Citation, Inline, Mathematics, Phrase } from "./inline.ts";
import { nameParts } from "./name-parts.ts";
import { shortReference } from "./references.ts";

/** How text is written down. */
export interface Markup {
  readonly text: (text: string) => string;
  readonly mathematics: (one: Mathematics) => string;
  readonly citation: (one: Citation) => string;
}

/** Characters that begin something in Markdown of some kind, a formula of Pandoc's included. */
const markdownSigns = /[\\|*_`~[\]#@$^]/g;

function escapeMarkdown(text: string): string {
  return escapedText(text).replace(markdownSigns, "\\$&");
}

/** Signs that stand in words, and that LaTeX has in mathematics or by other names. */
const latexSigns: Readonly<Record<string, string>> = {
  "≤": "$\\le$",
  "≥": "$\\ge$",
  "≠": "$\\ne$",
  "×": "$\\times$",
  "→": "$\\to$",
  "√": "$\\surd$",
  "²": "\\textsuperscript{2}",
  "–": "--",
  "—": "---",
  "…": "\\dots{}",
};

/** Greek letters stand in mathematics, so that no package is needed for them. */
function latexText(text: string): string {
  return escapeLatex(text)
    .replace(/[≤≥≠×→√²–—…]/g, (sign) => latexSigns[sign]!)
    .replace(/[\u0370-\u03ff]/gu, (letter) => `$${latexOfName(letter)}$`)
    .replaceAll(" \\%", "\\,\\%");
}

function inParentheses({ keys }: Citation): string {
  return `(${keys.map(shortReference).join("; ")})`;
}

/** By name. Markdown has the citations of Pandoc, LaTeX those of BibTeX. */
export const markups = {
  text: { text: visible, mathematics: ({ text }) => visible(text), citation: inParentheses },
  markdown: {
    text: escapeMarkdown,
    mathematics: ({ text }) => escapeMarkdown(text),
    citation: ({ keys }) => `[${keys.map((key) => `@${key}`).join("; ")}]`,
  },
  latex: {
    text: latexText,
    mathematics: ({ latex }) => `$${latex}$`,
    citation: ({ keys }) => `\\cite{${keys.join(",")}}`,
  },
  html: {
    text: escapedText,
    mathematics: ({ text }) => {
      const { name, subscript, rest } = nameParts(text);
      const below = subscript === "" ? "" : `<sub>${escapedText(subscript)}</sub>`;
      return `${escapedText(name)}${below}${escapedText(rest)}`;
    },
    citation: (one) => escapedText(inParentheses(one)),
  },
} as const satisfies Readonly<Record<string, Markup>>;

/** The name of a kind of text. */
export type MarkupName = keyof typeof markups;

/** All names. */
export const markupNames: readonly MarkupName[] = ["text", "markdown", "latex", "html"];

/** All parts, one behind the other. */
export function written(phrase: Phrase, kind: MarkupName): string {
  const markup: Markup = markups[kind];
  const part = (one: Inline): string => {
    if (typeof one === "string") return markup.text(one);
    return one.kind === "citation" ? markup.citation(one) : markup.mathematics(one);
  };
  return phrase.map(part).join("");
}
