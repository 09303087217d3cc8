import { type CorrectedLine, type CorrectedPart, type CorrectedView, differs } from '../../../src/shared/corrected.ts';
import { button, el } from '../../ui/dom.ts';
import { t } from '../../ui/l10n.ts';
import { oneLine, plain } from '../../ui/text.ts';

/** The status of the corrected transcript, in a sentence or two. */
export function statusText(view: Exclude<CorrectedView, { kind: 'hidden' }>): string {
  switch (view.kind) {
    case 'asking':
      return t('Requesting the corrected transcript. The first request processes the whole recording.');
    case 'refused':
      // The bar stays in view: there is room for one line.
      return oneLine(view.sentence, 300);
    case 'ready': {
      const { lines, broken } = view;
      const count = lines.filter(differs).length;
      const found =
        count === 0
          ? t('No corrections.')
          : count === 1
            ? t('1 message corrected (position approximate).')
            : t('{0} messages corrected (positions approximate).', count);
      if (broken === 0) return found;
      return `${found} ${broken === 1 ? t('1 part could not be read.') : t('{0} parts could not be read.', broken)}`;
    }
  }
}

/**
 * Draws the status with its buttons.
 *
 * @param all whether messages without a correction are shown as well
 */
export function drawStatus(
  view: Exclude<CorrectedView, { kind: 'hidden' }>,
  all: boolean,
  act: (id: string) => void,
): readonly HTMLElement[] {
  const waits = el('progress', { 'aria-label': t('Requesting the corrected transcript') });
  const hasOthers = view.kind === 'ready' && view.lines.some((line) => !differs(line));
  const others = { id: 'all', label: all ? t('Show corrections only') : t('Show all') };
  const offered = [
    ...(view.kind === 'refused' ? view.actions : []),
    ...(hasOthers ? [others] : []),
    { id: 'hide', label: view.kind === 'asking' ? t('Cancel') : t('Hide') },
  ];
  return [
    ...(view.kind === 'asking' ? [waits] : []),
    el('span', { class: 'corrected-words', dir: 'auto', text: statusText(view) }),
    ...offered.map(({ id, label }) => button({ class: 'link', text: oneLine(label, 60), click: () => act(id) })),
  ];
}

/** Returns what draws the corrected line of a message, if it has one: a correction, or with `all` any line. */
export function drawLines(lines: readonly CorrectedLine[], all: boolean): (index: number) => HTMLElement | undefined {
  const byIndex = new Map(lines.filter((line) => all || differs(line)).map((line) => [line.index, line]));
  return (index) => {
    const line = byIndex.get(index);
    return line === undefined ? undefined : drawLine(line);
  };
}

function drawLine(line: CorrectedLine): HTMLElement {
  const heard = el('span', { class: 'spoken', text: `${t('Corrected (position approximate):')} ` });
  const isSame = !differs(line);
  const parts = line.parts.flatMap((part, index) => [
    ...(index === 0 ? [] : [document.createTextNode(' ')]),
    draw(part),
  ]);
  const said = parts.length === 0 ? [el('span', { text: t('(no words)') })] : parts;
  return el('div', { class: isSame ? 'corrected same' : 'corrected', dir: 'auto' }, heard, ...said);
}

/** Changes are marked by a line through or below them, and for screen readers by a word. */
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
