/**
 * The file in which PostgreSQL's users have their passwords, `~/.pgpass`: lines of host:port:database:user:password, with `*` for any, and a backslash before a colon
 * or a backslash. Others must not be able to read it. Source: PostgreSQL documentation, "The Password File".
 */

import { readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

interface PostgresLogin {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

/** The password of the first line that fits; empty where there is none, or where others may read the file. */
export async function passwordFromFile(login: PostgresLogin): Promise<string> {
  const path = process.env.PGPASSFILE ?? join(homedir(), ".pgpass");
  const found = await stat(path).catch(() => null);
  const isPrivate = process.platform === "win32" || (found !== null && (found.mode & 0o077) === 0);
  if (found === null || !isPrivate) return "";
  return passwordIn(await readFile(path, "utf8").catch(() => ""), login);
}

/** As `passwordFromFile`, of the text of the file. */
export function passwordIn(text: string, { host, port, database, user }: PostgresLogin): string {
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = fieldsOf(line);
    const fits = [host, port, database, user].every((value, i) => fields[i] === "*" || fields[i] === value);
    if (fits && fields.length >= 5) return fields.slice(4).join(":");
  }
  return "";
}

function fieldsOf(line: string): readonly string[] {
  const fields = [""];
  for (const [whole, escaped] of line.matchAll(/\\(.)|./gs)) {
    if (whole === ":") fields.push("");
    else fields[fields.length - 1] += escaped ?? whole;
  }
  return fields;
}
