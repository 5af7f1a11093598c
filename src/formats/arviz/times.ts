/**
 * Times of netCDF, which are numbers since some day, as dates (CF conventions, "Time coordinate"; of the usual calendar). Days are counted as
 * in H. Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that leap days come last.
 */

/** Of a unit, in a day. */
const inDay: Readonly<Record<string, number>> = {
  days: 1,
  hours: 24,
  minutes: 1440,
  seconds: 86_400,
  milliseconds: 86_400_000,
  microseconds: 86_400_000_000,
  nanoseconds: 86_400_000_000_000,
};

/** ISO dates, with the time of day where one has any; null where the units are not those of times. */
export function labelsOfTimes(values: readonly (number | bigint)[], units: string): string[] | null {
  const parts = /^(\w+) since (\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}):(\d{2}))?/.exec(units);
  const unit = parts === null ? undefined : inDay[parts[1]!];
  if (parts === null || unit === undefined) return null;
  const [year, month, day, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map((part) => Number(part ?? 0));
  const start = dayOf(year!, month!, day!);
  const sinceMidnight = 3600 * hours + 60 * minutes + seconds;
  const times = values.map((value) => {
    const whole = Math.floor(Number(value) / unit);
    // To the second, which coordinates are read to.
    const rest = Math.round(((Number(value) - whole * unit) / unit) * 86_400) + sinceMidnight;
    return { day: start + whole + Math.floor(rest / 86_400), second: rest % 86_400 };
  });
  if (times.some((time) => !Number.isSafeInteger(time.day))) return null;
  const isOfDays = times.every(({ second }) => second === 0);
  return times.map((time) => (isOfDays ? dateOf(time.day) : `${dateOf(time.day)}T${clockOf(time.second)}`));
}

/** Days since the first of March of the year 0. */
function dayOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear;
}

function dateOf(count: number): string {
  const era = Math.floor(count / 146_097);
  const ofEra = count - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
}

function clockOf(second: number): string {
  return [second / 3600, (second / 60) % 60, second % 60]
    .map((part) => twoDigits(Math.floor(part)))
    .join(":");
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
