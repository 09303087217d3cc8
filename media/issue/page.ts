import { html, nothing, render, type TemplateResult } from 'lit-html';
import type {
  ActivityList,
  AffectedView,
  EntryView,
  EvidenceList,
  EvidenceView,
  HeadView,
  NormView,
  RelationList,
  ScenarioList,
} from '../../src/shared/issue-view.ts';
import type { PageAction } from '../../src/shared/page-action.ts';
import { Announcer } from '../ui/announcer.ts';
import { keepPlace } from '../ui/keep-place.ts';
import { t } from '../ui/l10n.ts';
import { problem } from '../ui/problem.ts';
import { Growing } from './growing.ts';
import { clean } from '../ui/clean.ts';
import type { IssueHandlers, Post } from './host.ts';
import { activity, filtered } from './parts/activity.ts';
import { CommentBox } from './parts/comment-box.ts';
import { evidence } from './parts/evidence.ts';
import { head } from './parts/head.ts';
import { Pickers } from './parts/picker.ts';
import { affected, norm, relations } from './parts/related.ts';
import { scenarios } from './parts/scenarios.ts';
import { TextEditors } from './parts/text-editor.ts';
import type { EntryFilter, SavedIssue } from './saved-page.ts';

/** What the host has posted so far. */
interface Content {
  head?: HeadView;
  evidence?: EvidenceList;
  relations?: RelationList;
  scenarios?: ScenarioList | null;
  norm?: NormView;
  activity?: ActivityList;
  affected?: AffectedView;
}

/** Entries that are shown without being asked for. */
const firstEntries = 50;

/** The issue page: one state, and one function that draws it. */
export class IssuePage {
  readonly #root: HTMLElement;
  readonly #post: Post;
  readonly #saved: SavedIssue;
  readonly #announcer: Announcer;
  readonly #pickers: Pickers;
  readonly #editors: TextEditors;
  readonly #comment: CommentBox;
  readonly #rows: Growing;
  readonly #entries: Growing;
  #content: Content = {};
  #problem: { readonly sentence: string; readonly actions: readonly PageAction[] } | undefined;
  #isAffectedOpen = false;
  /** The focus goes where the person was writing once that is there. */
  #isRestored = false;

