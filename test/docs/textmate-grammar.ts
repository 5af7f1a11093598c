/**
 * The TextMate grammar of the language, for editors that highlight by regular expressions: its words from where the language has them.
 * Expressions are Oniguruma's. What a bracket opens is a rule of its own, since the name of an argument and a plate look alike:
 * `normal(mean: 0)`, `d[lab:day]`.
 */

import { distributions } from "../../src/distributions/index.ts";
import { designFunctions, functions, modifiers, series } from "../../src/language-service/vocabulary.ts";

const letters = "\\p{L}\\p{M}\\p{N}_\\x{2080}-\\x{2089}";
const name = `[\\p{L}_][${letters}]*`;
const [start, end] = [`(?<![${letters}])`, `(?![${letters}])`];

interface Rule {
  readonly [field: string]: unknown;
}

function anyOf(words: readonly string[]): string {
  // Longer ones first, so that none is taken for its beginning.
  return [...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|");
}

function called(words: readonly { readonly name: string }[], scope: string): Rule {
  return {
    match: `${start}(?:${anyOf(words.map((one) => one.name))})${end}(?=\\s*\\()`,
    name: `${scope}.hyperprior`,
  };
}

const scoped = (...scopes: readonly string[]): Rule =>
  Object.fromEntries(scopes.map((scope, i) => [String(i + 1), { name: `${scope}.hyperprior` }]));

const include = (...rules: readonly string[]): Rule[] => rules.map((rule) => ({ include: `#${rule}` }));

const [keyword, operator, bracket, variable] = [
  "keyword.other",
  "keyword.operator",
  "punctuation.section.brackets",
  "variable.other",
];

const brackets = (open: string, close: string, patterns: readonly Rule[]): Rule => ({
  begin: open,
  end: close,
  beginCaptures: { "0": { name: `${bracket}.hyperprior` } },
  endCaptures: { "0": { name: `${bracket}.hyperprior` } },
  patterns,
});

/** A rule that ends with a bracket; its beginning has the scopes. */
const opening = (
  begin: string,
  scopes: readonly string[],
  close: string,
  patterns: readonly Rule[],
): Rule => ({
  begin,
  beginCaptures: scoped(...scopes),
  end: close,
  endCaptures: { "0": { name: `${bracket}.hyperprior` } },
  patterns,
});

const statements: Readonly<Record<string, Rule>> = {
  model: {
    match: `^\\s*(model)\\s+(${name})`,
    captures: scoped(keyword, "entity.name.namespace"),
  },
  block: {
    begin: `${start}(data)(?:\\s+(per)\\s+(${name}(?:\\s*:\\s*${name})*))?\\s*(\\{)`,
    beginCaptures: {
      ...scoped(keyword, keyword, "meta.plate", bracket),
      "3": { patterns: include("operator", "name") },
    },
    end: "\\}",
    endCaptures: { "0": { name: `${bracket}.hyperprior` } },
    patterns: include("comment", "column", "string", "number", "operator", "name"),
  },
  column: {
    begin: `(${name})\\s*(:)\\s*(real|int|factor)${end}`,
    beginCaptures: scoped(variable, operator, "storage.type"),
    end: "(?=[,}])|$",
    patterns: [
      ...include("comment", "string", "number"),
      opening(`${start}(ordered)\\s*(\\[)`, [keyword, bracket], "\\]", include("label")),
      { match: `${start}(in|across|of)\\s+(${name})`, captures: scoped(keyword, variable) },
      { match: `${start}(?:in|across|of|reference|from|ordered)${end}`, name: `${keyword}.hyperprior` },
      { match: `(\\.\\.|<=|>=|[-+*/^<>:])\\s*(${name})`, captures: scoped(operator, variable) },
      ...include("parenthesis", "operator", "name"),
    ],
  },
  levels: opening(
    `${start}(levels)\\s+(${name})\\s*(=)\\s*(\\[)`,
    [keyword, variable, operator, bracket],
    "\\]",
    include("label"),
  ),
  matrix: {
    begin: `${start}(matrix)\\s+(${name})(?=\\s*\\[)`,
    beginCaptures: scoped(keyword, variable),
    end: "$|(?=#)",
    patterns: [
      ...include("string", "bracket"),
      { match: `${start}inverse${end}`, name: `${keyword}.hyperprior` },
    ],
  },
  statement: {
    match: `${start}(?:constant|levels|centered|noncentered)(?=\\s+[\\p{L}_])`,
    name: `${keyword}.hyperprior`,
  },
};

const expressions: Readonly<Record<string, Rule>> = {
  expression: {
    patterns: include(
      "comment",
      "string",
      "number",
      "design",
      "call",
      "parenthesis",
      "bracket",
      "operator",
      "name",
    ),
  },
  design: opening(`(?<==)\\s*(design)\\s*(\\()`, [keyword, bracket], "\\)", include("formula")),
  formula: {
    patterns: include("comment", "string", "number", "series", "call", "group", "operator", "name"),
  },
  group: brackets("\\(", "\\)", include("formula")),
  series: opening(
    `${start}(${anyOf(series.map((one) => one.name))})\\s*(\\()`,
    ["support.function", bracket],
    "\\)",
    include("argument", "series", "expression"),
  ),
  call: {
    patterns: [
      called(distributions, "support.class.distribution"),
      called(modifiers, "support.class.modifier"),
      called([...functions, ...designFunctions], "support.function"),
    ],
  },
  parenthesis: brackets("\\(", "\\)", include("argument", "expression")),
  bracket: brackets("\\[", "\\]", include("expression")),
  argument: {
    match: `(?<=[(,])\\s*(${name})(?=\\s*:)|(?<=^|\\s)(${name})(?=\\s*:)`,
    captures: scoped("variable.parameter", "variable.parameter"),
  },
  label: {
    patterns: [
      ...include("comment", "string", "number", "operator"),
      { match: name, name: "constant.other.label.hyperprior" },
    ],
  },
  comment: { match: "#.*$", name: "comment.line.number-sign.hyperprior" },
  string: {
    match: '"(?:[^"\\\\]|\\\\.)*(?:"|$)',
    name: "string.quoted.double.hyperprior",
    captures: {
      "0": { patterns: [{ match: '\\\\["\\\\nt]', name: "constant.character.escape.hyperprior" }] },
    },
  },
  number: {
    match: `${start}(?:[0-9]+(?:\\.(?!\\.)[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?`,
    name: "constant.numeric.hyperprior",
  },
  operator: { match: "\\.\\.|<=|>=|==|!=|[-+*/^<>~=:,?]", name: `${operator}.hyperprior` },
  name: { match: name, name: `${variable}.hyperprior` },
};

/** The text of `docs/editors/hyperprior.tmLanguage.json`. */
export function textmateGrammar(): string {
  const grammar = {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "Hyperprior",
    scopeName: "source.hyperprior",
    fileTypes: ["model"],
    patterns: include("model", "block", "levels", "matrix", "statement", "expression"),
    repository: { ...statements, ...expressions },
  };
  return `${JSON.stringify(grammar, null, 2)}\n`;
}
