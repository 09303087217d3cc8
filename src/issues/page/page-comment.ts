import * as vscode from 'vscode';
import { uiCall, silentCall } from '../../editor/call.ts';
import { isCancelled } from '../../editor/errors/cancelled.ts';
import { explain } from '../../editor/errors/explain.ts';
import { isPending, makeWrite } from '../../editor/make-write.ts';
import { confirmMention } from '../../editor/prompts/confirm-mention.ts';
import { checkLength } from '../../editor/prompts/text-prompt.ts';
import type { Services } from '../../editor/services.ts';
import { type CommentDraft, maxComment } from '../../shared/issue-view.ts';
import { commentEvidence, textKinds } from '../../triage/draft-kinds.ts';
import { addComment } from '../../triage/outbox/kinds/add-comment.ts';
import type { IssuePort } from './port.ts';

/** The comment that is written on a page: its draft, and how it is posted. */
export class PageComment {
  readonly #page: IssuePort;
  readonly #services: Services;

  constructor(page: IssuePort, services: Services) {
    this.#page = page;
    this.#services = services;
  }

  async load(): Promise<void> {
    const { drafts } = this.#services;
    const { text, evidence } = this.#places;
    await Promise.all([drafts.load(text), drafts.load(evidence)]);
  }

  /** Fills the page's box with the draft. */
  show(): void {
    const { drafts } = this.#services;
    const { text, evidence } = this.#places;
    this.#page.post({ type: 'comment', draft: { text: drafts.of(text), links: drafts.of(evidence) } });
  }

  keep({ text, links }: CommentDraft): void {
    const { drafts } = this.#services;
    const places = this.#places;
    drafts.keep(places.text, text);
    drafts.keep(places.evidence, links);
  }

  /** Posts a comment; the activity shows how it fares. Until it is in the outbox, the box keeps it. */
  async send(draft: CommentDraft): Promise<void> {
    const page = this.#page;
    this.keep(draft);
    const session = page.session();
    const { issueId } = page.target;
    const { resources } = session.issues.contents(issueId);
    const known = draft.links.filter((id) => resources.items.some((link) => link.id === id));
    let isAccepted = false;
    try {
      const written = draft.text.trim();
      checkLength('detail', written, maxComment);
      const detail = await confirmMention(uiCall, written, false);
      const payload = { issueId, detail, ...(known.length === 0 ? {} : { resourceLinkIds: known }) };
      const posted = makeWrite(this.#services, session, addComment, payload, silentCall, true);
      isAccepted = true;
      this.keep({ text: '', links: [] });
      this.show();
      const { l10n } = vscode;
      page.say(
        isPending(await posted) ? l10n.t('Your comment is saved and will be sent.') : l10n.t('Comment added.'),
        'info',
      );
    } catch (error) {
      // Once it is accepted, the activity shows the error.
      if (isAccepted) return;
      page.post({ type: 'comment/kept' });
      if (!isCancelled(error)) page.say(explain(error).sentence, 'warning');
    }
  }

  get #places() {
    const { connectionId, issueId } = this.#page.target;
    const place = { connectionId, issueId };
    return { text: { kind: textKinds.comment, ...place }, evidence: { kind: commentEvidence, ...place } };
  }
}
