import { isRecord } from '../core/guards.ts';
import { HttpFailure } from './http-failure.ts';

interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** The body of `POST /api/chat`. */
export interface ChatRequest {
  readonly model: {
    readonly id: string;
    readonly name: string;
    readonly maxLength: number;
    readonly tokenLimit: number;
  };
  /** As a rule one user message, which holds the whole conversation as a formatted prompt. */
  readonly messages: readonly ChatMessage[];
  readonly key: string;
  /** The system prompt; '' for none. */
  readonly prompt: string;
  /** 0 to 2. */
  readonly temperature: number;
}

const expectedShape =
  '{"model": {"id", "name", "maxLength", "tokenLimit"}, "messages": [{"role", "content"}], "key", "prompt", "temperature"}';

const isText = (value: unknown): value is string => typeof value === 'string';
const isName = (value: unknown): value is string => isText(value) && value !== '';
const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
const isTemperature = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 2;
const isFilledArray = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0;

/**
 * Reads the bytes of a request's body.
 * @throws HttpFailure 400 that names the field that is wrong and what it should be.
 */
export function parseChatRequest(bytes: Uint8Array): ChatRequest {
  const body = parseJson(bytes);
  if (!isRecord(body)) {
    throw new HttpFailure(400, `The body must be an object. Expected: ${expectedShape}`);
  }
  const model = read(body, 'model', isRecord, 'an object');
  return {
    model: {
      id: read(model, 'model.id', isName, 'a non-empty string'),
      name: read(model, 'model.name', isText, 'a string'),
      maxLength: read(model, 'model.maxLength', isCount, 'a whole number above 0'),
      tokenLimit: read(model, 'model.tokenLimit', isCount, 'a whole number above 0'),
    },
    messages: read(body, 'messages', isFilledArray, 'an array with at least one message').map(
      parseMessage,
    ),
    key: read(body, 'key', isText, 'a string'),
    prompt: read(body, 'prompt', isText, 'a string'),
    temperature: read(body, 'temperature', isTemperature, 'a number from 0 to 2'),
  };
}

function parseMessage(message: unknown, index: number): ChatMessage {
  const path = `messages[${index}]`;
  if (!isRecord(message)) throw wrongField(path, 'an object', message);
  return {
    role: read(message, `${path}.role`, isName, 'a non-empty string'),
    content: read(message, `${path}.content`, isText, 'a string'),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpFailure(400, `The body is not JSON in UTF-8. Expected: ${expectedShape}`);
  }
}

/** The owner's field that the path ends in. */
function read<Value>(
  owner: Readonly<Record<string, unknown>>,
  path: string,
  guard: (value: unknown) => value is Value,
  expected: string,
): Value {
  const value = owner[path.slice(path.lastIndexOf('.') + 1)];
  if (!guard(value)) throw wrongField(path, expected, value);
  return value;
}

function wrongField(path: string, expected: string, value: unknown): HttpFailure {
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value).slice(0, 40)}`;
  return new HttpFailure(400, `"${path}" must be ${expected}, but ${found}.`);
}
