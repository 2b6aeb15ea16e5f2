import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const pictures = (data: DataTransfer | null) => [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));

/** Pictures that are pasted or dropped go to `add`; the cursor already stands where they belong. */
export const pictureInput = (add: (files: File[]) => void): Extension =>
  EditorView.domEventHandlers({
    paste(event) {
      const files = pictures(event.clipboardData);
      // A spreadsheet puts a picture of its cells beside their words: the words are wanted.
      if (!files.length || event.clipboardData?.types.includes('text/plain')) return false;
      event.preventDefault();
      add(files);
      return true;
    },
    drop(event, view) {
      const files = pictures(event.dataTransfer);
      if (!files.length) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (at !== null) view.dispatch({ selection: { anchor: at } });
      add(files);
      return true;
    },
  });
