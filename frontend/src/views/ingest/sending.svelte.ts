/**
 * Files on their way in: sent piece by piece, gone on with after a break, a reload or a restart of the server.
 *
 * Why apart from the view: sending goes on while one looks at something else. What the server has is the truth; a reload asks it.
 * A browser may not open a file again by itself, so after a reload the same file has to be given once more: it then goes on where it
 * had stopped. That it is the same is seen by name and size, and for all but very large files by its SHA-256.
 *
 * Confidential files are sent the same way and taken in apart from the others, with the vault's passphrase, which is not kept here.
 */

import { asProblem, change, get, isAborted } from '$/api/client';
import { Problem } from '$/api/problems';
import type { Job, Page } from '$/api/shapes';

const PIECE_BYTES = 4 * 1024 * 1024;
const AT_ONCE = 2;
const TRIES = 5;
const HASHED_BYTES = 128 * 1024 * 1024;

export interface Upload {
  id: string;
  name: string;
  size_bytes: number;
  by: string;
  begun_at: string;
  sha256: string;
  offset: number;
  is_confidential?: boolean;
}

/** waiting, sending, whole, paused (by the person), gone (its file must be given again), failed. */
export type Phase = 'waiting' | 'sending' | 'whole' | 'paused' | 'gone' | 'failed';

export class Sent {
  readonly key = crypto.randomUUID();
  id = $state('');
  name = $state('');
  size = $state(0);
  offset = $state(0);
  phase = $state<Phase>('waiting');
  problem = $state.raw<Problem | null>(null);
  isConfidential = $state(false);
  sha256 = '';
  file: File | null = null;
  abort: AbortController | null = null;

  share = $derived(this.size ? this.offset / this.size : 1);
}

export interface Given {
  file: File;
  /** With its folders. */
  path: string;
}

class Sending {
  files = $state<Sent[]>([]);
  problem = $state.raw<Problem | null>(null);
  isKnown = $state(false);
  #working = 0;

  size = $derived(this.files.reduce((sum, one) => sum + one.size, 0));
  offset = $derived(this.files.reduce((sum, one) => sum + one.offset, 0));
  whole = $derived(this.files.filter((one) => one.phase === 'whole'));
  wholeOpen = $derived(this.whole.filter((one) => !one.isConfidential));
  wholeConfidential = $derived(this.whole.filter((one) => one.isConfidential));
  isSending = $derived(this.files.some((one) => one.phase === 'sending' || one.phase === 'waiting'));

