/**
 * What the fields of an adaptation are, as a table beside its type: records of runs are read by it. A width of 0 or a text among numbers
 * would not fail where a chain goes on, but never end. Whether lengths fit is seen when a chain is made of it.
 */

/** Of a field: a number of any kind, or one that is finite, or above 0; a list of one shape; fields, of which some may be absent. */
export type FieldShape =
  | "number"
  | "finite"
  | "positive"
  | "flag"
  | "text"
  | readonly [FieldShape]
  | { readonly [field: string]: FieldShape };

/** The shapes of all fields of a type. */
export type ShapeOf<Value> = Value extends number
  ? "number" | "finite" | "positive"
  : Value extends string
    ? "text"
    : Value extends boolean
      ? "flag"
      : Value extends readonly (infer Element)[]
        ? readonly [ShapeOf<Element>]
        : { readonly [Field in keyof Value]-?: ShapeOf<NonNullable<Value[Field]>> };
