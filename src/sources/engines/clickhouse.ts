/**
 * ClickHouse, by the optional package `@clickhouse/client`, over HTTP: a server, or any of a cluster that has a `Distributed` table. Statements are asked
 * with `readonly = 2`, which refuses all that writes. Passwords come from the URL or from `CLICKHOUSE_PASSWORD`.
 */

import type { ClickHouseClient } from "@clickhouse/client";
import type { AnswerBatch, AnswerKind, Dialect, Engine, SelectOptions } from "../engine.ts";
import type { BatchColumn, ColumnKind, SourceColumn } from "../open-table.ts";
import { connectionLost, loginRefused, noConnection, packageMissing, statementRefused } from "../problems.ts";
import { tlsNotOffered, tlsSettingUnclear } from "../problems-tls.ts";
import { cancelling } from "../running-statements.ts";
import { SourceFailure } from "../source-failure.ts";
import type { ServerName } from "../source-name.ts";
import { TabSeparatedRows } from "./tab-separated.ts";
import { readAuthorities, tlsProblem } from "./tls.ts";

/** Of a type in words of the server, within `Nullable` and `LowCardinality`. */
function kindOf(type: string): ColumnKind {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/s.exec(type)?.[1];
  if (inner !== undefined) return kindOf(inner);
  if (/^U?Int(8|16|32|64)$/.test(type)) return "whole";
  if (/^(U?Int(128|256)|Decimal)/.test(type)) return "decimal";
  if (/^Float(32|64)$/.test(type)) return "real";
  if (type === "Bool") return "yesOrNo";
  if (/^(String$|Enum(8|16)\(|UUID$|IPv[46]$|FixedString\()/.test(type)) return "text";
  return /^(Date|DateTime)/.test(type) ? "time" : "other";
}

/** In quotes of a kind, with a backslash before these and before itself. */
function quoted(text: string, mark: string): string {
  return `${mark}${text.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`)}${mark}`;
}

/** How ClickHouse has names, labels and numbers. */
export const clickhouseDialect: Dialect = {
  name: "clickhouse",
  title: "ClickHouse",
  quoteName: (name) => quoted(name, "`"),
  quoteText: (text) => quoted(text, "'"),
  asNumber: (expression, kind) =>
    kind === "real" || kind === "whole" || kind === "yesOrNo" ? `toFloat64(${expression})` : null,
  asLabel: (expression) => `toString(${expression})`,
};

/** Where the password is, if it is not in the URL. */
const { env } = process;

/** Throws a `SourceFailure` if the package is missing, or the server cannot be reached or refuses the login. */
export async function openClickhouse({ url, shown }: ServerName): Promise<Engine> {
  const library = await import("@clickhouse/client").catch(() => null);
  if (library === null) throw new SourceFailure(packageMissing(shown, "ClickHouse", "@clickhouse/client"));
  const isSecure = isSecureIn(url, shown);
  const port = url.port === "" ? (isSecure ? "8443" : "8123") : url.port;
  const authority = await authorityOf(url, shown, isSecure);
  const own = {
    url: `${isSecure ? "https" : "http"}://${url.hostname}:${port}`,
    ...(authority === null ? {} : { tls: { ca_cert: Buffer.from(authority) } }),
    username: nameIn(url.username) || url.searchParams.get("user") || env.CLICKHOUSE_USER || "default",
    password: nameIn(url.password) || env.CLICKHOUSE_PASSWORD || "",
    database: nameIn(url.pathname.slice(1)) || "default",
    application: "hyperprior",
    // Sums over many rows may take long, and are silent meanwhile.
    request_timeout: 24 * 60 * 60 * 1000,
    log: { level: library.ClickHouseLogLevel.OFF },
  };
  const open = (settings: Readonly<Record<string, string>>): ClickHouseClient =>
    library.createClient({ ...own, clickhouse_settings: settings });
  let client = open({ readonly: "2" });
  try {
    await answerOf(client, "select 1").catch(async (error: unknown) => {
      // A user who may only read may not even say so.
      if (codeOf(error) !== readOnlyUser) throw error;
      await client.close();
      client = open({});
      await answerOf(client, "select 1");
    });
  } catch (error) {
    await client.close();
    throw new SourceFailure(connectionProblem(shown, error, isSecure));
  }
  return new ClickhouseEngine(client, () => open({}), shown);
}