  /** What the server has of files that were not taken in yet. */
  async recall(user = ''): Promise<void> {
    try {
      let cursor: string | null = '';
      while (cursor !== null) {
        const { data }: { data: Page<Upload> } = await get<Page<Upload>>('uploads', { limit: 200, cursor });
        for (const upload of data.rows) if (!upload.is_confidential || upload.by === user) this.#remember(upload);
        cursor = data.next;
      }
      this.problem = null;
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.isKnown = true;
  }

  /** Sends files; those of which a part is there already go on from there. */
  add(given: readonly Given[], { isConfidential = false }: { isConfidential?: boolean } = {}): void {
    for (const { file, path } of given) {
      const found = this.files.find(
        (one) => one.size === file.size && lastPart(one.name) === lastPart(path) && one.isConfidential === isConfidential && one.phase !== 'whole' && !one.file,
      );
      if (found) {
        found.file = file;
        found.phase = 'waiting';
        continue;
      }
      const isThere = this.files.some(
        (one) => one.name === path && one.size === file.size && one.isConfidential === isConfidential && one.phase !== 'failed',
      );
      if (isThere) continue;
      const sent = new Sent();
      sent.name = path;
      sent.size = file.size;
      sent.file = file;
      sent.isConfidential = isConfidential;
      this.files.push(sent);
    }
    this.#next();
  }

  pause(sent: Sent): void {
    sent.phase = 'paused';
    sent.abort?.abort();
  }

  resume(sent: Sent): void {
    sent.problem = null;
    sent.phase = sent.file ? 'waiting' : 'gone';
    this.#next();
  }

  /** Forgets a file, here and at the server. */
  async drop(sent: Sent): Promise<void> {
    sent.phase = 'paused';
    sent.abort?.abort();
    try {
      if (sent.id) await change('DELETE', `uploads/${sent.id}`);
    } catch (error) {
      if (asProblem(error).status !== 404) throw error;
    }
    this.files = this.files.filter((one) => one.key !== sent.key);
  }

  /** Takes in what is whole: a job, and another for what is confidential. */
  async commit(metadata: Record<string, string>, passphrase = ''): Promise<Job[]> {
    const jobs: Job[] = [];
    const [confidential, open] = [this.wholeConfidential, this.wholeOpen];
    if (confidential.length) jobs.push(await this.#take('uploads/commit-confidential', confidential, { metadata, passphrase }));
    if (open.length) jobs.push(await this.#take('uploads/commit', open, { metadata }));
    return jobs;
  }

  async #take(path: string, whole: readonly Sent[], given: Record<string, unknown>): Promise<Job> {
    const { data } = await change<Job>('POST', path, { body: { ids: whole.map((one) => one.id), ...given } });
    const taken = new Set(whole.map((one) => one.key));
    this.files = this.files.filter((one) => !taken.has(one.key));
    return data;
  }

  #remember(upload: Upload): void {
    const known = this.files.find((one) => one.id === upload.id);
    if (known) return;
    const sent = new Sent();
    sent.id = upload.id;
    sent.name = upload.name;
    sent.size = upload.size_bytes;
    sent.offset = upload.offset;
    sent.sha256 = upload.sha256;
    sent.isConfidential = Boolean(upload.is_confidential);
    sent.phase = upload.offset === upload.size_bytes ? 'whole' : 'gone';
    this.files.push(sent);
  }

  #next(): void {
    for (const sent of this.files) {
      if (this.#working >= AT_ONCE) return;
      if (sent.phase !== 'waiting') continue;
      this.#working += 1;
      sent.phase = 'sending';
      void this.#send(sent).finally(() => {
        this.#working -= 1;
        this.#next();
      });
    }
  }

  async #send(sent: Sent): Promise<void> {
    const file = sent.file;
    if (!file) return;
    const abort = new AbortController();
    sent.abort = abort;
    try {
      const sha256 = file.size <= HASHED_BYTES ? await hashOf(file) : '';
      if (sent.sha256 && sha256 && sent.sha256 !== sha256) {
        sent.file = null;
        throw new Problem({ type: 'other-file' });
      }
      if (!sent.id) {
        const body = { name: sent.name, size_bytes: file.size, sha256, is_confidential: sent.isConfidential };
        const { data } = await change<Upload>('POST', 'uploads', { body, signal: abort.signal });
        sent.id = data.id;
        sent.sha256 = sha256;
      }
      while (sent.offset < sent.size) await this.#piece(sent, file, abort.signal);
      if (sent.phase === 'sending') sent.phase = 'whole';
    } catch (error) {
      if (isAborted(error) || abort.signal.aborted) return;
      sent.problem = asProblem(error);
      sent.phase = 'failed';
    }
  }

  async #piece(sent: Sent, file: File, signal: AbortSignal): Promise<void> {
    const piece = file.slice(sent.offset, sent.offset + PIECE_BYTES);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const headers = { 'upload-offset': String(sent.offset), 'content-type': 'application/octet-stream' };
        const { data } = await change<Upload>('PATCH', `uploads/${sent.id}`, { body: piece, signal, headers });
        sent.offset = data.offset;
        return;
      } catch (error) {
        const problem = asProblem(error);
        if (isAborted(error)) throw error;
        if (problem.isStale) {
          sent.offset = Number(problem.etag) || 0; // another tab, or an answer that was lost: the server knows what is next
          return;
        }
        const mayPass = problem.kind === 'unreachable' || problem.status >= 500;
        if (!mayPass || attempt >= TRIES) throw error;
        await pause(400 * 2 ** attempt, signal);
      }
    }
  }
}

export const sending = new Sending();

/** Every file of what was dropped, folders gone through. */
export async function filesOf(transfer: DataTransfer): Promise<Given[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.length) return listed(transfer.files);
  const found: Given[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

/** Files that were chosen, with their folders if a folder was. */
export function listed(files: FileList | readonly File[]): Given[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name })).filter((one) => !isHidden(one.path));
}

/** What an operating system leaves in folders for itself. */
function isHidden(path: string): boolean {
  const name = lastPart(path);
  return name === '.DS_Store' || name === 'Thumbs.db' || name === 'desktop.ini' || name.startsWith('._');
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

async function walk(entry: FileSystemEntry, found: Given[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    if (isHidden(path)) return;
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ file, path });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (!part.length) return;
    for (const inner of part) await walk(inner, found);
  }
}

async function hashOf(file: File): Promise<string> {
  if (!globalThis.isSecureContext) return '';
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    });
  });
}
