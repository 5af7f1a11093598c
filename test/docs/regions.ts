/** What stands in the generated regions of the pages, by the words of their comment. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ScalarFunction, scalarFunctions } from "../../src/numeric/scalar-functions.ts";
import { renderPairTable } from "../correctness/pairs.ts";
import { renderFaultTable } from "../correctness/planted-faults.ts";
import { renderTrustFaultTable } from "../trust/planted-faults.ts";
import { repository } from "./commands.ts";
import { distributionSections, distributionTable } from "./distribution-sections.ts";
import { pictureGallery, pictureTable } from "./gallery.ts";
import { grammar } from "./grammar.ts";
import { problemExample } from "./problem-sections.ts";
import { publicExampleCounts, publicExamples } from "./public-examples.ts";
import {
  conjugatePairTable,
  constantTable,
  drawsColumns,
  importTable,
  recordTable,
} from "./source-tables.ts";

/** `words` is a kind and what it takes. */
export function generateRegion([kind = "", ...words]: readonly string[]): string {
  const [word = ""] = words;
  switch (kind) {
    case "file":
      return fenced(word.split(".").at(-1) ?? "", readFileSync(join(repository, word), "utf8"));
    case "grammar":
      return fenced("ebnf", grammar);
    case "functions":
      return functionTable();
    case "distribution-table":
      return distributionTable();
    case "distributions":
      return distributionSections();
    case "constants":
      return constantTable(words);
    case "conjugate-pairs":
      return conjugatePairTable();
    case "imports":
      return importTable();
    case "draws-columns":
      return drawsColumns();
    case "run-record":
      return recordTable();
    case "problem":
      return problemExample(word);
    case "picture-gallery":
      return pictureGallery();
    case "picture-table":
      return pictureTable();
    case "public-examples":
      return publicExamples();
    case "public-example-counts":
      return publicExampleCounts();
    case "tested-pairs":
      return renderPairTable();
    case "planted-faults":
      return renderFaultTable();
    case "trust-faults":
      return renderTrustFaultTable();
    default:
      throw new Error(`there is nothing that generates \`${kind}\``);
  }
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.endsWith("\n") ? text : `${text}\n`}\`\`\``;
}

const arguments_ = ["a", "b", "c"];

function functionTable(): string {
  const all: readonly ScalarFunction[] = Object.values(scalarFunctions);
  const rows = all
    .filter(({ isCallable }) => isCallable)
    .map(({ name, arity, isFolded, description }) => {
      const list = `${arguments_.slice(0, arity).join(", ")}${isFolded === true ? ", …" : ""}`;
      return `| \`${name}(${list})\` | ${description} |`;
    });
  const conditional = "| `if(condition, a, b)` | a where the condition holds (is not 0), otherwise b |";
  return ["| function | |", "|---|---|", ...rows, conditional].join("\n");
}
