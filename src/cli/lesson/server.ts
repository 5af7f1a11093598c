/** The lessons from a server that only this computer can reach. */

import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { LessonSite } from "./site.ts";

export interface LessonServer {
  /** "http://127.0.0.1:41234/" */
  readonly address: string;
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** Port 0 is any that is free. Rejects with the system's error where a port cannot be had. */
export async function serveLessons({ files }: LessonSite, port: number): Promise<LessonServer> {
  const compressed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const name = nameOf(request.url ?? "/");
    const content = files.get(name);
    if (content === undefined || !["GET", "HEAD"].includes(request.method ?? "")) {
      response.writeHead(content === undefined ? 404 : 405, { "content-type": "text/plain" });
      response.end(content === undefined ? "there is no such page\n" : "pages are only read\n");
      return;
    }
    const encoding = encodingOf(String(request.headers["accept-encoding"] ?? ""));
    const key = `${encoding} ${name}`;
    const body = compressed.get(key) ?? compress(content, encoding);
    compressed.set(key, body);
    send(response, body, { name, encoding, isHead: request.method === "HEAD" });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // A server that listens on a port has such an address.
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${taken}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Encoding = "br" | "gzip" | "identity";

function encodingOf(accepted: string): Encoding {
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : "identity";
}

/** Quickly, since it is this computer that asks: the engine in a tenth of a second, once. */
function compress(content: string, encoding: Encoding): Buffer {
  if (encoding === "br")
    return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  return encoding === "gzip" ? gzipSync(content) : Buffer.from(content);
}

function send(
  response: ServerResponse,
  body: Buffer,
  {
    name,
    encoding,
    isHead,
  }: { readonly name: string; readonly encoding: Encoding; readonly isHead: boolean },
): void {
  response.writeHead(200, {
    "content-type": types[name.slice(name.lastIndexOf(".") + 1)]!,
    "content-length": body.length,
    ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
    "cache-control": "no-cache",
    vary: "accept-encoding",
  });
  response.end(isHead ? undefined : body);
}

/** The file that an address means. */
function nameOf(url: string): string {
  const path = url.split(/[?#]/)[0]!.slice(1);
  return path === "" ? "index.html" : path;
}
