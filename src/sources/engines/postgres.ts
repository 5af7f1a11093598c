/**
 * PostgreSQL, by the optional package `pg`. Everything is asked in one read-only transaction of one snapshot, so that what two statements see is the same; rows
 * come through a cursor, in the order in which they are stored where a query has no other. Passwords come from the URL, `PGPASSWORD` or `~/.pgpass`; TLS is that of
 * `postgres-tls.ts`.
 */

import type { Client, QueryArrayConfig, QueryArrayResult } from "pg";
import {
  type AnswerBatch,
  type AnswerKind,
  type Dialect,
  type Engine,
  inDoubleQuotes,
  inSingleQuotes,
  type SelectOptions,
} from "../engine.ts";
import type { BatchColumn, ColumnKind, SourceColumn } from "../open-table.ts";
import {
  connectionLost,
  loginRefused,
  noConnection,
  packageMissing,
  sourceMisspelt,
  statementRefused,
} from "../problems.ts";
import { cancelling } from "../running-statements.ts";
import { SourceFailure } from "../source-failure.ts";
import type { ServerName } from "../source-name.ts";
import { passwordFromFile } from "./pgpass.ts";
import {
  hostRemedy,
  isWithoutTls,
  isWorthAnother,
  postgresTlsProblem,
  type TlsAttempt,
  tlsAttempts,
} from "./postgres-tls.ts";

const batchSize = 8192;

/** By the number of its type (`pg_type.oid`), which a server never changes for its own types. */
const kinds: ReadonlyMap<number, ColumnKind> = new Map([
  [16, "yesOrNo"],
  [20, "whole"],
  [21, "whole"],
  [23, "whole"],
  [26, "whole"],
  [700, "real"],
  [701, "real"],
  [1700, "decimal"],
  [18, "text"],
  [19, "text"],
  [25, "text"],
  [705, "text"],
  [1042, "text"],
  [1043, "text"],
  [2950, "text"],
  [1082, "time"],
  [1083, "time"],
  [1114, "time"],
  [1184, "time"],
  [1186, "time"],
  [1266, "time"],
]);

/** How PostgreSQL has names, labels and numbers. */
export const postgresDialect: Dialect = {
  name: "postgres",
  title: "PostgreSQL",
  quoteName: inDoubleQuotes,
  // Whatever `standard_conforming_strings` says: with a backslash in it, as an escape string.
  quoteText: (text) =>
    text.includes("\\") ? ` E${inSingleQuotes(text.replaceAll("\\", "\\\\"))}` : inSingleQuotes(text),
  asNumber: (expression, kind) => {
    if (kind === "yesOrNo") return `cast(cast(${expression} as integer) as double precision)`;
    return kind === "real" || kind === "whole" ? `cast(${expression} as double precision)` : null;
  },
  asLabel: (expression) => `cast(${expression} as text)`,
};

/** Of which its types do not know how it is to be sent. */
interface ExtendedConfig extends QueryArrayConfig {
  readonly queryMode: "extended";
}

/** Texts come as the server writes them: doubles in as many digits as they need, which is its default since PostgreSQL 12. */
const asTexts = { getTypeParser: () => (text: string) => text };

/** What makes connections to a server. Throws a `SourceFailure` if the package is missing; what it gives does if the server cannot be reached or refuses the login. */
export async function connectorTo({
  url,
  shown,
}: Pick<ServerName, "url" | "shown">): Promise<() => Promise<Client>> {
  const library = await import("pg").catch(() => null);
  if (library === null) throw new SourceFailure(packageMissing(shown, "PostgreSQL", "pg"));
  const { Client } = library.default;
  const address = new URL(url);
  address.protocol = "postgres:";
  const tls = await tlsAttempts(address, shown);
  const { plainUrl } = tls;
  // What the package makes of the URL and of the environment.
  const {
    host,
    port,
    database = "",
    user = "",
  } = new Client({ connectionString: plainUrl.href, ssl: false });
  if (plainUrl.password === "" && process.env.PGPASSWORD === undefined)
    plainUrl.password = encodeURIComponent(
      await passwordFromFile({ host, port: String(port), database, user }),
    );
  const connectionTimeoutMillis = timeoutOf(plainUrl, shown);
  // Sockets of the file system have no TLS.
  let attempts = host.startsWith("/") ? [false as const] : tls.attempts;
  const attempt = async (ssl: TlsAttempt): Promise<Client> => {
    const own = { connectionString: plainUrl.href, application_name: "hyperprior", types: asTexts };
    const client = new Client({ ...own, connectionTimeoutMillis, ssl });
    // What is lost between two statements is told by the next.
    client.on("error", () => {});
    await client.connect().catch((error: unknown) => {
      letGo(client);
      throw error;
    });
    return client;
  };
  return async () => {
    try {
      const { client, ssl } = await firstOf(attempts, attempt);
      attempts = [ssl];
      return client;
    } catch (error) {
      throw new SourceFailure(connectionProblem(shown, error));
    }
  };
}

