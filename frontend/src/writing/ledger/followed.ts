/** The note behind the claim that was pressed in the preview; on a phone, where the paper would cover it, its card is enough. */
export function claimFollowed(event: MouseEvent): string | undefined {
  const link = (event.target as Element).closest<HTMLAnchorElement>('.claim > a[href^="#s-"]');
  if (!link || matchMedia('(max-width: 820px)').matches) return undefined;
  return /^#s-([a-z0-9]+)/i.exec(link.getAttribute('href') ?? '')?.[1];
}
