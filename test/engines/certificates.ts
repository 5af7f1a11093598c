/** Authorities, and certificates that they sign, made by openssl in a folder. */

import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findProgram } from "./server.ts";

/** Null where it is not installed. */
export const opensslProgram = findProgram("openssl");

/** Paths of files in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function openssl(...words: readonly string[]): void {
  execFileSync(opensslProgram!, words, { stdio: "pipe" });
}

function filesOf(folder: string, name: string): Certificate {
  return { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
}

/** One that others are signed by. */
export function makeAuthority(folder: string, name: string): Certificate {
  const made = filesOf(folder, name);
  openssl(
    "req",
    "-x509",
    ...curve,
    "-days",
    "2",
    "-subj",
    `/CN=${name}`,
    "-keyout",
    made.key,
    "-out",
    made.cert,
  );
  return made;
}

/** `names`: as `DNS:localhost,IP:127.0.0.1`; null for a client, whose user is the name. `days`: 0 for one that has ended. */
export async function makeCertificate(
  folder: string,
  name: string,
  by: Certificate,
  { names, days = 2 }: { readonly names: string | null; readonly days?: number },
): Promise<Certificate> {
  const made = filesOf(folder, name);
  const request = join(folder, `${name}.csr`);
  const extensions = join(folder, `${name}.ext`);
  await writeFile(extensions, names === null ? "extendedKeyUsage=clientAuth\n" : `subjectAltName=${names}\n`);
  openssl("req", ...curve, "-subj", `/CN=${name}`, "-keyout", made.key, "-out", request);
  const signed = ["-CA", by.cert, "-CAkey", by.key, "-CAcreateserial", "-days", String(days)];
  openssl("x509", "-req", "-in", request, ...signed, "-extfile", extensions, "-out", made.cert);
  return made;
}

/** What is in the files. */
export async function pemOf({ cert, key }: Certificate): Promise<Certificate> {
  return { cert: await readFile(cert, "utf8"), key: await readFile(key, "utf8") };
}
