/** The thread of a page in which the engine runs: questions in, replies out. */

import type { OperationTable, Question, Reply } from "./operations.ts";

/** What a worker has of its global object; the types of a page's differ. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Question>) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = globalThis as unknown as WorkerScope;

/** From now on. */
export function answerQuestions(operations: OperationTable): void {
  scope.onmessage = async ({ data: { number, name, request } }) => {
    try {
      // The page's types see to it that a request is that of its operation.
      const operation = operations[name] as (request: unknown) => Promise<unknown>;
      scope.postMessage({ number, value: await operation(request) });
    } catch (error) {
      scope.postMessage({ number, error: error instanceof Error ? error.message : String(error) });
    }
  };
}
