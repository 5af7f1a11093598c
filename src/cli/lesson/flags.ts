/** What `lesson` is told. */

/** As the words of the command have it. */
export interface LessonFlags {
  readonly list?: boolean;
  readonly language: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly port?: number;
  /** False for `--no-open`. */
  readonly open: boolean;
}
