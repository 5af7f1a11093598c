/** What is told of the word under a cursor: of a name its role, prior and support; of a distribution its arguments, density and support. */

import {
  argumentPlace,
  distributionFacts,
  distributionSignature,
} from "../distributions/distribution-words.ts";
import { findDistribution } from "../distributions/index.ts";
import { describeName, type Told } from "./describe-name.ts";
import { readText, symbolOf, type Word, wordAt } from "./reading.ts";
import {
  columnPhrases,
  designFunctions,
  type Entry,
  findEntry,
  functions,
  keywords,
  modifierArguments,
  modifiers,
  seriesArguments,
  types,
} from "./vocabulary.ts";

/** What is told of a stretch of the text. */
export interface Hover extends Told {
  /** Of the word, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** Of the word at an offset in UTF-16 code units; null where there is nothing to tell. Never throws. */
export function hoverAt(text: string, offset: number): Hover | null {
  const reading = readText(text);
  const word = wordAt(reading, offset);
  if (word === null) return null;
  const symbol = symbolOf(reading, word);
  const told = symbol === null ? describeWord(reading.words, word) : describeName(reading, symbol);
  return told === null ? null : { start: word.start, end: word.end, ...told };
}

/** The hover as Markdown, its line of the language in a block. */
export function hoverMarkdown({ code, lines }: Told): string {
  const text = lines.map((line, i) => {
    const isItem = line.startsWith("- ") && lines[i - 1]?.startsWith("- ") === true;
    return `${i === 0 ? "" : isItem ? "\n" : "\n\n"}${line}`;
  });
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}hyperprior\n${code}\n${fence}\n${text.join("")}`;
}

function describeWord(words: readonly Word[], word: Word): Told | null {
  const { text } = word.token;
  if (word.role === "call") return describeCall(words, word);
  if (word.role === "argument") return describeArgument(words, word);
  if (word.role === "type") return toldOf(findEntry(types, text));
  if (word.role !== "keyword") return null;
  return toldOf(findEntry(keywords, text) ?? phraseOf(words, word));
}

/** `in` of a factor, or of a number. */
function phraseOf(words: readonly Word[], word: Word): Entry | undefined {
  const type = words.slice(0, words.indexOf(word)).findLast(({ role }) => role === "type");
  const after = type?.token.text === "factor" ? "factor" : "number";
  return columnPhrases.find((one) => one.name === word.token.text && [after, "any"].includes(one.after));
}

function toldOf(found: Entry | undefined): Told | null {
  return found === undefined ? null : { code: found.signature, lines: [found.description] };
}

function describeCall(words: readonly Word[], word: Word): Told | null {
  const { text } = word.token;
  const distribution = findDistribution(text);
  if (distribution !== undefined && !isInDesign(words, word)) {
    const { arguments: list, description } = distribution;
    return {
      code: distributionSignature(distribution),
      lines: [
        description,
        ...list.map((one) => `- \`${one.name}\`: ${one.description}, ${argumentPlace(one)}`),
        ...distributionFacts(distribution).map((fact) => `- ${fact}`),
      ],
    };
  }
  const lists = isInDesign(words, word) ? [designFunctions, functions] : [modifiers, functions];
  return toldOf(lists.flatMap((list) => findEntry(list, text) ?? [])[0]);
}

/** Whether a word stands in the formula of a design, which ends with its statement. */
function isInDesign(words: readonly Word[], word: Word): boolean {
  return calleesAround(words, word).includes("design");
}

/** What is called around a word, the innermost first. */
function calleesAround(words: readonly Word[], word: Word): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  for (let i = words.indexOf(word) - 1; i >= 0; i--) {
    const { role, token } = words[i]!;
    if (role === "operator" && (token.text === "~" || token.text === "}")) break;
    if (role !== "operator") continue;
    if (token.text === ")" || token.text === "]") depth++;
    if (token.text !== "(" && token.text !== "[") continue;
    if (depth > 0) depth--;
    else if (words[i - 1] !== undefined && token.text === "(") found.push(words[i - 1]!.token.text);
  }
  return found;
}

function describeArgument(words: readonly Word[], word: Word): Told | null {
  const name = word.token.text;
  const called = calleesAround(words, word)[0] ?? "";
  const specification = findDistribution(called)?.arguments.find((one) => one.name === name);
  if (specification !== undefined) {
    const { description } = specification;
    return { code: `${called}(${name}: …)`, lines: [`${description}, ${argumentPlace(specification)}`] };
  }
  const told = modifierArguments[called]?.[name] ?? seriesArguments[name];
  return told === undefined ? null : { code: `${called}(${name}: …)`, lines: [told] };
}
