/** Where the person is. The whole state of a view that is worth keeping stands in its address: a saved search is a link. */

import { address, type QueryValue } from '$/router/matching';

class Router {
  path = $state(location.pathname);
  search = $state(location.search);
  /** Counts the ways taken, so that a view can be drawn anew for the same address. */
  steps = $state(0);

  query = $derived(new URLSearchParams(this.search));

  constructor() {
    addEventListener('popstate', () => this.#read());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Goes to an address of the workbench. */
  go(to: string, { replace = false }: { replace?: boolean } = {}): void {
    if (to === location.pathname + location.search) return;
    if (replace) history.replaceState(null, '', to);
    else history.pushState(null, '', to);
    this.#read();
    if (!replace && !location.hash) scrollTo(0, 0);
  }

  /** Changes parts of the query and keeps the rest; what is empty is taken out. */
  set(changes: Record<string, QueryValue>, { replace = true }: { replace?: boolean } = {}): void {
    const kept: Record<string, string[]> = {};
    for (const name of new Set(this.query.keys())) if (!(name in changes)) kept[name] = this.query.getAll(name);
    this.go(address(this.path, { ...kept, ...changes }), { replace });
  }

  get(name: string): string {
    return this.query.get(name) ?? '';
  }

  all(name: string): string[] {
    return this.query.getAll(name);
  }

  #read(): void {
    this.path = location.pathname;
    this.search = location.search;
    this.steps += 1;
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href, location.href);
    if (url.origin !== location.origin || url.pathname.startsWith('/api/') || url.pathname === '/login') return;
    if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
    event.preventDefault();
    this.go(url.pathname + url.search + url.hash);
  }
}

export const router = new Router();
