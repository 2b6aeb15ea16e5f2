import type { Shape } from '../api/shapes';

type Waiting = Shape<'WaitingAsk'>;
type Own = Shape<'OwnClock'>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const counted = (n: number, one: string) => `${n.toLocaleString('en-GB')} ${one}${n === 1 ? '' : 's'}`;

/** How long something took or takes, as people say it: "5 hours", "3 days". */
export function lasting(from: string, to: string | number): string {
  const took = (typeof to === 'number' ? to : Date.parse(to)) - Date.parse(from);
  if (took < HOUR) return 'less than an hour';
  return took < 2 * DAY ? counted(Math.round(took / HOUR), 'hour') : counted(Math.round(took / DAY), 'day');
}

/** A day as seen from today: "today", "tomorrow", "on Friday", "on 4 December". */
export function day(at: Date, now: Date): string {
  const midnight = (one: Date) => new Date(one.getFullYear(), one.getMonth(), one.getDate()).getTime();
  const ahead = Math.round((midnight(at) - midnight(now)) / DAY);
  if (ahead === 0) return 'today';
  if (ahead === 1) return 'tomorrow';
  return ahead > 1 && ahead < 7 ? `on ${at.toLocaleDateString('en-GB', { weekday: 'long' })}` : `on ${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}`;
}

/** What happens next with an ask, and when, in the reader's own time. */
export function nextOf({ next, at, on }: Pick<Waiting, 'next' | 'at' | 'on'>, now: Date): string {
  const then = at ? new Date(at) : now;
  const onDay = on ? day(new Date(`${on}T12:00`), now) : '';
  const clock = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return {
    looking: 'Somebody who fits is asked in a moment.',
    begun: 'Somebody has begun to answer.',
    next_person: then > now ? `Asks the next person ${day(then, now)} ${clock}, if nobody begins before.` : 'Asks the next person in a moment.',
    reminder: `Reminds them ${onDay}.`,
    due: `An answer is due ${onDay}.`,
    late: `Its day is past. An answer still counts until ${onDay.replace(/^on /, '')}.`,
    nobody: 'Nobody is asked any more: ask somebody else, or send the link.',
  }[next];
}

/** What became of an ask that was answered. */
export function tookOf({ asked_at, answered_at, published_at }: Own): string {
  const first = `First answer after ${lasting(asked_at, answered_at)}`;
  return published_at ? `${first}, published ${lasting(answered_at, published_at)} later` : `${first}, nothing published since`;
}
