/**
 * Text in pieces as bytes of UTF-8 in pieces: a character whose two UTF-16 units lie in two pieces goes with the second. Bytes are UTF-8, or
 * UTF-16 where they begin with its byte order mark, as spreadsheets write "Unicode text".
 */

const encoder = new TextEncoder();

export class Utf8Pieces {
  private held = "";
  /** Of bytes that are UTF-16; null for UTF-8, undefined before there are two bytes to tell by. */
  private decoder: TextDecoder | null | undefined;
  private first: Uint8Array = new Uint8Array(0);

  /** The bytes of `piece`, and of what was held back before it. Bytes of UTF-8 are passed on as they are. */
  encode(piece: string | Uint8Array): Uint8Array {
    if (typeof piece !== "string") return this.encodeBytes(piece);
    const text = this.held + piece;
    const last = text.charCodeAt(text.length - 1);
    const isCut = last >= 0xd800 && last < 0xdc00;
    this.held = isCut ? text.slice(-1) : "";
    return encoder.encode(isCut ? text.slice(0, -1) : text);
  }

  /** The bytes of what was held back, at the end. */
  end(): Uint8Array {
    if (this.decoder) return encoder.encode(this.decoder.decode());
    return this.first.length > 0 ? this.first : encoder.encode(this.held);
  }

  private encodeBytes(piece: Uint8Array): Uint8Array {
    let bytes = piece;
    if (this.decoder === undefined) {
      bytes = joined(this.first, piece);
      this.first = bytes.length < 2 ? bytes : new Uint8Array(0);
      if (bytes.length < 2) return new Uint8Array(0);
      this.decoder = decoderOf(bytes[0]!, bytes[1]!);
    }
    return this.decoder === null ? bytes : encoder.encode(this.decoder.decode(bytes, { stream: true }));
  }
}

function decoderOf(first: number, second: number): TextDecoder | null {
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le");
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be");
  return null;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
