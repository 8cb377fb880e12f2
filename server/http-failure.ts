export type FailureStatus = 400 | 403 | 404 | 413 | 421 | 502;

/** A request that cannot be served. The message is a sentence for the person who asks. */
export class HttpFailure extends Error {
  readonly status: FailureStatus;

  constructor(status: FailureStatus, message: string) {
    super(message);
    this.name = 'HttpFailure';
    this.status = status;
  }
}
