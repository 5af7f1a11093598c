/** A model and a small table in the part of an address that no server is sent. */

/** What a link carries. */
export interface Carried {
  readonly model: string;
  readonly data: string;
}

/** Longer ones are cut by mail programs and chats. */
export const mostLinkLength = 8000;

/** The address with the texts behind its `#`. */
export async function linkOf(carried: Carried): Promise<string> {
  const packed = await through(
    new TextEncoder().encode(JSON.stringify(carried)),
    new CompressionStream("deflate-raw"),
  );
  const letters = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(""));
  return `${location.href.split("#")[0]}#${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** What the address carries; null where that is nothing that can be read. */
export async function carriedBy(hash: string): Promise<Carried | null> {
  if (hash.length < 2) return null;
  try {
    const letters = hash.slice(1).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
    const text = await through(packed, new DecompressionStream("deflate-raw"));
    const { model, data } = JSON.parse(new TextDecoder().decode(text));
    return typeof model === "string" && typeof data === "string" ? { model, data } : null;
  } catch {
    return null;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const passed = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(passed).arrayBuffer());
}
