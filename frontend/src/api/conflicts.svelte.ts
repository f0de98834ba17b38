/**
 * A change that was made on an older state: both are shown, and the person decides.
 *
 * Why here: every view changes things, and each must treat a stale edit alike. Nothing is overwritten without being seen.
 */

import { asProblem, change, type Answer, type Change } from '$/api/client';
import type { Problem } from '$/api/problems';

export interface OpenConflict {
  problem: Problem;
  what: string;
  decide: (isMine: boolean) => void;
}

class Conflicts {
  open = $state.raw<OpenConflict | null>(null);

  ask(problem: Problem, what: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.open = {
        problem,
        what,
        decide: (isMine) => {
          this.open = null;
          resolve(isMine);
        },
      };
    });
  }
}

export const conflicts = new Conflicts();

/**
 * Makes a change; if it was made on an older state, asks whether to make it all the same.
 *
 * Returns null if the person took what is there now: the view then loads it.
 */
export async function changeOrAsk<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  made: Change,
  what = '',
): Promise<Answer<T> | null> {
  try {
    return await change<T>(method, path, made);
  } catch (error) {
    const problem = asProblem(error);
    if (!problem.isStale || !problem.etag) throw problem;
    if (!(await conflicts.ask(problem, what))) return null;
    const { key: _first, ...again } = made;
    return changeOrAsk<T>(method, path, { ...again, etag: problem.etag }, what);
  }
}
