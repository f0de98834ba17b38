/** How long a name is shown. Apart from the browser, so that it can be tested. */

/** Never longer than this, whatever the server says. */
const LONGEST_S = 60;

/** When it is over, on a clock that only goes forward (milliseconds): nobody sees a name longer by setting the time back. */
export function shownUntil(shownS: number, now: number): number {
  return now + Math.max(0, Math.min(LONGEST_S, shownS)) * 1000;
}

/** Whole seconds that are left, at least 0. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}
