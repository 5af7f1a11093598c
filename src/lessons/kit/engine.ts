/** The engine as a page has it: questions to a thread, answered one after another. */

import type { AnswerOf, OperationName, Question, Reply, RequestOf } from "../engine/operations.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Of a slot whose question is being answered, the one that comes next: how it is told to go, or that it is not wanted any more. */
interface Turn {
  next: ((isWanted: boolean) => void) | null;
}

export class Engine {
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
  ask<Name extends OperationName>(name: Name, request: RequestOf<Name>): Promise<AnswerOf<Name>> {
    this.thread ??= this.start();
    this.count++;
    const question: Question = { number: this.count, name, request };
    const answer = new Promise<unknown>((resolve, reject) => {
      this.waiting.set(question.number, { resolve, reject });
    });
    this.thread.postMessage(question);
    // The operation of that name gives it.
    return answer as Promise<AnswerOf<Name>>;
  }

  /**
   * For what changes while a slider is moved: of the questions of a slot one is being answered and one waits, the last; null for those that
   * were asked between.
   */
  async latest<Name extends OperationName>(
    slot: string,
    name: Name,
    request: RequestOf<Name>,
  ): Promise<AnswerOf<Name> | null> {
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
