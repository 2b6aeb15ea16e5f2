import { api } from '../../api/client';
import { loadDraft } from '../calls';
import type { Graph } from './wire';

export interface Asked {
  graph: Graph;
  /** The title of the draft it is about; undefined for one's shelf. */
  draft?: string;
}

/** The graph of a draft's papers, or of one's shelf. Throws ApiError, Offline. */
export async function graphOf(draft?: string): Promise<Asked> {
  if (!draft) return { graph: await graph() };
  const { title, papers } = await loadDraft(draft);
  if (!papers.length) return { graph: { nodes: [], edges: [], next: [], left_out: 0 }, draft: title };
  return { graph: await graph(papers.map(({ version_id }) => version_id)), draft: title };
}

const graph = (version?: string[]) => api.get('/api/reading-graph', { query: { version } });
