import type { KeyAction } from '../../src/shared/keys.ts';
import type { Role } from '../../src/shared/transcript.ts';
import { t } from './l10n.ts';
import type { RowList } from './rows/list.ts';
import type { Live } from './rows/live.ts';
import type { Model } from './rows/model.ts';
import type { Place } from './rows/place.ts';
import type { Selection } from './rows/selection.ts';

export interface MovesParts {
  readonly model: Model;
  readonly list: RowList;
  readonly selection: Selection;
  readonly place: Place;
  readonly live: Live;
  /** Goes to a message that is not on the page yet. */
  readonly reveal: (index: number) => void;
}

/** What to say when there is nothing further down or up, and the message further down that is not on the page yet. */
interface NothingThere {
  readonly 1: string;
  readonly '-1': string;
  readonly later?: number | null | undefined;
}

/** Moves the selection through the transcript, in display order. */
export class Moves {
  readonly #parts: MovesParts;

  constructor(parts: MovesParts) {
    this.#parts = parts;
  }

  /** Does the move that this action is. Returns false for an action that is none. */
  do(action: KeyAction): boolean {
    const { selection, place } = this.#parts;
    const { position } = selection;
    switch (action) {
      case 'next':
      case 'previous':
      case 'first':
      case 'last':
      case 'pageDown':
      case 'pageUp':
        this.#goNear(
          position === null ? this.#start(action, place.firstVisible ?? 0) : this.#target(action, position),
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
          later: this.#parts.model.groups.later[0]?.index,
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

  /** To this row or, where it is hidden, to the next that is not, in this direction or else in the other. */
  #goNear(position: number, step: 1 | -1): void {
    const near = this.#shownFrom(position, step) ?? this.#shownFrom(position, step === 1 ? -1 : 1);
    if (near !== undefined) this.#go(near);
  }

  #shownFrom(position: number, step: 1 | -1): number | undefined {
    const { list } = this.#parts;
    for (let at = position; at >= 0 && at <= this.#last; at += step) if (list.isShown(at)) return at;
    return undefined;
  }

  /** Where the first key goes while nothing is selected: to what the reader sees. */
  #start(action: KeyAction, visible: number): number {
    if (action === 'first') return 0;
    return action === 'last' ? this.#last : visible;
  }

  #target(action: KeyAction, position: number): number {
    const { selection, place } = this.#parts;
    const page = window.innerHeight - place.top;
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
    const { selection, place, live } = this.#parts;
    const { position } = selection;
    if (position === null) this.#go(place.firstVisible ?? 0);
    else selection.extendTo(this.#shownFrom(position + step, step) ?? position, { focus: true, scroll: 'nearest' });
    const count = selection.chosen.length;
    if (count > 1) live.say(t('{0} messages selected.', count));
  }

  #isFlagged(position: number): boolean {
    const placed = this.#parts.model.placed[position];
    return placed !== undefined && this.#parts.model.flagsOn(placed.row.index).length > 0;
  }

  #hasFinding(position: number): boolean {
    const placed = this.#parts.model.placed[position];
    return placed !== undefined && this.#parts.model.findingsOn(placed.row.index).length > 0;
  }

  /** To the next suggestion, those of the selected message included: it gets the keyboard, so that Enter opens it. */
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

  /** To where somebody begins to speak. */
  #turn(step: 1 | -1, role: Role): void {
    const { placed } = this.#parts.model;
    const begins = (at: number): boolean => placed[at]?.row.role === role && placed[at - 1]?.row.role !== role;
    const isAgent = role === 'agent';
    this.#seek(step, begins, {
      1: isAgent ? t('No more agent turns below.') : t('No more caller turns below.'),
      '-1': isAgent ? t('No more agent turns above.') : t('No more caller turns above.'),
    });
  }

  /** Returns whether there is one among the messages shown. */
  #seek(step: 1 | -1, isMeant: (position: number) => boolean, none: NothingThere): boolean {
    const { list, selection, place, live } = this.#parts;
    let at = selection.position === null ? (place.firstVisible ?? 0) - (step === 1 ? 1 : 0) : selection.position;
    for (at += step; at >= 0 && at <= this.#last; at += step) {
      if (!isMeant(at) || !list.isShown(at)) continue;
      this.#go(at);
      return true;
    }
    const { more } = this.#parts.model;
    if (step === 1 && typeof none.later === 'number') this.#parts.reveal(none.later);
    else if (step === 1 && more > 0)
      live.say(t('Not found in loaded messages; {0} more are not loaded.', more), 'warning');
    else live.say(step === 1 ? none[1] : none['-1'], 'warning');
    return false;
  }
}

function findingsIn(row: HTMLElement | undefined): readonly HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>('.finding .chip') ?? [])];
}

/** Gives a suggestion the keyboard and brings all of it into view, with its message where both have room. */
function revealFinding(chip: HTMLElement): void {
  chip.focus({ preventScroll: true });
  const reveal = (): void => {
    chip.closest('.row')?.firstElementChild?.scrollIntoView({ block: 'nearest' });
    chip.closest('.finding')?.scrollIntoView({ block: 'nearest' });
  };
  reveal();
  // Rows that were only estimated have got their height by then.
  requestAnimationFrame(reveal);
}
