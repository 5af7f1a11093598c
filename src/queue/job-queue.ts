/**
 * Jobs that processes of several machines share: a table of PostgreSQL, from which each takes what no other is at, by `for update skip locked`. A job
 * is taken for as long as its transaction lasts, so that one whose process dies is free again at once, and an outcome is written with the end of
 * that transaction: each job is done once, and what was done stays done when everything is started again.
 *
 * Studies and outcomes are bytes to the queue. A job's outcome depends on its study and its number alone; who did it does not matter.
 */

import { createHash } from "node:crypto";
import type { Client } from "pg";
import { connectorTo, isConnectionLost, statementFailure } from "../sources/engines/postgres.ts";
import { SourceFailure } from "../sources/source-failure.ts";
import { parseSource } from "../sources/source-name.ts";
import { notAQueue, queueLost, queueWithTable } from "./problems.ts";

/** A job that is this connection's until it is finished or given back. */
export interface TakenJob {
  readonly study: string;
  readonly number: number;
}

/** Studies that were opened so long ago, and are done, are forgotten. */
const keptFor = "7 days";

const tables = [
  `create table if not exists hyperprior_studies (
     id text primary key, version text not null, task bytea not null, opened timestamptz not null default now())`,
  `create table if not exists hyperprior_jobs (
     study text not null references hyperprior_studies on delete cascade, number integer not null,
     outcome bytea, done timestamptz, primary key (study, number))`,
  `create index if not exists hyperprior_jobs_open on hyperprior_jobs (study, number) where outcome is null`,
];

/** Opens connections to one queue, which is a database by its URL. Throws a `SourceFailure` where it cannot be had. */
export async function openQueue(text: string): Promise<QueuePlace> {
  const name = parseSource(text);
  if (name.kind !== "postgres") throw new SourceFailure(notAQueue(name.shown));
  if (name.table !== null) throw new SourceFailure(queueWithTable(name.shown));
  return new QueuePlace(name.shown, await connectorTo(name));
}

/** Where a queue is. */
export class QueuePlace {
  /** Without a password. */
  readonly shown: string;
  private readonly connector: () => Promise<Client>;

  constructor(shown: string, connector: () => Promise<Client>) {
    this.shown = shown;
    this.connector = connector;
  }

  /** Each takes one job at a time. */
  async connect(): Promise<QueueConnection> {
    const connection = new QueueConnection(await this.connector(), this.shown);
    try {
      await connection.prepare();
    } catch (error) {
      await connection.close();
      throw error;
    }
    return connection;
  }
}

/** One connection. All its methods throw a `SourceFailure` where the server refuses or is gone. */
export class QueueConnection {
  private readonly client: Client;
  private readonly shown: string;

  constructor(client: Client, shown: string) {
    this.client = client;
    this.shown = shown;
  }

  /** The tables, if they are not there. Two that make them at once wait for each other. */
  async prepare(): Promise<void> {
    await this.ask("begin");
    await this.ask("select pg_advisory_xact_lock(hashtext('hyperprior_jobs'))");
    const { rows } = await this.ask("select to_regclass('hyperprior_jobs') is not null as known");
    if (rows[0]?.known !== "t") for (const statement of tables) await this.ask(statement);
    await this.ask("commit");
  }

  /** Opens a study of jobs 1 to `count`, or finds it as it was left; its name is made of what it is. */
  async openStudy(task: Uint8Array, version: string, count: number): Promise<string> {
    const id = createHash("sha256").update(version).update(task).digest("hex").slice(0, 16);
    await this.ask("begin");
    await this.ask(
      `delete from hyperprior_studies s where opened < now() - interval '${keptFor}' and not exists
         (select 1 from hyperprior_jobs j where j.study = s.id and outcome is null) and id <> $1`,
      [id],
    );
    await this.ask(
      "insert into hyperprior_studies (id, version, task) values ($1, $2, $3) on conflict do nothing",
      [id, version, Buffer.from(task)],
    );
    await this.ask(
      "insert into hyperprior_jobs (study, number) select $1, generate_series(1, $2::integer) on conflict do nothing",
      [id, count],
    );
    await this.ask("commit");
    return id;
  }

  /** Takes a job of one of these studies, or of any of this version; null where none is free. */
  async take(version: string, study: string | null): Promise<TakenJob | null> {
    await this.ask("begin");
    const { rows } = await this.ask(
      `select study, number from hyperprior_jobs
       where outcome is null and study in (select id from hyperprior_studies where version = $1 and ($2::text is null or id = $2))
       order by study, number limit 1 for update skip locked`,
      [version, study],
    );
    const [row] = rows;
    if (row !== undefined) return { study: row.study!, number: Number(row.number) };
    await this.ask("commit");
    return null;
  }

  async finish({ study, number }: TakenJob, outcome: Uint8Array): Promise<void> {
    await this.ask("update hyperprior_jobs set outcome = $3, done = now() where study = $1 and number = $2", [
      study,
      number,
      Buffer.from(outcome),
    ]);
    await this.ask("commit");
  }

  /** Lets others have the job that was taken. */
  async giveBack(): Promise<void> {
    await this.ask("rollback");
  }

  /** What the jobs of a study are made from. */
  async taskOf(study: string): Promise<Uint8Array> {
    const { rows } = await this.ask(
      "select encode(task, 'base64') as task from hyperprior_studies where id = $1",
      [study],
    );
    return Buffer.from(rows[0]!.task!, "base64");
  }

  /** How many jobs of a study are done. */
  async doneOf(study: string, count: number): Promise<number> {
    const { rows } = await this.ask(
      "select count(outcome) as done from hyperprior_jobs where study = $1 and number <= $2",
      [study, count],
    );
    return Number(rows[0]!.done);
  }

  /** The outcomes that there are, in the order of their numbers. */
  async outcomesOf(study: string, count: number): Promise<Uint8Array[]> {
    const { rows } = await this.ask(
      `select encode(outcome, 'base64') as outcome from hyperprior_jobs
       where study = $1 and number <= $2 and outcome is not null order by number`,
      [study, count],
    );
    return rows.map(({ outcome }) => Buffer.from(outcome!, "base64"));
  }

  /** Jobs that are open: of this version, and of others. */
  async openJobs(version: string): Promise<{ readonly own: number; readonly others: readonly string[] }> {
    const { rows } = await this.ask(
      `select version, count(*) as jobs from hyperprior_jobs join hyperprior_studies on id = study
       where outcome is null group by version`,
    );
    const own = rows.find((row) => row.version === version);
    return {
      own: Number(own?.jobs ?? 0),
      others: rows.filter((row) => row !== own).map((row) => row.version!),
    };
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => {});
  }

  private async ask(text: string, values: readonly unknown[] = []): Promise<{ readonly rows: Row[] }> {
    try {
      return await this.client.query<Row>(text, [...values]);
    } catch (error) {
      if (isConnectionLost(error)) throw new SourceFailure(queueLost(this.shown));
      throw statementFailure(this.shown, error);
    }
  }
}

/** All come as texts. */
type Row = Readonly<Record<string, string | undefined>>;
