/** Statements that servers are at work on, so that whoever ends the process can have them cancelled first. */

type Cancel = () => Promise<void>;

const running = new Set<Cancel>();

/** To be told while a statement runs; gives what is called when it has ended. */
export function cancelling(cancel: Cancel): () => void {
  running.add(cancel);
  return () => {
    running.delete(cancel);
  };
}

/** Longer than a server in reach takes to cancel, in milliseconds. */
const patience = 2000;

/** Asks servers to cancel what they are at work on. Never throws, and takes two seconds at most. */
export async function cancelStatements(): Promise<void> {
  if (running.size === 0) return;
  const all = [...running].map((cancel) => cancel().catch(() => {}));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([Promise.all(all), end]);
  clearTimeout(timer);
}
