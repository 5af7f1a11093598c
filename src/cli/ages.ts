/** How long ago something was. */

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000] as const;

/** `just now`, `5 min ago`, `3 h ago`, `2 days ago`; `ms` are milliseconds since then. */
export function describeAge(ms: number): string {
  if (ms < minute) return "just now";
  if (ms < hour) return `${Math.floor(ms / minute)} min ago`;
  if (ms < day) return `${Math.floor(ms / hour)} h ago`;
  const days = Math.floor(ms / day);
  return days === 1 ? "a day ago" : `${days} days ago`;
}
