import { beforeEach, expect, it, vi } from 'vitest';
import { NoteKeeper } from './keeping';

const quote = { exact: 'one network', prefix: 'so ', suffix: ' serves', section: 'Abstract' };

beforeEach(() => localStorage.clear());

it('keeps unsaved words and their passage for the next page, until they are saved', () => {
  new NoteKeeper('ada', 'new/v1').keep({ words: 'half a thou', quote });
  const next = new NoteKeeper('ada', 'new/v1');
  expect(next.recall()).toEqual({ words: 'half a thou', quote });
  next.forget();
  expect(new NoteKeeper('ada', 'new/v1').recall()).toBeUndefined();
});

it('never shows one reader or note the words of another', () => {
  new NoteKeeper('ada', 'n1').keep({ words: 'mine' });
  expect(new NoteKeeper('rui', 'n1').recall()).toBeUndefined();
  expect(new NoteKeeper('ada', 'n2').recall()).toBeUndefined();
});

it('does without what it cannot read', () => {
  localStorage.setItem('stillroom.note/ada/n1', '{broken');
  expect(new NoteKeeper('ada', 'n1').recall()).toBeUndefined();
  localStorage.setItem('stillroom.note/ada/n1', '{"words": 3}');
  expect(new NoteKeeper('ada', 'n1').recall()).toBeUndefined();
});

it('says so when the browser has no room', () => {
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(new NoteKeeper('ada', 'n1').keep({ words: 'much' })).toBe(false);
  full.mockRestore();
});
