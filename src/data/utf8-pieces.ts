/** Text in pieces as bytes in pieces: a character whose two UTF-16 units lie in two pieces goes with the second. */

const encoder = new TextEncoder();

export class Utf8Pieces {
  private held = "";

  /** The bytes of `piece`, and of what was held back before it. Bytes are passed on as they are. */
  encode(piece: string | Uint8Array): Uint8Array {
    if (typeof piece !== "string") return piece;
    const text = this.held + piece;
    const last = text.charCodeAt(text.length - 1);
    const isCut = last >= 0xd800 && last < 0xdc00;
    this.held = isCut ? text.slice(-1) : "";
    return encoder.encode(isCut ? text.slice(0, -1) : text);
  }

  /** The bytes of what was held back, at the end. */
  end(): Uint8Array {
    return encoder.encode(this.held);
  }
}
