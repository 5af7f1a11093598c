/** What of TLS the servers have in common: files of certificates and keys, and what its errors mean. No message has the path of a key. */

import { X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { SecureContextOptions } from "node:tls";
import type { Problem } from "../../problems/problem.ts";
import { certificateNotTrusted, ownCertificateRefused, tlsFileUnusable } from "../problems-tls.ts";
import { SourceFailure } from "../source-failure.ts";

/** A setting that names a file, for messages, and the file. */
export interface TlsFile {
  readonly setting: string;
  readonly path: string;
}

/** Certificates of authorities in PEM. Throws a `SourceFailure` if there are none. */
export async function readAuthorities(shown: string, file: TlsFile): Promise<string> {
  const text = await readPem(shown, file);
  const blocks = text.match(
    /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END [A-Z0-9 ]+-----/g,
  );
  try {
    if (blocks === null) throw new Error("no certificate in PEM is in it");
    for (const block of blocks) new X509Certificate(block);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy =
      "give the file of the authority that signed the server's certificate, which begins with -----BEGIN CERTIFICATE-----";
    throw new SourceFailure(tlsFileUnusable(shown, file.setting, reason, remedy));
  }
  return text;
}

/** A certificate of this side and its key, in PEM, that fit each other. Throws a `SourceFailure`. */
export async function readOwnCertificate(
  shown: string,
  certificate: TlsFile,
  key: TlsFile,
): Promise<Required<Pick<SecureContextOptions, "cert" | "key">>> {
  const own = { cert: await readPem(shown, certificate), key: await readKey(shown, key) };
  const { createSecureContext } = await import("node:tls");
  try {
    createSecureContext(own);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = `\`${certificate.setting}\` is a certificate in PEM, and \`${key.setting}\` its key without a passphrase: openssl pkey -in KEY -out OTHER`;
    throw new SourceFailure(tlsFileUnusable(shown, key.setting, reason, remedy));
  }
  return own;
}

/** Others must not be able to read a key. Source: PostgreSQL documentation, "Client Certificates". */
async function readKey(shown: string, file: TlsFile): Promise<string> {
  const found = await stat(file.path).catch(() => null);
  const others = found?.uid === 0 ? 0o037 : 0o077;
  if (process.platform !== "win32" && found?.isFile() === true && (found.mode & others) !== 0)
    throw new SourceFailure(
      tlsFileUnusable(shown, file.setting, "others may read it", "take that from them: chmod 600 KEY"),
    );
  return readPem(shown, file);
}

async function readPem(shown: string, { setting, path }: TlsFile): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = code === "ENOENT" ? "there is none" : code === "EACCES" ? "it may not be read" : code;
    throw new SourceFailure(
      tlsFileUnusable(shown, setting, reason, "give its path, absolute or from the current directory"),
    );
  }
}

/** What is to be done about a certificate that is not trusted, in the words of an engine. */
export interface TlsRemedies {
  readonly authority: string;
  /** Behind what the certificate is for. */
  readonly host: string;
  /** Where this side's certificate is given. */
  readonly own: string;
}

/** Of `X509_V_ERR` in OpenSSL's words, as Node has them. */
const unknownAuthority: readonly string[] = [
  "CERT_SIGNATURE_FAILURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "INVALID_CA",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

/** What an error of TLS is told as; null for any other error. */
export function tlsProblem(shown: string, error: unknown, remedies: TlsRemedies): Problem | null {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) return null;
  const { code, message } = error;
  if (unknownAuthority.includes(code))
    return certificateNotTrusted(
      shown,
      `no authority that is trusted here signed it (${message})`,
      remedies.authority,
    );
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return certificateNotTrusted(
      shown,
      message,
      "the server needs a new one, or the clock of one of the two is wrong",
    );
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const names = namesOf(error);
    const reason = `it is for ${names === "" ? "no host by name" : names}, not for the host of the URL`;
    return certificateNotTrusted(shown, reason, remedies.host);
  }
  // What the server says of the certificate of this side.
  if (
    /^ERR_SSL_.*ALERT_(BAD_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA|UNSUPPORTED_CERTIFICATE|HANDSHAKE_FAILURE)/.test(
      code,
    )
  )
    return ownCertificateRefused(shown, message, remedies.own);
  return null;
}

/** `DNS:db.example, IP Address:192.0.2.7` → `db.example, 192.0.2.7`. */
function namesOf(error: Error): string {
  const { cert } = error as { cert?: { subjectaltname?: string; subject?: { CN?: unknown } } };
  const listed = cert?.subjectaltname?.replaceAll(/\b(?:DNS|IP Address):/g, "");
  return listed ?? (typeof cert?.subject?.CN === "string" ? cert.subject.CN : "");
}
