/** Asks the server. One way in for every view: token, marks of what a change was made on, and problems as errors. */

import { address, type QueryValue } from '$/router/matching';
import { Problem, problemFrom, unreachable } from '$/api/problems';
import { messages } from '$/messages/index.svelte';

export const ROOT = '/api/v1';

export interface Answer<T> {
  data: T;
  etag: string;
}

export type Query = Record<string, QueryValue>;

export interface Change {
  query?: Query;
  body?: unknown;
  /** Mark of the state that the change was made on; a new thing has none. */
  etag?: string;
  /** Makes a repeated call give the first answer; one is made up if none is given. Empty: never asked twice. */
  key?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

let token = '';
let onLost: () => void = () => undefined;

/** The session's token, sent with every change; and what to do when the session is over. */
export function useSession(given: string, lost: () => void): void {
  token = given;
  onLost = lost;
}

export function apiAddress(path: string, query: Query = {}): string {
  return address(`${ROOT}/${path}`, query);
}

export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer<T>> {
  return call<T>('GET', path, { query, ...(signal ? { signal } : {}) });
}

export function change<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, made: Change = {}): Promise<Answer<T>> {
  return call<T>(method, path, made);
}

/** A connection that breaks is tried once more after so long. */
const AGAIN_MS = 400;
/** Asked a second time, a call may still be at work from the first: then it is asked for again, so often. */
const MOST_BUSY = 8;
const BUSY = 503;

async function call<T>(method: string, path: string, made: Change): Promise<Answer<T>> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': messages.language, ...made.headers };
  if (method !== 'GET') headers['x-testimonia-token'] = token;
  if (made.etag === '*') headers['if-none-match'] = '*';
  else if (made.etag) headers['if-match'] = `"${made.etag}"`;
  const key = made.key ?? (method === 'POST' || method === 'PUT' ? newKey() : '');
  if (key) headers['idempotency-key'] = key;
  const isRaw = made.body instanceof Blob || made.body instanceof ArrayBuffer;
  if (made.body !== undefined && !isRaw) headers['content-type'] = 'application/json';
  const asked: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    ...(made.body === undefined ? {} : { body: isRaw ? (made.body as Blob) : JSON.stringify(made.body) }),
    ...(made.signal ? { signal: made.signal } : {}),
  };
  const response = await reach(apiAddress(path, made.query), asked, key !== '');
  if (response.status === 401) onLost();
  if (!response.ok) throw await problemFrom(response);
  const etag = (response.headers.get('etag') ?? '').replace(/^W\//, '').replace(/^"|"$/g, '');
  const text = response.status === 204 ? '' : await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { data: (text && isJson ? JSON.parse(text) : text) as T, etag };
}

/** Asks; what goes by a key is asked a second time if no answer came, since the server does it only once. */
async function reach(href: string, asked: RequestInit, canRepeat: boolean): Promise<Response> {
  try {
    return await fetch(href, asked);
  } catch (error) {
    if (isAborted(error)) throw error;
    if (!canRepeat) throw unreachable();
  }
  for (let busy = 0; ; busy += 1) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * (1 + busy)));
    const answer = await reach(href, asked, false);
    if (answer.status !== BUSY || busy >= MOST_BUSY) return answer;
  }
}

/** Whether an error only says that nobody waits for the answer any more. */
export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ detail: error instanceof Error ? error.message : String(error) });
}

/** A key for a change that may be sent twice. Not `randomUUID`: browsers have that only on localhost and under TLS. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
