/** The language server as it is built, spoken with over its standard input and output. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CompletionList,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type WorkspaceEdit,
} from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { mainFile } from "../run/built.ts";

/** An editor: starts the server, and keeps the diagnostics that it publishes. */
class Editor {
  readonly child: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly exit: Promise<number | null>;
  err = "";
  private readonly waiting: ((told: PublishDiagnosticsParams) => boolean)[] = [];

  constructor(...words: readonly string[]) {
    this.child = spawn(process.execPath, [mainFile, "language-server", ...words]);
    this.exit = new Promise((resolve) => {
      this.child.on("close", resolve);
    });
    this.child.stderr!.on("data", (piece) => {
      this.err += String(piece);
    });
    this.connection = createProtocolConnection(this.child.stdout!, this.child.stdin!);
    this.connection.onNotification("textDocument/publishDiagnostics", (told: PublishDiagnosticsParams) => {
      const i = this.waiting.findIndex((take) => take(told));
      if (i >= 0) this.waiting.splice(i, 1);
    });
    this.connection.listen();
  }

  initialize(): Promise<InitializeResult> {
    const completion = { completionItem: { snippetSupport: true } };
    return this.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: { textDocument: { completion } },
    });
  }

  /** The next diagnostics of a document that are wanted. */
  diagnostics(
    uri: string,
    isWanted: (found: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      this.waiting.push((told) => {
        const isIt = told.uri === uri && isWanted(told.diagnostics);
        if (isIt) resolve(told.diagnostics);
        return isIt;
      });
    });
  }

  open(uri: string, text: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "hyperprior", version: 1, text },
    });
  }

  /** Asks about the first place of `needle`, `into` characters further. */
  ask<Result>(
    method: string,
    document: TextDocument,
    needle: string,
    into = 0,
    more: object = {},
  ): Promise<Result> {
    const offset = document.getText().indexOf(needle);
    expect(offset).toBeGreaterThanOrEqual(0);
    const position = document.positionAt(offset + into);
    return this.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri: document.uri },
      position,
      ...more,
    });
  }

  async shutDown(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    return this.exit;
  }
}

const text = `data {
  y: real
  sample: factor
}
μ ~ normal(0, 10)
σ_b ~ half_norml(5)
σ ~ half_normal(5)
b[sample] ~ normal(0, σ_b)
y ~ normal(μ + b[sample], 𝜎)
`;
const uri = "file:///model-of-nobody.model";
const document = TextDocument.create(uri, "hyperprior", 1, text);