/** Of a connection that failed: that it has ended is not waited for, as the server may have closed it in the midst of TLS, and nobody tells then. */
function letGo(client: Client): void {
  client.end().catch(() => {});
  client.connection.stream.destroy();
}

/** The first connection that comes about. Throws the error that says most. */
async function firstOf(
  attempts: readonly TlsAttempt[],
  attempt: (ssl: TlsAttempt) => Promise<Client>,
): Promise<{ readonly client: Client; readonly ssl: TlsAttempt }> {
  const [ssl = false, ...others] = attempts;
  try {
    return { client: await attempt(ssl), ssl };
  } catch (error) {
    if (others.length === 0 || !isWorthAnother(error, ssl)) throw error;
    return firstOf(others, attempt).catch((other: unknown) => {
      throw isWithoutTls(error) ? other : error;
    });
  }
}

/** Milliseconds that a server has to answer. Throws a `SourceFailure` for what is no number of seconds. */
function timeoutOf({ searchParams }: URL, shown: string): number {
  const text = searchParams.get("connect_timeout") ?? process.env.PGCONNECT_TIMEOUT ?? "";
  if (text === "") return 15_000;
  const seconds = Number(text);
  if (Number.isInteger(seconds)) return 1000 * Math.max(0, seconds);
  const hint = "give whole seconds, as connect_timeout=60, or leave it out; 0 waits for as long as it takes";
  throw new SourceFailure(sourceMisspelt(shown, `\`${text}\` is no time to wait for a connection`, hint));
}

/** Throws a `SourceFailure` if the package is missing, or the server cannot be reached or refuses the login. */
export async function openPostgres(name: ServerName): Promise<Engine> {
  const connect = await connectorTo(name);
  const engine = new PostgresEngine(await connect(), connect, name.shown);
  await engine.begin();
  return engine;
}

/** What an error of a statement is told as. */
export function statementFailure(shown: string, error: unknown): SourceFailure {
  return new SourceFailure(
    isConnectionLost(error)
      ? connectionLost(shown, messageOf(error))
      : statementRefused(shown, "PostgreSQL", messageOf(error)),
  );
}

/** Whether the error says that there is no connection any more. */
export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error);
  return code === null || isLoss(code);
}

class PostgresEngine implements Engine {
  readonly dialect = postgresDialect;
  private readonly client: Client;
  private readonly connect: () => Promise<Client>;
  private readonly shown: string;
  private processId = 0;
  private cursors = 0;

  constructor(client: Client, connect: () => Promise<Client>, shown: string) {
    this.client = client;
    this.connect = connect;
    this.shown = shown;
  }

  /** The rows of a table have one order, and a server notices when this process is gone. */
  async begin(): Promise<void> {
    await this.ask("begin transaction isolation level repeatable read, read only");
    await this.ask("set local synchronize_seqscans = off");
    await this.ask("set local extra_float_digits = 1");
    await this.ask("set local datestyle = 'ISO'");
    await this.ask("set local intervalstyle = 'iso_8601'");
    const { rows } = await this.ask("select pg_backend_pid()");
    this.processId = Number(rows[0]![0]);
    // Only where the operating system can tell.
    await this.ask("savepoint before_check");
    await this.client
      .query("set local client_connection_check_interval = 2000")
      .catch(() => this.client.query("rollback to savepoint before_check"));
  }

