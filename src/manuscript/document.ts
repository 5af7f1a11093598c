/** A run's methods and tables as a document for Word. */

import type { Fitted } from "../api/fitted.ts";
import { requireFitted, requireKnownOptions } from "../api/given-options.ts";
import { methodsPhrase, methodsReferences } from "./methods.ts";
import { requireOneOf } from "./one-of.ts";
import { longReference } from "./references.ts";
import { type AskedTables, chosenVariables, type TableOptions, tableNames, tablesOf } from "./tables.ts";
import { type DocumentPart, wordFile } from "./word-document.ts";

export interface DocumentOptions extends Partial<Omit<TableOptions, "to">> {
  /** Whether the paragraph stands there, with its references: it does if not said. */
  readonly methods?: boolean;
}

/** The bytes of a `.docx` file: the paragraph, the table that `table` names, and the references. Throws a `ProblemError` as `methodsText` and `manuscriptTable` do. */
export function wordDocument(fitted: Fitted, options: DocumentOptions = {}): Uint8Array {
  requireFitted("wordDocument", fitted);
  requireKnownOptions("wordDocument", options);
  const { methods = true, table, include, exclude, ...numbers } = options;
  if (table === undefined) return documentOf(fitted, methods, null);
  requireOneOf("table", table, tableNames);
  const isWanted = chosenVariables(fitted, include, exclude);
  return documentOf(fitted, methods, { ...numbers, table, isWanted });
}

/** `asked` is null for no table. */
export function documentOf(fitted: Fitted, hasMethods: boolean, asked: AskedTables | null): Uint8Array {
  const { hyperprior: version } = fitted.record;
  const heading = (text: string): DocumentPart => ({ kind: "heading", text });
  const tables = asked === null ? [] : tablesOf(fitted, asked);
  return wordFile([
    ...(hasMethods
      ? [heading("Methods"), { kind: "paragraph", phrase: methodsPhrase(fitted) } as const]
      : []),
    ...tables.map((table): DocumentPart => ({ kind: "table", table })),
    ...(hasMethods
      ? [
          heading("References"),
          ...methodsReferences(fitted).map(
            (key): DocumentPart => ({ kind: "paragraph", phrase: [longReference(key, version)] }),
          ),
        ]
      : []),
  ]);
}
