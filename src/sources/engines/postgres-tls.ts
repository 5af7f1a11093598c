/**
 * TLS of PostgreSQL as libpq has it: `sslmode`, `sslrootcert`, `sslcert` and `sslkey` of the URL, `PGSSLMODE` and so on of the environment, and the files of
 * `~/.postgresql`. Stricter in one thing: a file that is named must be there. Where `verify-full` is asked for and no authority is named, those that Node trusts are
 * taken, `NODE_EXTRA_CA_CERTS` among them. Source: PostgreSQL documentation, "SSL Support".
 */

import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ConnectionOptions } from "node:tls";
import { suggestion } from "../../data/problems.ts";
import type { Problem } from "../../problems/problem.ts";
import { tlsNotOffered, tlsSettingUnclear } from "../problems-tls.ts";
import { SourceFailure } from "../source-failure.ts";
import { readAuthorities, readOwnCertificate, type TlsFile, tlsProblem } from "./tls.ts";

const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof modes)[number];

/** With these options of TLS, or without TLS. */
export type TlsAttempt = ConnectionOptions | false;

type Setting = "sslmode" | "sslrootcert" | "sslcert" | "sslkey";

const fileNames = { sslrootcert: "root.crt", sslcert: "postgresql.crt", sslkey: "postgresql.key" } as const;

/** How a connection is to be tried, one after another, and the URL without what says so. Throws a `SourceFailure`. */
export async function tlsAttempts(
  address: URL,
  shown: string,
): Promise<{ readonly attempts: readonly TlsAttempt[]; readonly plainUrl: URL }> {
  const plainUrl = new URL(address);
  for (const name of ["sslmode", ...Object.keys(fileNames)]) plainUrl.searchParams.delete(name);
  const mode = modeOf(address, shown);
  if (mode === "disable") return { attempts: [false], plainUrl };
  const tls = await optionsOf(address, shown, mode);
  const attempts = mode === "allow" ? [false, tls] : mode === "prefer" ? [tls, false] : [tls];
  return { attempts: attempts as readonly TlsAttempt[], plainUrl };
}

/** The URL's own, or that of the environment, and what it is called there. */
function settingOf(address: URL, name: Setting): TlsFile | null {
  const own = address.searchParams.get(name);
  if (own !== null && own !== "") return { setting: name, path: own };
  const variable = `PG${name.toUpperCase()}`;
  const { [variable]: value = "" } = process.env;
  return value === "" ? null : { setting: variable, path: value };
}

function modeOf(address: URL, shown: string): Mode {
  const asked = settingOf(address, "sslmode");
  const isSystem = settingOf(address, "sslrootcert")?.path === "system";
  const mode =
    asked === null ? (isSystem ? "verify-full" : "prefer") : modes.find((one) => one === asked.path);
  if (mode === undefined) {
    const hint = `${suggestion(asked!.path, modes)}the modes are ${modes.join(", ")}`;
    throw new SourceFailure(
      tlsSettingUnclear(shown, `\`${asked!.setting}\` is \`${asked!.path}\`, which is no mode`, hint),
    );
  }
  if (isSystem && mode !== "verify-full") {
    const hint =
      "leave `sslmode` out, or write `sslmode=verify-full`: anybody has a certificate of those authorities";
    throw new SourceFailure(
      tlsSettingUnclear(shown, `\`sslrootcert=system\` does not go with \`${mode}\``, hint),
    );
  }
  return mode;
}

async function optionsOf(address: URL, shown: string, mode: Mode): Promise<ConnectionOptions> {
  const root = await fileOf(address, "sslrootcert");
  const own = await ownOf(address, shown);
  if (root?.path === "system" || (root === null && mode === "verify-full")) return own;
  if (root !== null) {
    const ca = await readAuthorities(shown, root);
    // As in libpq, all that is known of authorities is looked at in every mode.
    return { ...own, ca, ...(mode === "verify-full" ? {} : { checkServerIdentity: () => undefined }) };
  }
  if (mode === "verify-ca") {
    const hint = "name the file of the authority's certificate, `sslrootcert=FILE` or PGSSLROOTCERT";
    throw new SourceFailure(
      tlsSettingUnclear(shown, "`verify-ca` needs an authority, and none is named", hint),
    );
  }
  return { ...own, rejectUnauthorized: false };
}

/** What is named, or what is there without being named. */
async function fileOf(address: URL, name: keyof typeof fileNames): Promise<TlsFile | null> {
  const named = settingOf(address, name);
  if (named !== null) return named;
  const path = join(homedir(), ".postgresql", fileNames[name]);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere ? { setting: name, path } : null;
}

async function ownOf(address: URL, shown: string): Promise<ConnectionOptions> {
  const certificate = await fileOf(address, "sslcert");
  if (certificate === null) return {};
  const key = (await fileOf(address, "sslkey")) ?? {
    setting: "sslkey",
    path: join(homedir(), ".postgresql", fileNames.sslkey),
  };
  return readOwnCertificate(shown, certificate, key);
}

/** What the package says of a server that answers that it has none. */
const withoutTls = "The server does not support SSL connections";

/** Whether the other attempt is to be made: TLS did not come about, or the server lets nobody in this way. */
export function isWorthAnother(error: unknown, attempt: TlsAttempt): boolean {
  if (isRefusedByAddress(error)) return true;
  return attempt !== false && (isWithoutTls(error) || isOfTls(error));
}

/** Whether a server has no TLS, so that of two attempts the other's error counts. */
export function isWithoutTls(error: unknown): boolean {
  return error instanceof Error && error.message === withoutTls;
}

function isOfTls(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "EPROTO" || code.startsWith("ERR_SSL") || tlsProblem("", error, remedies) !== null;
}

/** `invalid_authorization_specification`: of `pg_hba.conf`, which may let in who has TLS, or has not. */
function isRefusedByAddress(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "28000";
}

const own = "give its certificate and key, `sslcert=FILE&sslkey=FILE` in the URL or PGSSLCERT and PGSSLKEY";
const remedies = {
  authority:
    "name the file of the authority that did, `sslrootcert=FILE` in the URL or PGSSLROOTCERT, as whoever runs the server has it",
  host: "connect by a name that the certificate has; where the authority is your own and signs for nobody else, `sslmode=verify-ca` does not look at names",
  own,
};

/** What of a failed connection is a matter of TLS; null where it is another. */
export function postgresTlsProblem(shown: string, error: unknown): Problem | null {
  if (isWithoutTls(error))
    return tlsNotOffered(
      shown,
      "`sslmode` asks for it",
      "turn it on there (`ssl = on` in postgresql.conf); where the network is trusted, `sslmode=prefer` does without",
    );
  return tlsProblem(shown, error, remedies);
}

/** What is to be done where `pg_hba.conf` refuses; null where the password is at fault. */
export function hostRemedy(error: unknown): string | null {
  if (!isRefusedByAddress(error)) return null;
  const { message } = error as Error;
  if (/client certificate/.test(message)) return own;
  if (/no encryption/.test(message))
    return "ask for TLS, `sslmode=require` (or `verify-full`), if the server is to be reached by TLS only; else see pg_hba.conf there";
  return null;
}
