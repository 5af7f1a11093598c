import { expect, it } from "vitest";
import { passwordIn } from "../../src/sources/engines/pgpass.ts";

const login = { host: "db.example", port: "5432", database: "study", user: "ada" };

it("the first line that fits has the password", () => {
  const text =
    "# db.example:5432:study:ada:no\nelse:*:*:*:a\ndb.example:5432:*:bob:b\n*:5432:study:ada:c:d\\:e\\\\f\n*:*:*:*:last\n";
  expect(passwordIn(text, login)).toBe("c:d:e\\f");
  expect(passwordIn(text, { ...login, user: "eve" })).toBe("last");
  expect(passwordIn("db.example:5432:study", login)).toBe("");
});
