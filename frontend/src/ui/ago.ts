const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HALF_A_DAY = 12 * HOUR;
const DAY = 24 * HOUR;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How long ago, as short as can be: "now", "40 min", "3 h", "yesterday", "19 Nov", "19 Nov 2024". */
export function ago(then: Date, now: Date): string {
  const passed = now.getTime() - then.getTime();
  if (passed >= 0 && passed < MINUTE) return 'now';
  if (passed >= 0 && passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed >= 0 && (passed < HALF_A_DAY || then.toDateString() === now.toDateString())) return `${Math.floor(passed / HOUR)} h`;
  if (then.toDateString() === new Date(now.getTime() - DAY).toDateString()) return 'yesterday';
  return day(then, now);
}

/** A day: "19 Nov", with the year when it is another one. */
export function day(then: Date, now: Date): string {
  const short = `${then.getDate()} ${MONTHS[then.getMonth()]}`;
  return then.getFullYear() === now.getFullYear() ? short : `${short} ${then.getFullYear()}`;
}
