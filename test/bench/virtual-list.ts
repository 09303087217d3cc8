// The page of a transcript as a list by `@tanstack/virtual-core`: rows are drawn as ours, while they are near the window.
import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll } from '@tanstack/virtual-core';
import { Model } from '../../media/transcript/model.ts';
import { drawRow } from '../../media/transcript/rows/row.ts';
import type { TranscriptView } from '../../src/shared/transcript.ts';

interface Message {
  readonly state: { readonly view: TranscriptView };
}

window.addEventListener('message', ({ data }: MessageEvent<Message>) => show(data.state.view));

function show(view: TranscriptView): void {
  const model = new Model(view);
  const list = document.createElement('div');
  list.className = 'list';
  list.setAttribute('role', 'list');
  list.setAttribute(
    'style',
    'position: relative; --time-width: 8ch; --index-width: calc(6 * 7px + 8px); --speaker-width: 6ch',
  );
  document.querySelector('#transcript')?.replaceChildren(list);
  const drawn = new Map<number, HTMLElement>();
  const virtualizer = new Virtualizer<Window, HTMLElement>({
    count: model.placed.length,
    getScrollElement: () => window,
    estimateSize: () => 24,
    overscan: 10,
    scrollToFn: windowScroll,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    onChange: () => draw(),
  });
  virtualizer._didMount();
  virtualizer._willUpdate();
  draw();

  function draw(): void {
    list.style.height = `${virtualizer.getTotalSize()}px`;
    const items = virtualizer.getVirtualItems();
    const shown = new Set(items.map(({ index }) => index));
    for (const [index, element] of drawn) {
      if (shown.has(index)) continue;
      element.remove();
      drawn.delete(index);
    }
    for (const { index, start } of items) {
      const element = drawn.get(index) ?? add(index);
      element.style.transform = `translateY(${start}px)`;
    }
  }

  function add(index: number): HTMLElement {
    const placed = model.placed[index];
    if (placed === undefined) throw new RangeError(`No row at ${index}`);
    const element = drawRow(view.header, placed);
    element.dataset['index'] = String(index);
    element.style.position = 'absolute';
    element.style.width = '100%';
    drawn.set(index, element);
    list.append(element);
    virtualizer.measureElement(element);
    return element;
  }
}
