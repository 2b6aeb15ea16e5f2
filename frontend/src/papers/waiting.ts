/** Where something stands in the queue before arXiv, which answers one request every three seconds. */
export interface Standing {
  /** How many requests go first. */
  place: number;
  /** About how long it takes. */
  seconds: number;
}

const round = (seconds: number) => {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} seconds`;
  return `about ${Math.round(seconds / 60)} minutes`;
};

/** What the person is told while they wait. */
export function waitingWords({ place, seconds }: Standing): string {
  if (place === 0) return 'Asking arXiv …';
  return `In the queue for arXiv: ${place} ${place === 1 ? 'request goes' : 'requests go'} first, ${round(seconds)}.`;
}

const PAUSE = 1000;

/** Waits a second, or rejects when `signal` gives up. */
export function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
