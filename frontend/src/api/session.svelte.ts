/** Who is there, and in which investigation. */

import { asProblem, change, get, useSession } from '$/api/client';
import type { Problem } from '$/api/problems';
import type { Session } from '$/api/shapes';

class SessionState {
  info = $state<Session | null>(null);
  problem = $state<Problem | null>(null);
  isLost = $state(false);

  async open(): Promise<void> {
    this.problem = null;
    try {
      const { data } = await get<Session>('session');
      useSession(data.token, () => (this.isLost = true));
      this.info = data;
      this.isLost = false;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 401) this.isLost = true;
      else this.problem = problem;
    }
  }

  async end(): Promise<void> {
    try {
      await change('DELETE', 'session');
    } finally {
      this.info = null;
      this.isLost = true;
    }
  }
}

export const session = new SessionState();
