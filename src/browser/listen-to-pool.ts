/** A worker of chains in a page. Its counterpart is `chain-workers.ts`. */

import { ChainThread, type ThreadStart } from "../run/chains/chain-thread.ts";
import type { WorkerReport, WorkerRequest } from "../run/chains/thread-pool.ts";

/** What a worker is told by its page. */
export type PageRequest = WorkerRequest | { readonly kind: "begin"; readonly start: ThreadStart };

/** What a worker tells its page: first of all that it is there. */
export type PageReport =
  | WorkerReport
  | {
      readonly kind: "ready";
      /** Why it can run no chains; null if it can. */
      readonly obstacle: string | null;
      /** Whether it can share memory. */
      readonly isIsolated: boolean;
    }
  | { readonly kind: "failed"; readonly error: Error };

/** What a worker has of its global object; the types of a page's differ. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<PageRequest>) => void) | null;
  onmessageerror: (() => void) | null;
  readonly crossOriginIsolated?: boolean;
  postMessage(report: PageReport, handedOver?: ArrayBuffer[]): void;
}

const scope = globalThis as unknown as WorkerScope;

/** From now on. */
export function listenToPool(): void {
  let thread: ChainThread | null = null;
  let isSharing = false;
  const tell = (report: PageReport, handedOver?: ArrayBuffer[]): void =>
    scope.postMessage(report, handedOver);
  const fail = (error: unknown): void =>
    tell({ kind: "failed", error: error instanceof Error ? error : new Error(String(error)) });
  const hear = async (request: PageRequest): Promise<void> => {
    switch (request.kind) {
      case "begin":
        isSharing = request.start.stop !== null;
        thread = new ChainThread(request.start, tell);
        break;
      case "stop":
        thread?.stop();
        break;
      case "advance": {
        const parts = thread!.advance(request.task, request.draws);
        while (parts.next().done !== true) if (!isSharing) await giveWay();
      }
    }
  };
  scope.onmessage = ({ data }) => void hear(data).catch(fail);
  scope.onmessageerror = () => fail(new Error("a worker cannot read what it was sent"));
  tell({ kind: "ready", obstacle: obstacleToCode(), isIsolated: scope.crossOriginIsolated === true });
}

/** A worker has the policy that its script was sent with, which may be another than the page's; densities are code. */
function obstacleToCode(): string | null {
  try {
    new Function("");
    return null;
  } catch (error) {
    return String(error).trim();
  }
}

/** Messages have their turn, with no wait as timers have. */
function giveWay(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
