import type { Component } from 'svelte';
import type { Route, Stage } from './routes';

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- each screen has its own props, checked where it is written */
type Load = () => Promise<{ default: Component<any> }>;

const STAGE_SCREENS: Record<Stage, Load> = {
  read: () => import('./reading/DraftPapers.svelte'),
  write: () => import('./writing/Write.svelte'),
  review: () => import('./reviewing/DraftReviews.svelte'),
  publish: () => import('./publishing/Publish.svelte'),
};

/** The screen of a route and its props; each room's code is fetched when somebody first goes there. */
export function screenFor(route: Route): { load: Load; props: Record<string, unknown> } {
  switch (route.name) {
    case 'desk':
      return { load: () => import('./desk/Desk.svelte'), props: {} };
    case 'paper':
      return { load: () => import('./reading/Read.svelte'), props: { paperKey: route.key, version: route.version, note: route.note } };
    case 'notes':
      return { load: () => import('./reading/collection/NotesScreen.svelte'), props: { words: route.words, tag: route.tag } };
    case 'graph':
      return { load: () => import('./reading/graph/GraphScreen.svelte'), props: { draft: route.draft } };
    case 'newDraft':
      return { load: () => import('./writing/NewDraft.svelte'), props: { versions: route.versions } };
    case 'draft':
      return { load: STAGE_SCREENS[route.stage], props: { id: route.id, quote: route.quote, line: route.line, opened: route.opened } };
    case 'history':
      return { load: () => import('./writing/history/History.svelte'), props: { id: route.id, version: route.version, against: route.against } };
    case 'groups':
      return { load: () => import('./reviewing/groups/Groups.svelte'), props: {} };
    case 'group':
      return { load: () => import('./reviewing/groups/GroupScreen.svelte'), props: { id: route.id } };
    case 'batch':
      return { load: () => import('./reviewing/groups/BatchScreen.svelte'), props: { id: route.id } };
    case 'review':
      return { load: () => import('./reviewing/Review.svelte'), props: { id: route.id } };
  }
}
