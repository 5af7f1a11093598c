/**
 * What a text behind `--data` names: a server by its URL, `postgres://ada@host/db?table=school.ratings`, a file of a database,
 * `study.sqlite?table=ratings`, or files of tables. What may be shown or kept of it has no password.
 */

import { nearestName } from "../problems/nearest-name.ts";
import { sourceMisspelt } from "./problems.ts";
import { SourceFailure } from "./source-failure.ts";

/** A server that is reached by a URL. */
export interface ServerName {
  readonly kind: "postgres" | "clickhouse";
  readonly url: URL;
  readonly table: string | null;
  /** Without a password. */
  readonly shown: string;
}

/** A file that an engine has its tables in. */
export interface DatabaseFile {
  readonly kind: "sqlite" | "duckdb";
  readonly path: string;
  readonly table: string | null;
  readonly shown: string;
}

/** A path, which may be a pattern or a folder. */
export interface FilesName {
  readonly kind: "files";
  readonly path: string;
  readonly shown: string;
}

export type SourceName = ServerName | DatabaseFile | FilesName;

const schemes: Readonly<Record<string, ServerName["kind"]>> = {
  postgres: "postgres",
  postgresql: "postgres",
  clickhouse: "clickhouse",
};
const endings: Readonly<Record<string, DatabaseFile["kind"]>> = {
  ".sqlite": "sqlite",
  ".sqlite3": "sqlite",
  ".db": "sqlite",
  ".duckdb": "duckdb",
  ".ddb": "duckdb",
};

/** What the URL of a server may say besides, which goes to the package that connects. */
const parameters: Readonly<Record<ServerName["kind"], readonly string[]>> = {
  postgres: [
    "table",
    "sslmode",
    "sslcert",
    "sslkey",
    "sslrootcert",
    "host",
    "port",
    "user",
    "application_name",
    "connect_timeout",
    "options",
  ],
  clickhouse: ["table", "secure", "ca_cert", "user"],
};

const url = /^([a-z][a-z0-9+.-]*):\/\//i;
const tableAfter = /^(.+?)\?table=(.*)$/s;

/** Whether a text is the URL of a server, which no path is. */
export function isServer(text: string): boolean {
  const scheme = url.exec(text)?.[1]?.toLowerCase();
  return scheme !== undefined && Object.hasOwn(schemes, scheme);
}

/** Reads the text. Throws a `SourceFailure` for what is no source; whether there is such a file is not looked at. */
export function parseSource(text: string): SourceName {
  const scheme = url.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined) return parseServer(text, scheme);
  const [, path = text, table = null] = tableAfter.exec(text) ?? [];
  const kind = Object.entries(endings).find(([ending]) => path.toLowerCase().endsWith(ending))?.[1];
  if (kind !== undefined) return { kind, path, table: table === "" ? null : table, shown: text };
  return { kind: "files", path: text, shown: text };
}

function parseServer(text: string, scheme: string): ServerName {
  const shown = withoutPassword(text);
  const kind = Object.hasOwn(schemes, scheme) ? schemes[scheme]! : null;
  if (kind === null) {
    const near = nearestName(scheme, Object.keys(schemes));
    const hint = `${near === null ? "" : `did you mean \`${near}://\`? `}servers are \`postgres://\` and \`clickhouse://\`; a file that lies elsewhere is to be fetched first`;
    throw new SourceFailure(sourceMisspelt(shown, `\`${scheme}://\` is not known`, hint));
  }
  const example = `write ${kind}://USER@HOST/DATABASE?table=TABLE, with \`%40\` for an @ in a name`;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null) throw new SourceFailure(sourceMisspelt(shown, "it is no URL", example));
  const known = parameters[kind];
  for (const name of parsed.searchParams.keys()) {
    if (name === "password")
      throw new SourceFailure(sourceMisspelt(shown, "a password stands among its parameters", example));
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    const hint = `${near === null ? "" : `did you mean \`${near}\`? `}a URL says ${known.join(", ")}`;
    throw new SourceFailure(sourceMisspelt(shown, `\`${name}\` is not known`, hint));
  }
  const table = parsed.searchParams.get("table");
  parsed.searchParams.delete("table");
  return { kind, url: parsed, table: table === "" ? null : table, shown };
}

const anyUrl = /\b[a-z][a-z0-9+.-]*:\/\/\S+/gi;
const login = /^([^:]+:\/\/[^\s/?#:@]*):[^\s/?#]*@/;
/** A password that is not encoded as it should be may have what else ends it: all is taken up to the last @. */
const brokenLogin = /^([^:]+:\/\/[^\s/?#:@]*):\S*@/;
const parameter = /([?&](?:password|pass|pwd)=)[^\s&#]*/gi;
/** Where the file of a key is, which the environment may say when the data are read again. */
const keyFile = /([?&])sslkey=[^\s&#]*(&?)/gi;

/** The text without what is a password in a URL, or the path of a key: that is left out. Any other text is as it was. */
export function withoutPassword(text: string): string {
  return text.replaceAll(anyUrl, (one) =>
    one
      .replace(URL.canParse(one) ? login : brokenLogin, "$1@")
      .replaceAll(parameter, "$1…")
      .replaceAll(keyFile, (_, before: string, after: string) => (after === "" ? "" : before)),
  );
}

/** The name of the table in what `--data` names; null where it names none. */
export function tableNameIn(text: string): string | null {
  const name = /\?(?:[^#]*&)?table=([^&#]+)/.exec(text)?.[1];
  return name === undefined ? null : isServer(text) ? decodeURIComponent(name.replaceAll("+", " ")) : name;
}

/** `school.ratings` as its parts; one with a dot in it stands in double quotes. Null for what is no name. */
export function partsOfName(name: string): readonly string[] | null {
  const parts = [...name.matchAll(/"((?:[^"]|"")+)"(?:\.|$)|([^."]+)(?:\.|$)/gy)];
  const length = parts.reduce((sum, [whole]) => sum + whole.length, 0);
  if (parts.length === 0 || length !== name.length || name.endsWith(".")) return null;
  return parts.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!);
}
