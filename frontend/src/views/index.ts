/**
 * Every view of the workbench, in the order of the side navigation. A new one is registered here and nowhere else.
 *
 * Each is fetched when it is first opened, so that the first page is small.
 */

import type { Component } from 'svelte';

import type { Key } from '$/messages/index.svelte';

export interface Way {
  /** Where it is found: `/questions/:id`. */
  path: string;
  load: () => Promise<{ default: Component<{ params: Record<string, string> }> }>;
}

export interface View {
  name: string;
  /** What the navigation leads to. */
  path: string;
  /** The letter after `g`; empty: none. */
  key: string;
  /** Message key of its name. */
  label: Key;
  /** A picture's name in `parts/Icon.svelte`. */
  icon: string;
  ways: readonly Way[];
}

export const VIEWS: readonly View[] = [
  {
    name: 'home',
    path: '/',
    key: 'h',
    label: 'views.home',
    icon: 'home',
    ways: [{ path: '/', load: () => import('$/views/home/Home.svelte') }],
  },
  {
    name: 'questions',
    path: '/questions',
    key: 'q',
    label: 'views.questions',
    icon: 'questions',
    ways: [
      { path: '/questions', load: () => import('$/views/questions/Questions.svelte') },
      { path: '/questions/:id', load: () => import('$/views/questions/Question.svelte') },
    ],
  },
  {
    name: 'claims',
    path: '/claims',
    key: 'c',
    label: 'views.claims',
    icon: 'claims',
    ways: [
      { path: '/claims', load: () => import('$/views/claims/Claims.svelte') },
      { path: '/claims/review', load: () => import('$/views/claims/Review.svelte') },
    ],
  },
  {
    name: 'reader',
    path: '/reader',
    key: 'r',
    label: 'views.reader',
    icon: 'reader',
    ways: [
      { path: '/reader', load: () => import('$/views/reader/Items.svelte') },
      { path: '/reader/:item', load: () => import('$/views/reader/Reader.svelte') },
    ],
  },
  {
    name: 'sources',
    path: '/sources',
    key: 's',
    label: 'views.sources',
    icon: 'sources',
    ways: [
      { path: '/sources', load: () => import('$/views/sources/Sources.svelte') },
      { path: '/sources/:id', load: () => import('$/views/sources/Source.svelte') },
    ],
  },
  {
    name: 'timeline',
    path: '/timeline',
    key: 't',
    label: 'views.timeline',
    icon: 'timeline',
    ways: [{ path: '/timeline', load: () => import('$/views/timeline/Timeline.svelte') }],
  },
  {
    name: 'map',
    path: '/map',
    key: 'm',
    label: 'views.map',
    icon: 'map',
    ways: [{ path: '/map', load: () => import('$/views/map/Map.svelte') }],
  },
  {
    name: 'ingest',
    path: '/ingest',
    key: 'i',
    label: 'views.ingest',
    icon: 'ingest',
    ways: [{ path: '/ingest', load: () => import('$/views/ingest/Ingest.svelte') }],
  },
  {
    name: 'story',
    path: '/story',
    key: 'w',
    label: 'views.story',
    icon: 'story',
    ways: [
      { path: '/story', load: () => import('$/views/story/Stories.svelte') },
      { path: '/story/:name', load: () => import('$/views/story/Story.svelte') },
    ],
  },
  {
    name: 'publish',
    path: '/publish',
    key: 'p',
    label: 'views.publish',
    icon: 'publish',
    ways: [{ path: '/publish', load: () => import('$/views/publish/Publish.svelte') }],
  },
  {
    name: 'history',
    path: '/history',
    key: 'l',
    label: 'views.history',
    icon: 'history',
    ways: [{ path: '/history', load: () => import('$/views/history/History.svelte') }],
  },
];