  readonly columnsOf = async (relation: string): Promise<readonly SourceColumn[]> => {
    const { fields } = await this.inSavepoint(`select * from ${relation} limit 0`);
    const numbers = [...new Set(fields.map(({ dataTypeID }) => dataTypeID))];
    const { rows } = await this.ask(
      `select oid, format_type(oid, null), typtype, typbasetype from pg_type where oid in (${[0, ...numbers].join(", ")})`,
    );
    const types = new Map(rows.map(([oid, ...rest]) => [Number(oid), rest as [string, string, string]]));
    return fields.map(({ name, dataTypeID }) => {
      const [type = "unknown", group = "b", base = "0"] = types.get(dataTypeID) ?? [];
      const own = group === "d" ? Number(base) : dataTypeID;
      return { name, type, kind: group === "e" ? "text" : (kinds.get(own) ?? "other") };
    });
  };

  readonly tables = async (): Promise<readonly string[]> => {
    const { rows } = await this.ask(
      "select case when pg_table_is_visible(c.oid) then relname else nspname || '.' || relname end from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'v', 'm', 'f', 'p') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1",
    );
    return rows.map(([name]) => String(name));
  };

  readonly select = async function* (
    this: PostgresEngine,
    statement: string,
    answerKinds: readonly AnswerKind[],
    { isOrdered = true }: SelectOptions = {},
  ): AsyncGenerator<AnswerBatch> {
    const batchOf = (rows: readonly (readonly unknown[])[]): AnswerBatch => ({
      rowCount: rows.length,
      columns: answerKinds.map((kind, i) => columnOf(rows, kind, i)),
    });
    const cursor = `hyperprior_${++this.cursors}`;
    const stop = cancelling(() => this.cancel());
    try {
      // No plan of a cursor has several workers.
      if (!isOrdered) {
        yield batchOf((await this.ask(statement)).rows);
        return;
      }
      await this.ask(`declare ${cursor} no scroll cursor for ${statement}`);
      for (;;) {
        const { rows } = await this.ask(`fetch ${batchSize} from ${cursor}`);
        if (rows.length === 0) break;
        yield batchOf(rows);
      }
      await this.ask(`close ${cursor}`);
    } finally {
      stop();
    }
  }.bind(this);

  readonly close = async (): Promise<void> => {
    await this.client.end().catch(() => {});
  };

  /** By another connection, as the server has it: this one waits for its answer. */
  private async cancel(): Promise<void> {
    const other = await this.connect();
    await other.query(`select pg_cancel_backend(${this.processId})`);
    await other.end();
  }

  private async inSavepoint(statement: string): Promise<QueryArrayResult<unknown[]>> {
    await this.ask("savepoint before_statement");
    try {
      return await this.ask(statement);
    } catch (error) {
      await this.client.query("rollback to savepoint before_statement").catch(() => {});
      throw error;
    }
  }

  /** By the protocol that takes one statement and no more. */
  private async ask(text: string): Promise<QueryArrayResult<unknown[]>> {
    try {
      const config: ExtendedConfig = { text, rowMode: "array", queryMode: "extended" };
      return await this.client.query<unknown[]>(config);
    } catch (error) {
      throw statementFailure(this.shown, error);
    }
  }
}

function columnOf(rows: readonly (readonly unknown[])[], kind: AnswerKind, i: number): BatchColumn {
  if (kind === "numbers") {
    const values = Float64Array.from(rows, (row) => (row[i] === null ? Number.NaN : Number(row[i])));
    return { kind, values };
  }
  return { kind: "values", values: rows.map((row) => row[i]) };
}

function messageOf(error: unknown): string {
  // Of several addresses each has an error of its own.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** `SQLSTATE` of what the server says, five letters; null for what the connection says. */
function codeOf(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && "severity" in (error as object)
    ? code
    : null;
}

/** Connection exceptions, and the server's own end. Source: PostgreSQL, appendix A, classes 08 and 57P. */
function isLoss(code: string): boolean {
  return code.startsWith("08") || code.startsWith("57P");
}

function connectionProblem(shown: string, error: unknown) {
  const code = codeOf(error);
  const isLogin =
    code?.startsWith("28") === true || /password must be a string|no password/i.test(messageOf(error));
  const remedy =
    "give the password in the environment, as PGPASSWORD, or in ~/.pgpass, which only you may read (chmod 600)";
  if (isLogin) {
    const reason = code === null ? "it asks for a password, and none was found" : messageOf(error);
    return loginRefused(shown, reason, hostRemedy(error) ?? remedy);
  }
  return postgresTlsProblem(shown, error) ?? noConnection(shown, messageOf(error));
}
