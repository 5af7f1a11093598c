import { expect, it } from "vitest";
import { labelsOfTimes } from "../../../src/formats/arviz/times.ts";

it("days since a day are the dates that the calendar has", () => {
  const days = Array.from({ length: 3000 }, (_, k) => 97 * k - 100_000);
  const dates = days.map((day) =>
    new Date(Date.UTC(1999, 11, 31) + 86_400_000 * day).toISOString().slice(0, 10),
  );
  expect(labelsOfTimes(days, "days since 1999-12-31 00:00:00")).toEqual(dates);
});

it.each([
  ["hours since 2024-02-28", 36, "2024-02-29T12:00:00"],
  ["seconds since 1970-01-01 00:00:00", 1_000_000_000, "2001-09-09T01:46:40"],
  ["nanoseconds since 1970-01-01T00:00:01", -1_000_000_000, "1970-01-01"],
  ["minutes since 2000-12-31 23:59:00", 1, "2001-01-01"],
])("%s: %d", (units, value, label) => {
  expect(labelsOfTimes([value], units)).toEqual([label]);
});

it("other units are none of times", () => {
  expect(labelsOfTimes([1], "m s-1")).toBeNull();
  expect(labelsOfTimes([1], "furlongs since 2000-01-01")).toBeNull();
});