function nameIn(part: string): string {
  return decodeURIComponent(part);
}

/** `secure` by itself, or with a word for yes or no. Throws a `SourceFailure` for any other. */
function isSecureIn({ searchParams }: URL, shown: string): boolean {
  const text = searchParams.get("secure");
  if (text === null || /^(false|0|no)$/i.test(text)) return false;
  if (/^(|true|1|yes)$/i.test(text)) return true;
  const hint = "write `secure=true` for HTTPS, or leave it out";
  throw new SourceFailure(tlsSettingUnclear(shown, `\`secure\` is \`${text}\``, hint));
}

/** In place of the authorities that Node trusts, that of a file. Throws a `SourceFailure`. */
async function authorityOf({ searchParams }: URL, shown: string, isSecure: boolean): Promise<string | null> {
  const path = searchParams.get("ca_cert");
  if (path === null) return null;
  if (isSecure) return readAuthorities(shown, { setting: "ca_cert", path });
  const hint = "write `secure=true` besides, and the port of HTTPS, or leave `ca_cert` out";
  throw new SourceFailure(
    tlsSettingUnclear(shown, "`ca_cert` says whom to trust, and HTTPS is not asked for", hint),
  );
}

class ClickhouseEngine implements Engine {
  readonly dialect = clickhouseDialect;
  private readonly client: ClickHouseClient;
  private readonly openOther: () => ClickHouseClient;
  private readonly shown: string;

  constructor(client: ClickHouseClient, openOther: () => ClickHouseClient, shown: string) {
    this.client = client;
    this.openOther = openOther;
    this.shown = shown;
  }

  readonly columnsOf = async (relation: string): Promise<readonly SourceColumn[]> => {
    const [names = [], types = []] = await this.answer(
      `select * from ${relation} limit 0 format TabSeparatedWithNamesAndTypes`,
    );
    return names.map((name, i) => ({ name: name ?? "", type: types[i] ?? "", kind: kindOf(types[i] ?? "") }));
  };

  readonly tables = async (): Promise<readonly string[]> => {
    const rows = await this.answer(
      "select if(database = currentDatabase(), name, concat(database, '.', name)) as shown from system.tables where database != 'system' order by shown format TabSeparated",
    );
    return rows.map(([name]) => name ?? "");
  };

  readonly select = async function* (
    this: ClickhouseEngine,
    statement: string,
    answerKinds: readonly AnswerKind[],
    { isOrdered = true }: SelectOptions = {},
  ): AsyncGenerator<AnswerBatch> {
    // One part of a table after another, and one server.
    const oneByOne = { max_threads: 1, max_distributed_connections: "1" };
    const id = `hyperprior-${process.pid}-${Math.round(1e6 * performance.now())}`;
    const stop = cancelling(() => this.cancel(id));
    const end = new AbortController();
    const rows = new TabSeparatedRows(answerKinds.length);
    try {
      const { stream } = await this.client.exec({
        query: `${statement} format TabSeparated`,
        query_id: id,
        abort_signal: end.signal,
        clickhouse_settings: isOrdered && (await this.mayChange()) ? oneByOne : {},
      });
      for await (const piece of stream as AsyncIterable<Uint8Array>) {
        const batch = rows.push(piece);
        if (batch.length > 0) yield batchOf(batch, answerKinds);
      }
      const rest = rows.end();
      if (rest.length > 0) yield batchOf(rest, answerKinds);
    } catch (error) {
      if (error instanceof SourceFailure) throw error;
      throw new SourceFailure(this.problemOf(error));
    } finally {
      stop();
      end.abort();
    }
  }.bind(this);

  readonly close = async (): Promise<void> => {
    await this.client.close().catch(() => {});
  };

  private changes: Promise<boolean> | null = null;

  /** Whether settings may be given with a statement: a user who may only read may not. */
  private mayChange(): Promise<boolean> {
    this.changes ??= this.answer("select 1 settings max_threads = 1 format TabSeparated").then(
      () => true,
      () => false,
    );
    return this.changes;
  }

  private async cancel(id: string): Promise<void> {
    const other = this.openOther();
    await other.command({ query: `kill query where query_id = ${clickhouseDialect.quoteText(id)} async` });
    await other.close();
  }

