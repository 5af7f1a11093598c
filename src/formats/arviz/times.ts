/** Times of netCDF, which are numbers since some day, as dates (CF conventions, "Time coordinate"; of the usual calendar). */

const milliseconds: Readonly<Record<string, number>> = {
  days: 86_400_000,
  hours: 3_600_000,
  minutes: 60_000,
  seconds: 1000,
  milliseconds: 1,
  microseconds: 1e-3,
  nanoseconds: 1e-6,
};

/** ISO dates, with the time of day where one has any; null where the units are not those of times. */
export function labelsOfTimes(values: readonly (number | bigint)[], units: string): string[] | null {
  const parts = /^(\w+) since (\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?/.exec(units);
  const unit = parts === null ? undefined : milliseconds[parts[1]!];
  if (parts === null || unit === undefined) return null;
  const start = Date.parse(`${parts[2]}T${parts[3] ?? "00:00:00"}Z`);
  const times = values.map((value) => new Date(start + Number(value) * unit));
  if (times.some((time) => Number.isNaN(time.getTime()))) return null;
  const texts = times.map((time) => time.toISOString().replace(/(\.000)?Z$/, ""));
  return texts.every((text) => text.endsWith("T00:00:00")) ? texts.map((text) => text.slice(0, 10)) : texts;
}
