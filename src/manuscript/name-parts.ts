/** The subscript of a name, for markup that has subscripts: what stands behind its first underscore. */

/** `σ_b` and `τ_b[A]`: a name, its subscript, and what follows; of other texts all is the name. */
export function nameParts(text: string): {
  readonly name: string;
  readonly subscript: string;
  readonly rest: string;
} {
  const [, name, subscript, rest] = /^(\p{L}[\p{L}\p{N}]*)_([\p{L}\p{N}_]+)(\[.*\])?$/u.exec(text) ?? [];
  if (name === undefined) return { name: text, subscript: "", rest: "" };
  return { name, subscript: subscript!, rest: rest ?? "" };
}
