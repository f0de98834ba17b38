/**
 * The keyboard: one listener, actions by name, keys that each person can change.
 *
 * Why actions and not keys: a view says what "accept" does, and never on which key it lies. What is nearest to the person (a
 * dialog above a view) is asked first. While words are typed no letter is an action.
 */

import { VIEWS } from '$/views/index';
import { ACTIONS, clashes, comboParts, latinKey, type Action } from '$/keys/combos';

const KEPT_AS = 'testimonia.keys';
const WAIT_MS = 1500;

type Handler = (event: KeyboardEvent) => void;
type Handlers = Record<string, Handler>;

class Keys {
  combos = $state<Record<string, string>>({});
  areOn = $state(true);
  /** What was typed of a combination of two. */
  begun = $state('');
  isHelpOpen = $state(false);
  actions: readonly Action[];
  #stack: Handlers[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const going = VIEWS.filter((view) => view.key).map(
      (view): Action => ({ id: `go.${view.name}`, combo: `g ${view.key}`, label: view.label, group: 'go' }),
    );
    this.actions = [...ACTIONS, ...going];
    const kept = this.#kept();
    this.areOn = kept.areOn;
    this.combos = Object.fromEntries(this.actions.map((action) => [action.id, kept.combos[action.id] ?? action.combo]));
    addEventListener('keydown', (event) => this.#press(event));
  }

  /** Says what actions do while a component is there. Call while it is set up. */
  use(handlers: Handlers): void {
    $effect(() => {
      this.#stack.push(handlers);
      return () => {
        this.#stack = this.#stack.filter((one) => one !== handlers);
      };
    });
  }

  of(id: string): string {
    return this.combos[id] ?? '';
  }

  /** Puts an action on another key; returns the action that is in the way, if one is. */
  put(id: string, combo: string): Action | null {
    const other = this.actions.find((action) => action.id !== id && clashes(this.of(action.id), combo));
    if (other) return other;
    this.combos[id] = combo;
    this.#keep();
    return null;
  }

  turn(areOn: boolean): void {
    this.areOn = areOn;
    this.#keep();
  }

  reset(): void {
    for (const action of this.actions) this.combos[action.id] = action.combo;
    this.areOn = true;
    this.#keep();
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!this.areOn || isTyping(event.target)) return;
    if ((event.key === 'Enter' || event.key === ' ') && isPressable(event.target)) return;
    const key = latinKey(event.key, event.code);
    if (key === 'Shift' || key === 'Escape') {
      if (key === 'Escape') this.begun = '';
      return;
    }
    const typed = this.begun ? `${this.begun} ${key}` : key;
    const found = this.actions.find((action) => this.of(action.id) === typed);
    if (found) {
      this.begun = '';
      if (this.#run(found.id, event)) event.preventDefault();
      return;
    }
    const begins = this.actions.some((action) => {
      const parts = comboParts(this.of(action.id));
      return parts.length > 1 && parts[0] === typed;
    });
    this.begun = begins ? typed : '';
    clearTimeout(this.#timer);
    if (begins) this.#timer = setTimeout(() => (this.begun = ''), WAIT_MS);
  }

  #run(id: string, event: KeyboardEvent): boolean {
    const open = document.querySelector('dialog[open]');
    for (const handlers of [...this.#stack].reverse()) {
      const handler = handlers[id];
      if (!handler) continue;
      if (open && !('dialog' in handlers)) continue;
      handler(event);
      return true;
    }
    return false;
  }

  #kept(): { combos: Record<string, string>; areOn: boolean } {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '{}');
      if (kept && typeof kept === 'object') {
        const { combos, areOn } = kept as { combos?: Record<string, string>; areOn?: boolean };
        return { combos: combos ?? {}, areOn: areOn ?? true };
      }
    } catch {
      // what cannot be read is as good as nothing
    }
    return { combos: {}, areOn: true };
  }

  #keep(): void {
    const changed = this.actions.filter((action) => this.of(action.id) !== action.combo);
    const combos = Object.fromEntries(changed.map((action) => [action.id, this.of(action.id)]));
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify({ combos, areOn: this.areOn }));
    } catch {
      // a browser that keeps nothing: the keys last as long as the page
    }
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type);
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a[href], summary, input, [role="button"], [role="tab"]');
}

export const keys = new Keys();
