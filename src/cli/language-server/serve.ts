/**
 * The language server: the Language Server Protocol 3.17 over a pair of streams. Each answer is made of the text as it is then, by the
 * functions of `src/language-service`; problems are told unasked, shortly after the text changed.
 */

import { fileURLToPath } from "node:url";
import type {
  CancellationToken,
  Connection,
  InitializeParams,
  InitializeResult,
  TextDocumentIdentifier,
  TextDocuments,
} from "vscode-languageserver/node.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  definitionAt,
  formatText,
  hoverAt,
  problemsOf,
  referencesAt,
  renamableAt,
  renameAt,
  symbolsOf,
  type TextProblem,
} from "../../language-service/index.ts";
import { version } from "../../run/version.ts";
import { dataProblemsOf } from "./data-problems.ts";
import {
  type ClientAbilities,
  codeActionsIn,
  completionItemsAt,
  diagnosticOf,
  documentSymbolOf,
  editOf,
  hoverOf,
  rangeOf,
  semanticTokens,
  tokenModifiers,
  tokenTypes,
} from "./protocol-data.ts";

/** Milliseconds without a change until problems are told: who types is not interrupted, and who stops does not wait. */
const pause = 150;

type Protocol = typeof import("vscode-languageserver/node.js");
type Documents = TextDocuments<TextDocument>;
type Position = Parameters<TextDocument["offsetAt"]>[0];