describe("a session with the language server", () => {
  let editor: Editor;
  let welcome: InitializeResult;
  beforeAll(async () => {
    editor = new Editor("--stdio");
    welcome = await editor.initialize();
    await editor.connection.sendNotification("initialized", {});
  });
  afterAll(async () => {
    expect(await editor.shutDown()).toBe(0);
    expect(editor.err).toBe("");
  });

  it("begins with what the server can do", () => {
    expect(welcome.serverInfo?.name).toBe("hyperprior");
    expect(welcome.capabilities).toMatchObject({
      positionEncoding: "utf-16",
      textDocumentSync: { openClose: true, change: 2 },
      hoverProvider: true,
      renameProvider: { prepareProvider: true },
    });
  });

  it("tells the problems of a text that is opened, with place, code and remedy, and offers the mend", async () => {
    const told = editor.diagnostics(uri, () => true);
    await editor.open(uri, text);
    expect(await told).toEqual([
      {
        range: { start: { line: 5, character: 6 }, end: { line: 5, character: 16 } },
        severity: 1,
        code: "HP0301",
        source: "hyperprior",
        message: "there is no distribution `half_norml`\ndid you mean `half_normal`?",
      },
    ]);
    const [action] = await editor.ask<{ title: string; edit: WorkspaceEdit }[]>(
      "codeAction",
      document,
      "half_norml",
      0,
      {
        range: { start: { line: 5, character: 8 }, end: { line: 5, character: 8 } },
        context: { diagnostics: [] },
      },
    );
    expect(action!.title).toBe("write `half_normal`");
    expect(TextDocument.applyEdits(document, action!.edit.changes![uri]!)).toContain("σ_b ~ half_normal(5)");
  });

  it("answers hovers, behind a letter of two code units as well", async () => {
    const hover = await editor.ask<Hover>("hover", document, "σ_b)");
    expect(hover.contents).toMatchObject({ kind: "markdown" });
    expect(JSON.stringify(hover.contents)).toContain("σ_b ~ half_norml(5)");
    // 𝜎 is σ, and two code units long.
    const other = await editor.ask<Hover>("hover", document, "𝜎)", 2);
    expect(JSON.stringify(other.contents)).toContain("half_normal(5)");
    expect(other.range).toEqual({ start: { line: 8, character: 26 }, end: { line: 8, character: 28 } });
    expect(await editor.ask("hover", document, "10")).toBeNull();
  });

  it("completes, with snippets in the place of the word", async () => {
    const list = await editor.ask<CompletionList>("completion", document, "half_norml", 4);
    const item = list.items.find(({ label }) => label === "half_normal")!;
    expect(item.textEdit).toEqual({
      range: { start: { line: 5, character: 6 }, end: { line: 5, character: 10 } },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the notation of snippets
      newText: "half_normal(${1:sd})",
    });
    expect(item.insertTextFormat).toBe(2);
  });

  it("renames everywhere, and refuses with a sentence", async () => {
    const edit = await editor.ask<WorkspaceEdit>("rename", document, "σ_b", 0, { newName: "τ" });
    const after = TextDocument.applyEdits(document, edit.changes![uri]!);
    expect(after).toContain("τ ~ half_norml(5)\nσ ~ half_normal(5)\nb[sample] ~ normal(0, τ)");
    await expect(editor.ask("rename", document, "σ_b", 0, { newName: "μ" })).rejects.toThrow(
      "`μ` is a name already, `μ` on line 5; choose another name",
    );
    expect(await editor.ask("prepareRename", document, "normal(0, 10)")).toBeNull();
    expect(await editor.ask("prepareRename", document, "μ + b")).toEqual({
      start: { line: 8, character: 11 },
      end: { line: 8, character: 12 },
    });
  });

  it("finds definitions and all places, outlines, and tells words apart", async () => {
    const definition = await editor.ask<{ range: object }>("definition", document, "σ_b)");
    expect(definition.range).toEqual({ start: { line: 5, character: 0 }, end: { line: 5, character: 3 } });
    expect(
      await editor.ask("references", document, "sample:", 0, { context: { includeDeclaration: true } }),
    ).toHaveLength(3);
    const symbols = await editor.ask<{ name: string; children: object[] }[]>(
      "documentSymbol",
      document,
      "data",
    );
    expect(symbols.map(({ name }) => name)).toEqual(["data", "μ", "σ_b", "σ", "b[sample]", "y"]);
    expect(symbols[0]!.children).toHaveLength(2);
    const { data } = await editor.ask<{ data: number[] }>("semanticTokens/full", document, "data");
    // `data`, a keyword in the legend; `{`; then `y` on the next line, a property that is declared.
    const { legend } = welcome.capabilities.semanticTokensProvider!;
    expect(data.slice(0, 5)).toEqual([0, 0, 4, legend.tokenTypes.indexOf("keyword"), 0]);
    expect(data.slice(10, 15)).toEqual([1, 2, 1, legend.tokenTypes.indexOf("property"), 1]);
  });

  it("follows changes of parts of the text, and formats it", async () => {
    const none = editor.diagnostics(uri, (found) => found.length === 0);
    await editor.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          range: { start: { line: 5, character: 6 }, end: { line: 5, character: 16 } },
          text: "half_normal",
        },
        { range: { start: { line: 4, character: 1 }, end: { line: 4, character: 4 } }, text: "~" },
      ],
    });
    expect(await none).toEqual([]);
    const changed = TextDocument.create(
      uri,
      "hyperprior",
      2,
      text.replace("half_norml", "half_normal").replace("μ ~ ", "μ~"),
    );
    const edits = await editor.ask<Parameters<typeof TextDocument.applyEdits>[1]>(
      "formatting",
      changed,
      "data",
      0,
      {
        options: { tabSize: 2, insertSpaces: true },
      },
    );
    expect(TextDocument.applyEdits(changed, edits)).toContain(
      "\nμ         ~ normal(0, 10)\nσ_b       ~ half_normal(5)\n",
    );
  });

  it("does not answer what was cancelled before its turn, and answers what follows", async () => {
    const { connection } = editor;
    const { CancellationTokenSource } = await import("vscode-languageserver/node.js");
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri }, position: { line: 4, character: 0 } };
    const others = Array.from({ length: 20 }, () => connection.sendRequest("textDocument/hover", params));
    const cancelled = connection.sendRequest("textDocument/hover", params, source.token);
    source.cancel();
    await expect(cancelled).rejects.toMatchObject({ code: -32800 });
    for (const hover of await Promise.all(others)) expect(hover).not.toBeNull();
  });

  it("answers of a text at each stage of its writing, whatever stands there", async () => {
    const stages = Array.from({ length: 15 }, (_, i) => text.slice(0, Math.ceil((i * text.length) / 14)));
    for (const [i, stage] of [...stages, "\0\ud800(", "data {\n".repeat(200)].entries()) {
      await editor.connection.sendNotification("textDocument/didChange", {
        textDocument: { uri, version: 3 + i },
        contentChanges: [{ text: stage }],
      });
      const now = TextDocument.create(uri, "hyperprior", 3 + i, stage);
      const list = await editor.ask<CompletionList>("completion", now, "", stage.length);
      expect(Array.isArray(list.items)).toBe(true);
      await editor.ask("hover", now, "", stage.length);
      await editor.ask("documentSymbol", now, "");
    }
    const last = TextDocument.create(uri, "hyperprior", 30, text);
    await editor.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: 30 },
      contentChanges: [{ text }],
    });
    expect(await editor.ask("hover", last, "σ_b ~")).not.toBeNull();
  });

  it("answers nothing of documents that are not open, and goes on", async () => {
    const other = TextDocument.create("file:///nowhere.model", "hyperprior", 1, "a");
    expect(await editor.ask("hover", other, "a")).toBeNull();
    expect(await editor.ask("documentSymbol", other, "a")).toEqual([]);
    expect(await editor.ask("hover", document, "y: real", 0)).not.toBeNull();
  });
});

