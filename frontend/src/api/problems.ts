/** What went wrong, as the server says it: RFC 9457. */

export interface ProblemBody {
  status?: number;
  type?: string;
  title?: string;
  detail?: string;
  errors?: string[];
  current?: unknown;
  yours?: unknown;
  etag?: string;
}

export class Problem extends Error {
  readonly status: number;
  /** A word that programs can go by: stale, refused, usage, not-found, busy ... */
  readonly kind: string;
  readonly title: string;
  readonly errors: string[];
  readonly current: unknown;
  readonly yours: unknown;
  readonly etag: string;

  constructor(body: ProblemBody, status = 0) {
    super(body.detail || body.title || '');
    this.name = 'Problem';
    this.status = body.status ?? status;
    this.kind = body.type ?? '';
    this.title = body.title ?? '';
    this.errors = body.errors ?? [];
    this.current = body.current;
    this.yours = body.yours;
    this.etag = body.etag ?? '';
  }

  get isStale(): boolean {
    return this.status === 409 && this.kind === 'stale';
  }
}

/** The server could not be reached at all. */
export function unreachable(): Problem {
  return new Problem({ type: 'unreachable', status: 0 });
}

export async function problemFrom(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    try {
      return new Problem((await response.json()) as ProblemBody, response.status);
    } catch {
      // falls through to what the status says
    }
  }
  return new Problem({ status: response.status, title: response.statusText }, response.status);
}
