import { type CorrectedLine, type CorrectedPart, type CorrectedView, differs } from '../../../src/shared/corrected.ts';
import { button, el } from '../dom.ts';
import { t } from '../l10n.ts';
import { oneLine, plain } from '../text.ts';

/** What there is to say about the corrected text, in a sentence or two. */
export function noteWords(view: CorrectedView): string {
  switch (view.kind) {
    case 'asking':
      return t('Asking for the corrected text. The first time, the service listens to the whole recording.');
    case 'refused':
      // It stands in the line that stays in view.
      return oneLine(view.sentence, 300);
    case 'ready': {
      const { lines, broken } = view;
      const count = lines.filter(differs).length;
      const found =
        count === 0
          ? t('Corrected: nothing differs from what was heard.')
          : count === 1
            ? t('Corrected, approximate place: 1 message differs.')
            : t('Corrected, approximate place: {0} messages differ.', count);
      return broken === 0 ? found : `${found} ${t('{0} parts of it cannot be read.', broken)}`;
    }
  }
}

/** The same, with what can be done; `act` hears which. */
export function drawNote(view: CorrectedView, act: (id: string) => void): readonly HTMLElement[] {
  const waits = el('progress', { 'aria-label': t('Asking for the corrected text') });
  const offered = [
    ...(view.kind === 'refused' ? view.actions : []),
    { id: 'hide', label: view.kind === 'asking' ? t('Cancel') : t('Hide') },
  ];
  return [
    ...(view.kind === 'asking' ? [waits] : []),
    el('span', { class: 'corrected-words', dir: 'auto', text: noteWords(view) }),
    ...offered.map(({ id, label }) => button({ class: 'link', text: oneLine(label, 60), click: () => act(id) })),
  ];
}

/** Draws the line of a message, if it has one. */
export function drawLines(lines: readonly CorrectedLine[]): (index: number) => HTMLElement | undefined {
  const byIndex = new Map(lines.map((line) => [line.index, line]));
  return (index) => {
    const line = byIndex.get(index);
    return line === undefined ? undefined : drawLine(line);
  };
}

function drawLine(line: CorrectedLine): HTMLElement {
  const heard = el('span', { class: 'spoken', text: `${t('Corrected, approximate place:')} ` });
  const isSame = !differs(line);
  const parts = line.parts.flatMap((part, place) => [
    ...(place === 0 ? [] : [document.createTextNode(' ')]),
    draw(part),
  ]);
  const said = parts.length === 0 ? [el('span', { text: t('(no words)') })] : parts;
  return el('div', { class: isSame ? 'corrected same' : 'corrected', dir: 'auto' }, heard, ...said);
}

/** Marked by a line through or below it, and for the ear by a word. */
function draw({ kind, text }: CorrectedPart): Node {
  if (kind === 'same') return document.createTextNode(plain(text));
  const word = kind === 'removed' ? t('removed:') : t('added:');
  return el(
    kind === 'removed' ? 'del' : 'ins',
    {},
    el('span', { class: 'spoken', text: `${word} ` }),
    document.createTextNode(plain(text)),
  );
}