describe("a comment that names the data", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("has what is wrong with these told, in the model or at the comment; and a client that leaves ends the server", async () => {
    writeFileSync(join(folder, "yields.csv"), "yeild,batch\n1,a\n2,b\n3,a\n");
    const editor = new Editor();
    await editor.initialize();
    const file = pathToFileURL(join(folder, "m.model")).href;
    const model = (column: string) =>
      `# data: yields.csv\ndata {\n  ${column}: real\n}\nσ ~ half_normal(5)\n${column} ~ normal(0, σ)\n`;
    const wrong = editor.diagnostics(file, (found) => found.length > 0);
    await editor.open(file, model("yield"));
    const [problem] = await wrong;
    expect(problem!.message).toMatch(/^yields\.csv:1: expected a column `yield`/);
    expect(problem!.range).toEqual({ start: { line: 2, character: 2 }, end: { line: 2, character: 13 } });
    expect(problem!.code).toMatch(/^HP0\d\d\d$/);
    const missing = pathToFileURL(join(folder, "other.model")).href;
    const lost = editor.diagnostics(missing, (found) => found.length > 0);
    await editor.open(missing, model("y").replace("yields", "nothing"));
    const [first] = await lost;
    expect(first!.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 0, character: 19 } });
    editor.child.stdin!.end();
    expect(await editor.exit).toBe(1);
  });
});
