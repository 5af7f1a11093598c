/** Errors of the file system in words. */

/** `ENOENT` and the like; null for an error that did not come from the file system. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

const knownCodes: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOSPC: "the disk is full",
  EACCES: "permission denied",
  EROFS: "the disk is read-only",
  ENOTDIR: "it is not a folder",
  EISDIR: "there is a folder in its place",
  ENAMETOOLONG: "the name is too long",
  EPERM: "it is not permitted",
  EDQUOT: "the disk quota is used up",
};

/** What went wrong, in one line. */
export function describeError(error: unknown): string {
  const code = errorCode(error);
  if (code !== null) return knownCodes[code] ?? code;
  // Of libraries: one line of it.
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!.slice(0, 200);
}
