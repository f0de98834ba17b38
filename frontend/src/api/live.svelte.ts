/** What changes in the case while one looks at it: the server's stream of events. */

import { ROOT } from '$/api/client';
import type { Job } from '$/api/shapes';

class Live {
  /** Changes with each write by anybody. */
  version = $state('');
  jobs = $state<Record<string, Job>>({});
  isConnected = $state(false);
  #stream: EventSource | null = null;
  #language = '';

  running = $derived(Object.values(this.jobs).filter((job) => job.state === 'running' || job.state === 'waiting'));

  open(language: string): void {
    if (this.#stream && this.#language === language) return;
    this.close();
    this.#language = language;
    // a stream has no headers of its own to say what it is read in
    const stream = new EventSource(`${ROOT}/events?spoken=${language}`);
    this.#stream = stream;
    stream.onopen = () => (this.isConnected = true);
    stream.onerror = () => (this.isConnected = false);
    const receive = (event: MessageEvent<string>) => {
      const told = JSON.parse(event.data) as { kind: string; version?: string; job?: Job | null };
      if (told.job) this.jobs[told.job.id] = told.job;
      if (told.version) this.version = told.version;
    };
    stream.addEventListener('version', receive);
    stream.addEventListener('job', receive);
  }

  close(): void {
    this.#stream?.close();
    this.#stream = null;
    this.isConnected = false;
  }
}

export const live = new Live();