  private async answer(statement: string): Promise<readonly (readonly (string | null)[])[]> {
    try {
      return await answerOf(this.client, statement);
    } catch (error) {
      throw new SourceFailure(this.problemOf(error));
    }
  }

  private problemOf(error: unknown) {
    const message = messageOf(error);
    return codeOf(error) === null
      ? connectionLost(this.shown, message)
      : statementRefused(this.shown, "ClickHouse", message);
  }
}

/** All rows of a statement, which says its format. */
async function answerOf(
  client: ClickHouseClient,
  statement: string,
): Promise<readonly (readonly (string | null)[])[]> {
  const { stream } = await client.exec({ query: statement });
  const rows = new TabSeparatedRows(null);
  const all: (readonly (string | null)[])[] = [];
  for await (const piece of stream as AsyncIterable<Uint8Array>) all.push(...rows.push(piece));
  return [...all, ...rows.end()];
}

function batchOf(
  rows: readonly (readonly (string | null)[])[],
  answerKinds: readonly AnswerKind[],
): AnswerBatch {
  return {
    rowCount: rows.length,
    columns: answerKinds.map((kind, i): BatchColumn => {
      if (kind !== "numbers") return { kind: "values", values: rows.map((row) => row[i]!) };
      return { kind, values: Float64Array.from(rows, (row) => numberOf(row[i]!)) };
    }),
  };
}

function numberOf(text: string | null): number {
  if (text === "inf" || text === "+inf") return Number.POSITIVE_INFINITY;
  if (text === "-inf") return Number.NEGATIVE_INFINITY;
  return text === null ? Number.NaN : Number(text);
}

const readOnlyUser = 164;
/** Source: ClickHouse, `ErrorCodes`: unknown user, wrong password, required password, address not allowed, authentication failed. */
const loginCodes: readonly number[] = [192, 193, 194, 195, 516];

/** What the server says of itself; null for what the connection says. */
function codeOf(error: unknown): number | null {
  const code = /^Code: (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (code !== undefined) return Number(code);
  const own = error instanceof Error && "code" in error ? Number(error.code) : Number.NaN;
  return Number.isInteger(own) && "type" in (error as object) ? own : null;
}

function messageOf(error: unknown): string {
  const message =
    error instanceof AggregateError
      ? error.errors.map(String).join("; ")
      : error instanceof Error
        ? error.message
        : String(error);
  return message.replace(/, e\.what\(\) = .*$/s, "").replace(/^Code: \d+, e\.displayText\(\) = /, "");
}

function connectionProblem(shown: string, error: unknown, isSecure: boolean) {
  const code = codeOf(error);
  if (code !== null && loginCodes.includes(code)) {
    const remedy = "give the password in the environment, as CLICKHOUSE_PASSWORD, and the user in the URL";
    return loginRefused(shown, messageOf(error), remedy);
  }
  if (code !== null) return statementRefused(shown, "ClickHouse", messageOf(error));
  if (isSecure) return secureProblem(shown, error);
  return looksLikeTls(error)
    ? noConnection(shown, messageOf(error), "if this is the port of HTTPS, write `secure=true` in the URL")
    : noConnection(shown, messageOf(error));
}

/** Of a connection by HTTPS. */
function secureProblem(shown: string, error: unknown) {
  const own = "servers that ask for a certificate of this side are not read";
  const remedies = {
    authority:
      "name the file of the authority that did, `ca_cert=FILE` in the URL, as whoever runs the server has it, or give it to Node as NODE_EXTRA_CA_CERTS",
    host: "connect by a name that the certificate has",
    own,
  };
  const { code = "" } = error as { code?: unknown };
  if (code === "EPROTO" || code === "ERR_SSL_WRONG_VERSION_NUMBER")
    return tlsNotOffered(
      shown,
      "`secure` asks for it",
      "name the port of HTTPS, which is 8443 where nothing else is said; where the network is trusted, leave `secure` out",
    );
  return tlsProblem(shown, error, remedies) ?? noConnection(shown, messageOf(error));
}

/** What a port of TLS makes of HTTP. */
function looksLikeTls(error: unknown): boolean {
  const { code = "" } = error as { code?: unknown };
  return code === "ECONNRESET" || code === "EPIPE" || String(code).startsWith("HPE_");
}
