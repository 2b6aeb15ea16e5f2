import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Router } from './router.svelte';

let router: Router;
let stop: () => void;

beforeEach(() => {
  vi.stubGlobal('scrollTo', () => {}); // jsdom has no scrolling
  history.replaceState(null, '', '/desk');
  router = new Router();
  stop = router.listen();
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** Whether the router takes a click on such a link; a listener later than its own keeps jsdom from leaving the page. */
function takes(attributes: Record<string, string>, held: MouseEventInit = {}): boolean {
  const link = document.body.appendChild(document.createElement('a'));
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
  let taken = false;
  const last = (event: MouseEvent) => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener('click', last, { once: true });
  link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, button: 0, ...held }));
  return taken;
}

it('follows a link of the workbench without loading the page', () => {
  expect(takes({ href: '/desk/papers/hep-th/9901001' })).toBe(true);
  expect(router.route).toEqual({ name: 'paper', key: 'hep-th/9901001' });
  expect(location.pathname).toBe('/desk/papers/hep-th/9901001');
  expect(router.moves).toBe(1);
});

it.each([
  ['a page of the server', { href: '/some-slug' }, {}],
  ['another site', { href: 'https://arxiv.org/abs/2611.01234' }, {}],
  ['a new tab', { href: '/desk/reviews/r1' }, { ctrlKey: true }],
  ['a target', { href: '/desk/reviews/r1', target: '_blank' }, {}],
  ['a download', { href: '/desk/reviews/r1', download: '' }, {}],
  ['a place on this page', { href: '/desk#main' }, {}],
])('leaves %s to the browser', (_, attributes, held) => {
  expect(takes(attributes as Record<string, string>, held)).toBe(false);
  expect(router.route).toEqual({ name: 'desk' });
});

it('goes back', async () => {
  router.go('/desk/drafts/d1/review');
  expect(router.route).toEqual({ name: 'draft', id: 'd1', stage: 'review' });
  const back = new Promise((done) => addEventListener('popstate', done, { once: true }));
  history.back();
  await back;
  expect(router.route).toEqual({ name: 'desk' });
});

it('replaces an address without a step to go back to', () => {
  const steps = history.length;
  router.go('/desk/reviews/r2', { replace: true });
  expect(history.length).toBe(steps);
  expect(router.route).toEqual({ name: 'review', id: 'r2' });
});
