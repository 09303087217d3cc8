import type { KeyAction } from '../../../src/shared/keys.ts';
import type { Role } from '../../../src/shared/transcript.ts';
import type { Announcer } from '../../ui/announcer.ts';
import { t } from '../../ui/l10n.ts';
import type { Model } from '../model.ts';
import type { RowList } from './row-list.ts';
import type { ScrollPosition } from './scroll-position.ts';
import type { Selection } from './selection.ts';

export interface NavigationParts {
  readonly model: Model;
  readonly list: RowList;
  readonly selection: Selection;
  readonly scroll: ScrollPosition;
  readonly announcer: Announcer;
  /** Selects a message that is not loaded yet. */
  readonly reveal: (index: number) => void;
}

/** The sentence when nothing is found below (1) or above (-1), or the index of a message below that is not loaded yet. */
interface NotFound {
  readonly 1: string;
  readonly '-1': string;
  readonly notLoaded?: number | null | undefined;
}

/** Moves the selection through the transcript, in display order. */
export class Navigation {
  readonly #parts: NavigationParts;

  constructor(parts: NavigationParts) {
    this.#parts = parts;
  }

  /** Returns whether the action moves the selection. */
  run(action: KeyAction): boolean {
    const { selection, scroll } = this.#parts;
    const { position } = selection;
    switch (action) {
      case 'next':
      case 'previous':
      case 'first':
      case 'last':
      case 'pageDown':
      case 'pageUp':
        this.#goNear(
          position === null ? this.#start(action, scroll.firstVisible ?? 0) : this.#target(action, position),
          action === 'previous' || action === 'last' || action === 'pageUp' ? -1 : 1,
        );
        return true;
      case 'extendDown':
      case 'extendUp':
        this.#extend(action === 'extendDown' ? 1 : -1);
        return true;
      case 'nextFlag':
      case 'previousFlag':
        this.#seek(action === 'nextFlag' ? 1 : -1, (at) => this.#isFlagged(at), {
          notLoaded: this.#parts.model.groups.notLoaded[0]?.index,
          1: t('No more flags below.'),
          '-1': t('No more flags above.'),
        });
        return true;
      case 'nextFinding':
      case 'previousFinding':
        this.#toFinding(action === 'nextFinding' ? 1 : -1);
        return true;
      case 'nextCaller':
      case 'previousCaller':
        this.#turn(action === 'nextCaller' ? 1 : -1, 'caller');
        return true;
      case 'nextAgent':
      case 'previousAgent':
        this.#turn(action === 'nextAgent' ? 1 : -1, 'agent');
        return true;
      default:
        return false;
    }
  }

  get #last(): number {
    return this.#parts.model.placed.length - 1;
  }

  #go(position: number): void {
    this.#parts.selection.select(position, { focus: true, scroll: 'nearest' });
  }

  /** Selects this row or, if it is hidden, the nearest visible one, in this direction first. */
  #goNear(position: number, step: 1 | -1): void {
    const near = this.#shownFrom(position, step) ?? this.#shownFrom(position, step === 1 ? -1 : 1);
    if (near !== undefined) this.#go(near);
  }

  #shownFrom(position: number, step: 1 | -1): number | undefined {
    const { list } = this.#parts;
    for (let at = position; at >= 0 && at <= this.#last; at += step) if (list.isShown(at)) return at;
    return undefined;
  }

  /** The first position while nothing is selected: what is visible. */
  #start(action: KeyAction, visible: number): number {
    if (action === 'first') return 0;
    return action === 'last' ? this.#last : visible;
  }

  #target(action: KeyAction, position: number): number {
    const { selection, scroll } = this.#parts;
    const page = window.innerHeight - scroll.top;
    switch (action) {
      case 'next':
        return Math.min(position + 1, this.#last);
      case 'previous':
        return Math.max(position - 1, 0);
      case 'first':
        return 0;
      case 'last':
        return this.#last;
      case 'pageDown':
        return selection.pageFrom(position, 1, page);
      case 'pageUp':
        return selection.pageFrom(position, -1, page);
      default:
        return position;
    }
  }

  #extend(step: 1 | -1): void {
    const { selection, scroll, announcer } = this.#parts;
    const { position } = selection;
    if (position === null) this.#go(scroll.firstVisible ?? 0);
    else selection.extendTo(this.#shownFrom(position + step, step) ?? position, { focus: true, scroll: 'nearest' });
    const count = selection.chosen.length;
    if (count > 1) announcer.say(t('{0} messages selected.', count));
  }

  #isFlagged(position: number): boolean {
    const placed = this.#parts.model.placed[position];
    return placed !== undefined && this.#parts.model.flagsOn(placed.row.index).length > 0;
  }

  #hasFinding(position: number): boolean {
    const placed = this.#parts.model.placed[position];
    return placed !== undefined && this.#parts.model.findingsOn(placed.row.index).length > 0;
  }

  /** Focuses the next suggestion, those of the selected message included, so that Enter opens it. */
  #toFinding(step: 1 | -1): void {
    const before = findingsIn(this.#parts.selection.row);
    const at = before.findIndex((chip) => chip === document.activeElement);
    const here = step === 1 ? before[at + 1] : before[at - 1];
    if (here !== undefined) {
      revealFinding(here);
      return;
    }
    const found = this.#seek(step, (position) => this.#hasFinding(position), {
      1: t('No more suggestions below.'),
      '-1': t('No more suggestions above.'),
    });
    const chip = found ? findingsIn(this.#parts.selection.row).at(step === 1 ? 0 : -1) : undefined;
    if (chip !== undefined) revealFinding(chip);
  }

  /** Selects the next message with which a speaker begins. */
  #turn(step: 1 | -1, role: Role): void {
    const { placed } = this.#parts.model;
    const begins = (at: number): boolean => placed[at]?.row.role === role && placed[at - 1]?.row.role !== role;
    const isAgent = role === 'agent';
    this.#seek(step, begins, {
      1: isAgent ? t('No more agent turns below.') : t('No more caller turns below.'),
      '-1': isAgent ? t('No more agent turns above.') : t('No more caller turns above.'),
    });
  }

  /** Selects the next match. Returns whether a loaded message matches. */
  #seek(step: 1 | -1, matches: (position: number) => boolean, none: NotFound): boolean {
    const { list, selection, scroll, announcer } = this.#parts;
    let at = selection.position === null ? (scroll.firstVisible ?? 0) - (step === 1 ? 1 : 0) : selection.position;
    for (at += step; at >= 0 && at <= this.#last; at += step) {
      if (!matches(at) || !list.isShown(at)) continue;
      this.#go(at);
      return true;
    }
    const { more } = this.#parts.model;
    if (step === 1 && typeof none.notLoaded === 'number') this.#parts.reveal(none.notLoaded);
    else if (step === 1 && more > 0)
      announcer.say(t('Not found in loaded messages; {0} more are not loaded.', more), 'warning');
    else announcer.say(step === 1 ? none[1] : none['-1'], 'warning');
    return false;
  }
}

function findingsIn(row: HTMLElement | undefined): readonly HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('.finding .chip') ?? [])];
}

/** Focuses a suggestion and scrolls to it, with its message where both have room. */
function revealFinding(chip: HTMLElement): void {
  chip.focus({ preventScroll: true });
  const reveal = (): void => {
    chip.closest('.row')?.firstElementChild?.scrollIntoView({ block: 'nearest' });
    chip.closest('.finding')?.scrollIntoView({ block: 'nearest' });
  };
  reveal();
  // By then, rows of estimated height are laid out.
  requestAnimationFrame(reveal);
}