/** Serves until the client says `exit` or closes the stream, whereupon the process ends: with 0 behind a `shutdown`, otherwise with 1. */
export async function serve(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<never> {
  const protocol = await import("vscode-languageserver/node.js");
  const { TextDocument: documentOf } = await import("vscode-languageserver-textdocument");
  const connection = protocol.createConnection(input, output);
  const documents: Documents = new protocol.TextDocuments(documentOf);
  let abilities: ClientAbilities = { hasSnippets: false };
  connection.onInitialize((params) => {
    abilities = abilitiesOf(params);
    return welcome();
  });
  answerPlaces(protocol, connection, documents, () => abilities);
  answerTexts(protocol, connection, documents);
  answerRenaming(protocol, connection, documents);
  tellProblems(connection, documents);
  documents.listen(connection);
  connection.listen();
  return new Promise(() => {});
}

function abilitiesOf({ capabilities }: InitializeParams): ClientAbilities {
  return { hasSnippets: capabilities.textDocument?.completion?.completionItem?.snippetSupport === true };
}

function welcome(): InitializeResult {
  return {
    serverInfo: { name: "hyperprior", version },
    capabilities: {
      positionEncoding: "utf-16",
      // The parts that changed.
      textDocumentSync: { openClose: true, change: 2, save: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: ["~", "(", "[", ",", ":", "_"] },
      documentFormattingProvider: true,
      renameProvider: { prepareProvider: true },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentSymbolProvider: true,
      codeActionProvider: { codeActionKinds: ["quickfix"] },
      semanticTokensProvider: {
        legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
        full: true,
      },
    },
  };
}

interface OfDocument {
  readonly textDocument: TextDocumentIdentifier;
}

/** A handler of requests about a document: `otherwise` where it is not open; what was cancelled meanwhile is not made. */
function about<Params extends OfDocument, Result>(
  { ResponseError, LSPErrorCodes }: Protocol,
  documents: Documents,
  otherwise: Result,
  answer: (document: TextDocument, params: Params) => Result,
) {
  return (params: Params, token: CancellationToken) => {
    if (token.isCancellationRequested)
      return new ResponseError<void>(LSPErrorCodes.RequestCancelled, "cancelled");
    const document = documents.get(params.textDocument.uri);
    return document === undefined ? otherwise : answer(document, params);
  };
}

type AtPlace = OfDocument & { readonly position: Position };

/** Requests about a place in a text. */
function answerPlaces(
  protocol: Protocol,
  connection: Connection,
  documents: Documents,
  abilities: () => ClientAbilities,
): void {
  const at = <Result>(
    otherwise: Result,
    answer: (document: TextDocument, text: string, offset: number) => Result,
  ) =>
    about<AtPlace, Result>(protocol, documents, otherwise, (document, { position }) =>
      answer(document, document.getText(), document.offsetAt(position)),
    );
  connection.onHover(
    at(null, (document, text, offset) => {
      const told = hoverAt(text, offset);
      return told === null ? null : hoverOf(document, told);
    }),
  );
  connection.onCompletion(
    at(null, (document, _, offset) => completionItemsAt(document, offset, abilities())),
  );
  connection.onDefinition(
    at(null, (document, text, offset) => {
      const place = definitionAt(text, offset);
      return place === null ? null : { uri: document.uri, range: rangeOf(document, place) };
    }),
  );
  const places = (document: TextDocument, text: string, offset: number) =>
    referencesAt(text, offset).map((place) => ({ uri: document.uri, range: rangeOf(document, place) }));
  connection.onReferences(at([], places));
  connection.onDocumentHighlight(at([], places));
}

/** Requests about a whole text. */
function answerTexts(protocol: Protocol, connection: Connection, documents: Documents): void {
  connection.onDocumentFormatting(
    about(protocol, documents, [], (document) =>
      formatText(document.getText()).map((edit) => editOf(document, edit)),
    ),
  );
  connection.onDocumentSymbol(
    about(protocol, documents, [], (document) =>
      symbolsOf(document.getText()).map((symbol) => documentSymbolOf(document, symbol)),
    ),
  );
  connection.onCodeAction(
    about(
      protocol,
      documents,
      [],
      (document, { range }: OfDocument & { range: Parameters<typeof codeActionsIn>[1] }) =>
        codeActionsIn(document, range),
    ),
  );
  connection.languages.semanticTokens.on(
    about(protocol, documents, { data: [] as number[] }, (document) => ({ data: semanticTokens(document) })),
  );
}

/** Renaming, which is refused with the words of the problem. */
function answerRenaming(protocol: Protocol, connection: Connection, documents: Documents): void {
  const { ResponseError, LSPErrorCodes } = protocol;
  const refusal = ({ message, hint }: { readonly message: string; readonly hint: string }) =>
    new ResponseError<void>(LSPErrorCodes.RequestFailed, `${message}; ${hint}`);
  connection.onPrepareRename(({ textDocument, position }) => {
    const document = documents.get(textDocument.uri);
    if (document === undefined) return null;
    const { stretch } = renamableAt(document.getText(), document.offsetAt(position));
    return stretch === null ? null : rangeOf(document, stretch);
  });
  connection.onRenameRequest(({ textDocument, position, newName }) => {
    const document = documents.get(textDocument.uri);
    if (document === undefined) return null;
    const { edits, problem } = renameAt(document.getText(), document.offsetAt(position), newName);
    if (edits === null) return refusal(problem);
    return { changes: { [document.uri]: edits.map((edit) => editOf(document, edit)) } };
  });
}

/** Problems of the text after each change, and of the data that it names when it is opened and saved. */
function tellProblems(connection: Connection, documents: Documents): void {
  const waiting = new Map<string, NodeJS.Timeout>();
  /** Of the text that was opened or saved last. */
  const ofData = new Map<string, { readonly text: string; readonly problems: readonly TextProblem[] }>();
  const tell = (document: TextDocument): void => {
    const text = document.getText();
    const data = ofData.get(document.uri);
    const problems = [...problemsOf(text), ...(data?.text === text ? data.problems : [])];
    const diagnostics = problems.map((problem) => diagnosticOf(document, problem));
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  };
  const tellSoon = (document: TextDocument): void => {
    clearTimeout(waiting.get(document.uri));
    const tellNow = () => {
      const newest = documents.get(document.uri);
      if (newest !== undefined) tell(newest);
    };
    waiting.set(document.uri, setTimeout(tellNow, pause));
  };
  const readData = async (document: TextDocument): Promise<void> => {
    const text = document.getText();
    if (!document.uri.startsWith("file:")) return;
    if (problemsOf(text).some(({ severity }) => severity === "error")) return;
    ofData.set(document.uri, { text, problems: await dataProblemsOf(text, fileURLToPath(document.uri)) });
    tellSoon(document);
  };
  documents.onDidChangeContent(({ document }) => tellSoon(document));
  documents.onDidOpen(({ document }) => readData(document).catch(reportBug));
  documents.onDidSave(({ document }) => readData(document).catch(reportBug));
  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    ofData.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  function reportBug(error: unknown): void {
    connection.console.error(String(error));
  }
}
