/** A report as Markdown, with its pictures in files beside it: for repositories, whose pages show both. */

import type { Inline, Phrase } from "../manuscript/inline.ts";
import { written } from "../manuscript/markup.ts";
import { shortReference } from "../manuscript/references.ts";
import type { ManuscriptTable } from "../manuscript/table-data.ts";
import { escapedLines } from "../text/html.ts";
import { visible } from "../text/visible.ts";
import type { Block, PictureBlock, Report, Section, VerdictBlock } from "./blocks.ts";
import { codePieces } from "./code-pieces.ts";
import type { ReportHost } from "./report-host.ts";

/** By this line a report is known as one when another is to be written in its place. */
export const markdownMark = "<!-- report of hyperprior -->";

/** A picture as a file. */
export interface PictureFile {
  /** "trace.svg". */
  readonly name: string;
  readonly svg: string;
}

/** The text, and its pictures. */
export interface MarkdownReport {
  readonly text: string;
  readonly pictures: readonly PictureFile[];
}

/** `folder` is where the pictures will be, as the text links to it: "dyestuff-pictures". */
export function reportMarkdown(
  { title, subtitle, verdicts, sections, version }: Report,
  folder: string,
  { drawSvg }: Pick<ReportHost, "drawSvg">,
): MarkdownReport {
  const pictures: PictureFile[] = [];
  const draw = ({ id, picture }: PictureBlock): string => {
    const name = `${id.replaceAll(/[^\w-]+/g, "-")}.svg`;
    pictures.push({ name, svg: drawSvg(picture, {}) });
    return name;
  };
  const write = (block: Block): string => writeBlock(block, folder, draw);
  const parts = [
    `${markdownMark}\n`,
    `# ${text([title])}\n`,
    `${text([`${subtitle}, made by Hyperprior ${version}.`])}\n`,
    ...verdicts.map(verdictText),
    ...sections.map((section) => sectionText(section, write)),
  ];
  return { text: parts.join("\n"), pictures };
}

function sectionText({ title, blocks }: Section, write: (block: Block) => string): string {
  return [`## ${text([title])}\n`, ...blocks.map(write)].join("\n");
}

function verdictText({ title, phrase }: VerdictBlock): string {
  return `> **${text([title])}**\n>\n> ${text(phrase)}\n`;
}

function writeBlock(block: Block, folder: string, draw: (block: PictureBlock) => string): string {
  switch (block.kind) {
    case "paragraph":
      return block.isAside ? `*${text(block.phrase)}*\n` : `${text(block.phrase)}\n`;
    case "list":
      return block.items.map((item, i) => `${block.isOrdered ? `${i + 1}.` : "-"} ${text(item)}\n`).join("");
    case "table":
      return tableText(block.table);
    case "picture":
      return `![${text([block.picture.description])}](${encodeURI(folder)}/${draw(block)})\n\n*${text([block.reading])}*\n`;
    case "formula":
      return fenced("math", block.latex.replaceAll("align*", "aligned"));
    case "code":
      return fenced(block.language, block.text);
    case "verdict":
      return verdictText(block);
    case "folded": {
      const inner = block.blocks.map((one) => writeBlock(one, folder, draw)).join("\n");
      return `<details>\n<summary>${escapedLines(block.title)}</summary>\n\n${inner}\n</details>\n`;
    }
  }
}

/** Citations are written out: the list of references is in the text itself. What stands in backticks is code. */
function text(phrase: Phrase): string {
  return phrase.map(partText).join("");
}

function partText(part: Inline): string {
  if (typeof part === "object")
    return written(
      [part.kind === "citation" ? `(${part.keys.map(shortReference).join("; ")})` : part],
      "markdown",
    );
  return codePieces(part)
    .map(({ text: piece, isCode }) =>
      isCode ? `\`${visible(piece).replaceAll("|", "\\|")}\`` : written([piece], "markdown"),
    )
    .join("");
}

function tableText({ caption, columns, rows, notes }: ManuscriptTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  const foot = notes.map((note) => `${text(note)}.`).join(" ");
  return [
    `**${text(caption)}**\n\n`,
    line(columns.map(({ header }) => text(header))),
    line(columns.map(({ isText }) => (isText ? ":---" : "---:"))),
    ...rows.map((row) => line(row.map(text))),
    ...(foot === "" ? [] : [`\n${foot}\n`]),
  ].join("");
}

/** With a fence that the text does not have. */
function fenced(language: string, content: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language === "text" ? "" : language}\n${content.trimEnd()}\n${fence}\n`;
}
