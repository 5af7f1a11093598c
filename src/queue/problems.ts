/** What can be wrong with a queue of jobs: HP1070 to HP1073. */

import { listed, nowhere, problem } from "../problems/make-problem.ts";

export const notAQueue = (shown: string) =>
  problem("HP1070", nowhere, [
    `a queue is a database of PostgreSQL, and \`${shown}\` is none`,
    "give its URL, postgres://user@host/database, with the password in PGPASSWORD or ~/.pgpass",
  ]);

export const queueWithTable = (shown: string) =>
  problem("HP1071", nowhere, [
    `\`${shown}\` names a table, and a queue has tables of its own`,
    "leave `?table=` out; the tables are made in the database, hyperprior_studies and hyperprior_jobs",
  ]);

export const otherVersions = (version: string, others: readonly string[]) =>
  problem("HP1072", nowhere, [
    `the jobs of this queue are of version ${listed(others)}, and this is version \`${version}\`: numbers may differ`,
    "install the version that the study was started with, or start the study again with this one",
  ]);

export const queueLost = (shown: string) =>
  problem("HP1073", nowhere, [
    `the connection to the queue \`${shown}\` was lost`,
    "run the same command again when the server is back: what was done is done, and it goes on from there",
  ]);
