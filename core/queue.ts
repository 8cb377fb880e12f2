/** Runs calls one after the other, whatever becomes of each. */
export type Queue = <Result>(call: () => Promise<Result>) => Promise<Result>;

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (call) => {
    const result = last.then(call, call);
    last = result.catch(() => {});
    return result;
  };
}
