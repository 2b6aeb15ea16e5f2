import type { Progress } from '../wire';

/** A work in the graph. */
export interface Work {
  id: string;
  /** A paper here, or a work that is cited and not here. */
  kind: 'paper' | 'reference';
  /** A paper's key; the arXiv id or DOI of a work that is not here, '' when it has neither. */
  key: string;
  label: string;
  title: string;
  year: number | null;
  /** Where the reader stands with it; null when it is not on their shelf. */
  progress: Progress | null;
  /** How many of the papers asked for cite it. */
  cited_by: number;
  /** Whether it is one of the papers asked for. */
  asked: boolean;
  /** A reference through which a work that is not here can be had. */
  reference_id: string | null;
}

export interface Citation {
  from: string;
  to: string;
  times: number;
}

/** How papers hang together: what they cite, and what they share. */
export interface Graph {
  /** At most 200, the most important first. */
  nodes: Work[];
  edges: Citation[];
  /** What is cited most and not read yet, best first. */
  next: { id: string; cited_by: number; times: number }[];
  /** How many works more there are. */
  left_out: number;
}
