/** The engine as a page has it: questions to a thread, answered one after another. */

import type {
  AnswerOf,
  Operations,
  OperationTable,
  Question,
  Reply,
  RequestOf,
} from "../engine/operations.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Of a slot whose question is being answered, the one that comes next: how it is told to go, or that it is not wanted any more. */
interface Turn {
  next: ((isWanted: boolean) => void) | null;
}

/** `Table` are the operations of its thread. */
export class Engine<Table extends OperationTable = Operations> {
  private readonly startThread: () => Worker;
  private thread: Worker | null = null;
  private count = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly turns = new Map<string, Turn>();

  /** The thread is started by the first question. */
  constructor(startThread: () => Worker) {
    this.startThread = startThread;
  }

  /** Rejects with what the operation throws. */
  ask<Name extends keyof Table & string>(
    name: Name,
    request: RequestOf<Table, Name>,
  ): Promise<AnswerOf<Table, Name>> {
    this.thread ??= this.start();
    this.count++;
    const question: Question = { number: this.count, name, request };
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(question.number, { resolve, reject });
    });
    this.thread.postMessage(question);
    // The operation of that name gives it.
    return answer as Promise<AnswerOf<Table, Name>>;
  }

  /**
   * For what changes while a slider is moved: of the questions of a slot one is being answered and one waits, the last; null for those that
   * were asked between.
   */
  async latest<Name extends keyof Table & string>(
    slot: string,
    name: Name,
    request: RequestOf<Table, Name>,
  ): Promise<AnswerOf<Table, Name> | null> {
    const before = this.turns.get(slot);
    if (before !== undefined) {
      before.next?.(false);
      const isWanted = await new Promise<boolean>((resolve) => {
        before.next = resolve;
      });
      if (!isWanted) return null;
    }
    const own: Turn = { next: null };
    this.turns.set(slot, own);
    try {
      return await this.ask(name, request);
    } finally {
      if (own.next === null) this.turns.delete(slot);
      else own.next(true);
    }
  }

  private start(): Worker {
    const thread = this.startThread();
    thread.onmessage = ({ data }: MessageEvent<Reply>) => {
      const waiting = this.waiting.get(data.number);
      this.waiting.delete(data.number);
      if ("error" in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.value);
    };
    thread.onerror = ({ message }) => {
      for (const { reject } of this.waiting.values()) reject(new Error(message));
      this.waiting.clear();
    };
    return thread;
  }
}
