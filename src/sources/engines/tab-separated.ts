/**
 * Rows in ClickHouse's format TabSeparated, piece by piece as they arrive: fields between tabs, with a backslash before what would end them, and
 * `\N` for a missing value. Source: ClickHouse documentation, "Formats for input and output data".
 */

/** An error that the server meets when rows are on their way already stands where the next would. */
const said = /^Code: \d+[,.] (?:e\.displayText\(\) = )?DB::/;

const named: Readonly<Record<string, string>> = { b: "\b", f: "\f", r: "\r", n: "\n", t: "\t", "0": "\0" };

type Row = readonly (string | null)[];

export class TabSeparatedRows {
  /** Null where rows may have any number of fields. */
  private readonly width: number | null;
  private readonly decoder = new TextDecoder();
  private rest = "";

  constructor(width: number | null) {
    this.width = width;
  }

  /** The rows that have ended. Throws an Error with what the server says in place of one. */
  push(piece: Uint8Array): Row[] {
    const lines = (this.rest + this.decoder.decode(piece, { stream: true })).split("\n");
    this.rest = lines.pop()!;
    return lines.map((line) => this.rowOf(line));
  }

  /** What is left. */
  end(): Row[] {
    const last = this.rest + this.decoder.decode();
    this.rest = "";
    return last === "" ? [] : [this.rowOf(last)];
  }

  private rowOf(line: string): Row {
    const fields = line.split("\t");
    if (said.test(line)) throw new Error(line);
    if (this.width !== null && fields.length !== this.width)
      throw new Error(`a row of ${fields.length} fields in place of ${this.width}: ${line.slice(0, 100)}`);
    return fields.map(fieldOf);
  }
}

function fieldOf(text: string): string | null {
  if (text === "\\N") return null;
  if (!text.includes("\\")) return text;
  return text.replaceAll(/\\(.)/gs, (_, letter: string) => named[letter] ?? letter);
}