  constructor(main: HTMLElement, post: Post, saved: SavedIssue) {
    this.#root = document.createElement('div');
    main.append(this.#root);
    this.#post = post;
    this.#saved = saved;
    this.#announcer = new Announcer(main);
    const draw = (): void => this.#draw();
    this.#pickers = new Pickers(post, draw);
    this.#editors = new TextEditors(post, draw, (editing) => saved.keep({ editing }));
    this.#comment = new CommentBox(post, draw, (isWriting) => saved.keep({ writing: isWriting ? 'comment' : null }));
    this.#rows = new Growing(draw, 15, Number.MAX_SAFE_INTEGER);
    this.#entries = new Growing(draw, 10, firstEntries);
    this.#draw();
  }

  get handlers(): IssueHandlers {
    return {
      loading: () => {
        this.#problem = undefined;
        this.#draw();
      },
      problem: ({ sentence, actions }) => {
        this.#problem = clean({ sentence, actions });
        this.#draw();
      },
      head: ({ head: view }) => {
        this.#problem = undefined;
        this.#take({ head: clean(view) });
        this.#restore();
      },
      evidence: ({ evidence: view }) => {
        const items = reused(this.#content.evidence?.items, clean(view.items));
        this.#take({ evidence: { ...clean({ ...view, items: [] }), items } });
      },
      relations: ({ relations: view }) => this.#take({ relations: clean(view) }),
      scenarios: ({ scenarios: view }) => this.#take({ scenarios: clean(view) }),
      norm: ({ norm: view }) => this.#take({ norm: clean(view) }),
      activity: ({ activity: view }) => {
        const entries = reused(this.#content.activity?.entries, clean(view.entries));
        this.#take({ activity: { ...clean({ ...view, entries: [] }), entries } });
      },
      affected: ({ affected: view }) => this.#take({ affected: clean(view) }),
      open: ({ part }) => {
        if (part === 'texts') this.#editTexts();
        else this.#showAffected();
      },
      choices: ({ field, choices }) => this.#pickers.take(field, clean(choices)),
      edit: ({ edit }) => {
        const { writing } = this.#saved.value;
        this.#editors.take(edit, writing === null || writing === edit.field);
      },
      edited: ({ field }) => this.#editors.close(field),
      comment: ({ draft }) => this.#comment.take(draft),
      'comment/kept': () => this.#comment.kept(),
      say: ({ text, tone }) => this.#announcer.say(text, tone),
    };
  }

  #take(change: Content): void {
    this.#content = { ...this.#content, ...change };
    this.#draw();
  }

  /** After a reload: opens the editors that were open, and goes back to where the person was writing. */
  #restore(): void {
    if (this.#isRestored) return;
    this.#isRestored = true;
    const { editing, writing } = this.#saved.value;
    for (const field of editing) this.#post({ type: 'edit', field });
    if (writing === 'comment') this.#comment.focus();
  }

  #filter(filter: EntryFilter): void {
    this.#saved.keep({ filter });
    this.#draw();
  }

  #draw(): void {
    keepPlace(this.#root, () => render(this.#page(), this.#root));
  }

  #page(): TemplateResult {
    if (this.#problem !== undefined) {
      const { sentence, actions } = this.#problem;
      return problem(sentence, actions, (action) => this.#post({ type: 'problem', action }));
    }
    const { head: top } = this.#content;
    if (top === undefined)
      return html`<div class="loading quiet" role="status"><h1>${t('Loading the issue…')}</h1></div>`;
    return html`<div class="issue">${head(top, this.#pickers, this.#editors, this.#post)} ${this.#sections()}</div>`;
  }

  #sections(): unknown {
    const content = this.#content;
    const { filter } = this.#saved.value;
    const items: readonly EvidenceView[] = content.evidence?.items ?? [];
    const entries: readonly EntryView[] = filtered(content.activity?.entries ?? [], filter);
    return [
      content.evidence === undefined
        ? nothing
        : evidence(content.evidence, items.slice(0, this.#rows.of(items.length)), this.#post),
      content.relations === undefined ? nothing : relations(content.relations, this.#post),
      content.scenarios === undefined || content.scenarios === null
        ? nothing
        : scenarios(content.scenarios, this.#post),
      content.norm === undefined ? nothing : norm(content.norm, this.#post),
      affected(content.affected, this.#isAffectedOpen, () => this.#toggleAffected(), this.#post),
      content.activity === undefined
        ? nothing
        : activity(
            content.activity,
            { filter, entries, count: this.#entries.of(entries.length) },
            (changed) => this.#filter(changed),
            () => this.#entries.showAll(),
            this.#post,
          ),
      this.#comment.box(items),
    ];
  }

  /** Opens the editors of both texts; the title gets the focus. */
  #editTexts(): void {
    this.#saved.keep({ writing: null });
    this.#editors.begin('description');
    this.#editors.begin('title');
  }

  #showAffected(): void {
    if (!this.#isAffectedOpen) this.#toggleAffected();
    document.querySelector<HTMLElement>('[data-focus="affected/toggle"]')?.focus();
  }

  #toggleAffected(): void {
    this.#isAffectedOpen = !this.#isAffectedOpen;
    if (this.#isAffectedOpen) this.#post({ type: 'affected' });
    this.#draw();
  }
}

/** The new items, each of them the old one where it has not changed: only what has is drawn again. */
function reused<T extends { readonly id: string }>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  const old = new Map(before?.map((one) => [one.id, one] as const));
  return now.map((one) => {
    const known = old.get(one.id);
    return known !== undefined && JSON.stringify(known) === JSON.stringify(one) ? known : one;
  });
}
