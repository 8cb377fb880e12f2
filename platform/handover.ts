/**
 * What one script of ours hands to another in the same page, whichever of them runs first. The
 * world is the extension's own; by a symbol, since names of the global object can be those of the
 * page's elements.
 */
const key = (name: string) => Symbol.for(`Aside hands over ${name}`);

interface Handover {
  readonly promise: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
}

function isHandover(value: unknown): value is Handover {
  return typeof value === 'object' && value !== null && 'promise' in value && 'resolve' in value;
}

function handoverOf(name: string): Handover {
  const known: unknown = Reflect.get(globalThis, key(name));
  if (isHandover(known)) return known;
  const made: Handover = Promise.withResolvers<unknown>();
  Reflect.set(globalThis, key(name), made);
  return made;
}

export function handOver(name: string, value: unknown): void {
  handoverOf(name).resolve(value);
}

export function takeOver(name: string): Promise<unknown> {
  return handoverOf(name).promise;
}
