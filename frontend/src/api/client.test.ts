import { afterEach, describe, expect, it, vi } from 'vitest';

import { change, get, newKey } from '$/api/client';

type Sent = { method: string; headers: Record<string, string> };

function answers(...given: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (_href: string, asked: Sent) => {
    sent.push(asked);
    const next = given.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  return sent;
}

const done = () => new Response('{"id": 1}', { status: 200, headers: { 'content-type': 'application/json' } });

describe('keys of changes', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('sends a key of its own with every change, and the one that is given', async () => {
    const sent = answers(done(), done(), done(), done());
    await change('POST', 'jobs/run', { body: {} });
    await change('PUT', 'stories/a.md', { body: {} });
    await change('POST', 'claims', { body: {}, key: 'k' });
    await get('claims');
    const keys = sent.map((one) => one.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).not.toBe(keys[0]);
    expect(keys[2]).toBe('k');
    expect(keys[3]).toBeUndefined();
  });

  it('waits for the first call if that is still at work when it asks again', async () => {
    vi.useFakeTimers();
    const busy = () => new Response('{"type": "busy"}', { status: 503, headers: { 'content-type': 'application/problem+json' } });
    const sent = answers(new TypeError('broken'), busy(), busy(), done());
    const waited = change<{ id: number }>('POST', 'jobs/run', { body: {} });
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect((await waited).data.id).toBe(1);
    expect(new Set(sent.map((one) => one.headers['idempotency-key'])).size).toBe(1);
    expect(sent.length).toBe(4);
  });

  it('asks a second time under the same key when no answer came, and no third time', async () => {
    const sent = answers(new TypeError('broken'), done());
    const { data } = await change<{ id: number }>('POST', 'jobs/run', { body: {} });
    expect(data.id).toBe(1);
    expect(sent[1]?.headers['idempotency-key']).toBe(sent[0]?.headers['idempotency-key']);
    const twice = answers(new TypeError('broken'), new TypeError('broken'), done());
    await expect(change('POST', 'jobs/run', { body: {} })).rejects.toThrow();
    expect(twice.length).toBe(2);
  });

  it('repeats nothing that has no key', async () => {
    const sent = answers(new TypeError('broken'), done());
    await expect(get('claims')).rejects.toThrow();
    expect(sent.length).toBe(1);
  });

  it('makes keys where the browser has no randomUUID', () => {
    vi.stubGlobal('crypto', { getRandomValues: (into: Uint8Array) => into.fill(7) });
    expect(newKey()).toBe('07'.repeat(16));
  });
});
