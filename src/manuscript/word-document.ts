/**
 * A document for Word and what reads its files: paragraphs and tables in the least of Office Open XML (ECMA-376, part 1) that there must be, three files
 * in a zip. Names have their subscripts.
 */

import { escapedText } from "../text/html.ts";
import type { Inline, Phrase } from "./inline.ts";
import { nameParts } from "./name-parts.ts";
import { shortReference } from "./references.ts";
import { storedZip } from "./stored-zip.ts";
import type { ManuscriptTable } from "./table-data.ts";

/** What stands in the document, from top to bottom. */
export type DocumentPart =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly phrase: Phrase }
  | { readonly kind: "table"; readonly table: ManuscriptTable };

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = "http://schemas.openxmlformats.org";
const mainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

const contentTypes = `${declaration}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${mainType}"/></Types>`;

const relationships = `${declaration}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;

/** Twentieths of a point between the margins of a page of A4; tables are fitted to their cells by who shows them. */
const textTwips = 9026;

/** The bytes of the file. */
export function wordFile(parts: readonly DocumentPart[]): Uint8Array {
  const body = parts.map(partXml).join("");
  const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>';
  const document = `${declaration}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}${page}</w:body></w:document>`;
  const encoder = new TextEncoder();
  const files = {
    "[Content_Types].xml": contentTypes,
    "_rels/.rels": relationships,
    "word/document.xml": document,
  };
  return storedZip(Object.entries(files).map(([path, text]) => ({ path, content: encoder.encode(text) })));
}

function partXml(part: DocumentPart): string {
  switch (part.kind) {
    case "heading":
      return paragraph(run(part.text, "<w:b/>"), "<w:keepNext/>");
    case "paragraph":
      return paragraph(runs(part.phrase));
    case "table":
      return tableXml(part.table);
  }
}

function tableXml({ caption, columns, rows, notes }: ManuscriptTable): string {
  const last = rows.length - 1;
  const head = row(
    columns.map(({ header, isText }) => cell(header, isText, "<w:b/>", ["top", "bottom"])),
    true,
  );
  const body = rows.map((cells, i) =>
    row(
      cells.map((one, k) => cell(one, columns[k]!.isText, "", i === last ? ["bottom"] : [])),
      false,
    ),
  );
  const width = Math.floor(textTwips / columns.length);
  const grid = columns.map(() => `<w:gridCol w:w="${width}"/>`).join("");
  return [
    paragraph(runs([...caption, "."]), "<w:keepNext/>"),
    `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>`,
    head,
    ...body,
    "</w:tbl>",
    paragraph(notes.flatMap((note) => runs([...note, ". "])).join("")),
  ].join("");
}

function row(cells: readonly string[], isHead: boolean): string {
  return `<w:tr>${isHead ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}${cells.join("")}</w:tr>`;
}

function cell(phrase: Phrase, isText: boolean, look: string, lines: readonly string[]): string {
  const borders = lines
    .map((side) => `<w:${side} w:val="single" w:sz="6" w:space="0" w:color="auto"/>`)
    .join("");
  const own = borders === "" ? "" : `<w:tcBorders>${borders}</w:tcBorders>`;
  const content = paragraph(runs(phrase, look), `<w:jc w:val="${isText ? "left" : "right"}"/>`);
  return `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>${own}</w:tcPr>${content}</w:tc>`;
}

function paragraph(content: string, look = ""): string {
  return `<w:p>${look === "" ? "" : `<w:pPr>${look}</w:pPr>`}${content}</w:p>`;
}

function runs(phrase: Phrase, look = ""): string {
  return phrase.map((one) => inlineRuns(one, look)).join("");
}

function inlineRuns(one: Inline, look: string): string {
  if (typeof one === "string") return run(one, look);
  if (one.kind === "citation") return run(`(${one.keys.map(shortReference).join("; ")})`, look);
  const { name, subscript, rest } = nameParts(one.text);
  const below = subscript === "" ? "" : run(subscript, `${look}<w:vertAlign w:val="subscript"/>`);
  return `${run(name, look)}${below}${run(rest, look)}`;
}

function run(text: string, look: string): string {
  if (text === "") return "";
  const own = look === "" ? "" : `<w:rPr>${look}</w:rPr>`;
  return `<w:r>${own}<w:t xml:space="preserve">${escapedText(text)}</w:t></w:r>`;
}
