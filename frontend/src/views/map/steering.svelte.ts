/** The hands on a map: a pointer or two fingers, a wheel and keys change what is seen; a press that does not move chooses. */

import { movedBy, zoomedAt, type Point, type Size, type View } from '$/views/map/projection';

/** A press that goes no farther is no move. */
const PRESS_PX = 5;

type Pointed = PointerEvent & { currentTarget: HTMLElement };

export class Steering {
  /** What a hand made of the view; null: nobody moved it. */
  own = $state.raw<View | null>(null);
  isMoving = $state(false);
  readonly #seen: () => { view: View; size: Size };
  readonly #does: { press: (at: Point) => void; point: (at: Point) => void };
  readonly #pointers = new Map<number, Point>();
  #pressed: Point | null = null;

  /** `seen` is what is seen now; `press` is told where somebody pressed, `point` where a pointer is that holds nothing. */
  constructor(seen: () => { view: View; size: Size }, does: { press: (at: Point) => void; point: (at: Point) => void }) {
    this.#seen = seen;
    this.#does = does;
  }

  zoom(factor: number, at?: Point): void {
    const { view, size } = this.#seen();
    this.own = zoomedAt(view, size, factor, at);
  }

  down = (event: Pointed): void => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button'))) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = where(event, event.currentTarget);
    this.#pointers.set(event.pointerId, at);
    this.#pressed = this.#pointers.size === 1 ? at : null;
  };

  move = (event: Pointed): void => {
    const at = where(event, event.currentTarget);
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      this.#does.point(at);
      return;
    }
    if (this.#pressed && Math.hypot(at.x - this.#pressed.x, at.y - this.#pressed.y) < PRESS_PX) return;
    this.#pressed = null;
    this.isMoving = true;
    const { view, size } = this.#seen();
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const factor = Math.hypot(at.x - other.x, at.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
      this.own = movedBy(zoomedAt(view, size, factor, middle), { x: (at.x - before.x) / 2, y: (at.y - before.y) / 2 });
    } else this.own = movedBy(view, { x: at.x - before.x, y: at.y - before.y });
    this.#pointers.set(event.pointerId, at);
  };

  up = (event: Pointed): void => {
    this.#pointers.delete(event.pointerId);
    this.isMoving = false;
    if (!this.#pressed) return;
    this.#pressed = null;
    this.#does.press(where(event, event.currentTarget));
  };

  /** An action for the element that the wheel turns over. */
  turns = (node: HTMLElement): { destroy: () => void } => {
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      this.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY)) / 300), where(event, node));
    };
    node.addEventListener('wheel', turn, { passive: false });
    return { destroy: () => node.removeEventListener('wheel', turn) };
  };

  type = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { view, size } = this.#seen();
    const by = Math.min(size.width, size.height) / 6;
    const next: Record<string, () => View | null> = {
      ArrowLeft: () => movedBy(view, { x: by, y: 0 }),
      ArrowRight: () => movedBy(view, { x: -by, y: 0 }),
      ArrowUp: () => movedBy(view, { x: 0, y: by }),
      ArrowDown: () => movedBy(view, { x: 0, y: -by }),
      '+': () => zoomedAt(view, size, 1.5),
      '=': () => zoomedAt(view, size, 1.5),
      '-': () => zoomedAt(view, size, 1 / 1.5),
      '0': () => null,
    };
    const change = next[event.key];
    if (!change) return;
    event.preventDefault();
    event.stopPropagation();
    this.own = change();
  };
}

function where(event: MouseEvent, node: Element): Point {
  const box = node.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}
