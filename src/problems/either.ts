/** What was looked for, or what stands against it. */

/** One or the other, told apart by which of their fields are null: `Either<{ run: Run }, { problem: Problem }>`. */
export type Either<One, Other> = (Readonly<One> & Nulls<Other>) | (Nulls<One> & Readonly<Other>);

type Nulls<Named> = { readonly [Name in keyof Named]: null };
