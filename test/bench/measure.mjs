/**
 * Timing functions against each other on a machine that does other things too: in each of many short rounds all of them
 * have their turn, in an order that changes, so that what disturbs the machine disturbs all alike. Of a turn the
 * median of its batches counts, of the rounds the median, with the least and the greatest round beside it. A
 * ratio of two functions is the median of its rounds' ratios; that of their fastest rounds, which nothing
 * disturbed, is given too.
 */

import { Bench } from "tinybench";

const rounds = 41;
/** How long a batch should last, so that the clock does not count. */
const batchMs = 3;
const turnMs = 10;

/**
 * Times `subjects`, an array of `{ name, run }`; `run` is one evaluation. Returns, in their order,
 * `{ name, evaluationUs: { median, least, greatest }, perRound }`, times of one evaluation in microseconds.
 */
export async function compareTimes(subjects) {
  const tasks = subjects.map((subject) => ({ ...subject, size: batchSize(subject.run), perRound: [] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < tasks.length; turn++) {
      const task = tasks[(turn + round) % tasks.length];
      task.perRound.push(await timeOnce(task));
    }
  }
  return tasks.map(({ name, perRound }) => ({ name, evaluationUs: spread(perRound), perRound }));
}

/** How many times `faster` goes into `slower`: the spread over the rounds, and `fastest`, of the fastest rounds. */
export function ratioOf(slower, faster) {
  const ratios = slower.perRound.map((time, round) => time / faster.perRound[round]);
  return { ...spread(ratios), fastest: slower.evaluationUs.least / faster.evaluationUs.least };
}

/** Median, least and greatest of an array of numbers. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return { median, least: sorted[0], greatest: sorted[sorted.length - 1] };
}

async function timeOnce({ name, run, size }) {
  const bench = new Bench({ time: turnMs, iterations: 3, warmup: false });
  bench.add(name, () => {
    for (let i = 0; i < size; i++) run();
  });
  const [task] = await bench.run();
  return (task.result.latency.p50 * 1000) / size;
}

/** Warms the function up, and finds how many evaluations make a batch. */
function batchSize(run) {
  let size = 1;
  for (let attempt = 0; attempt < 3; attempt++) {
    let elapsed = 0;
    for (size = 1; elapsed < batchMs; size *= 2) {
      const start = performance.now();
      for (let i = 0; i < size; i++) run();
      elapsed = performance.now() - start;
    }
  }
  return size;
}
