import { Uri, type WebviewPanel } from 'vscode';
import { expect, onTestFinished } from 'vitest';
import { ActiveTranscript } from '../../../../src/editor/active-transcript.ts';
import type { Services } from '../../../../src/editor/services.ts';
import { Emitter } from '../../../../src/shared/event.ts';
import type { HostMessage, PageMessage } from '../../../../src/shared/messages.ts';
import type { Database } from '../../../../src/storage/database.ts';
import { TranscriptPanels } from '../../../../src/transcript/panel/panels.ts';
import { type Target, writeTarget } from '../../../../src/transcript/target.ts';
import { DraftStore } from '../../../../src/triage/drafts.ts';
import { NoConnectionError } from '../../../../src/triage/sessions/errors.ts';
import { ReviewMarks } from '../../../../src/triage/review/marks.ts';
import { ReviewQueue } from '../../../../src/triage/review/queue.ts';
import { PlayerPreference } from '../../../../src/triage/calls/player-settings.ts';
import type { Session } from '../../../../src/triage/sessions/session.ts';

/** A tab of the editor and the page in it: as in the editor, a page that is hidden is gone, and hears nothing. */
export class Tab {
  title = '';
  visible = true;
  active = true;
  revealed = 0;
  heard: HostMessage[] = [];
  readonly #said = new Emitter<unknown>();
  readonly #moved = new Emitter<void>();
  readonly #closed = new Emitter<void>();
  readonly #hears = new Emitter<HostMessage>();
  readonly onDidHear = this.#hears.event;
  readonly onDidChangeViewState = this.#moved.event;
  readonly onDidDispose = this.#closed.event;
  readonly webview = {
    cspSource: 'https://editor.example',
    asWebviewUri: (uri: Uri) => uri,
    onDidReceiveMessage: this.#said.event,
    postMessage: async (message: HostMessage) => {
      if (!this.visible) return false;
      this.heard.push(message);
      this.#hears.fire(message);
      return true;
    },
  };

  /** The page is loaded, anew when it was hidden, and greets. */
  show(): void {
    this.visible = true;
    this.heard = [];
    this.#moved.fire();
    this.#said.fire({ type: 'ready' });
  }

  hide(): void {
    this.visible = false;
    this.#moved.fire();
  }

  /** The page asks the host for something. */
  say(message: PageMessage): void {
    this.#said.fire(message);
  }

  reveal(): void {
    this.revealed += 1;
  }

  dispose(): void {
    this.close();
  }

  close(): void {
    this.#closed.fire();
  }

  /** The last message of a type that the page has heard. */
  last<T extends HostMessage['type']>(type: T): Extract<HostMessage, { type: T }> | undefined {
    return this.heard.findLast((message): message is Extract<HostMessage, { type: T }> => message.type === type);
  }
}

/** As `Services.once`. */
function onceFor(services: () => Services): Services['once'] {
  const made = new Map<object, object>();
  return <T extends object>(Feature: new (services: Services) => T): T => {
    const one = made.get(Feature) ?? new Feature(services());
    made.set(Feature, one);
    return one as T;
  };
}

/** Opens a panel in a tab. Gives what removes its connection. @param warn takes what is logged */
export async function openPanel(
  session: Session,
  database: Database,
  target: Target,
  tab: Tab,
  warn: (line: string) => void = () => undefined,
): Promise<() => void> {
  const changed = new Emitter<{ readonly connectionId: string | null }>();
  let connections = [session.connection];
  const services: Services = {
    context: { extensionUri: Uri.from({ scheme: 'file', path: '/extension' }) },
    log: { warn, info: () => undefined },
    connections: { read: () => ({ connections, talkdesk: [], problems: [] }), onDidChange: changed.event },
    session(connectionId: string) {
      if (connections.length === 0) throw new NoConnectionError(connectionId);
      return session;
    },
    openSessions: () => [session],
    drafts: new DraftStore(database, (error) => expect.unreachable(String(error))),
    player: new PlayerPreference(database),
    database,
    once: onceFor(() => services),
    activeTranscript: new ActiveTranscript(),
    review: new ReviewQueue(new ReviewMarks(database), { read: () => undefined, write: () => undefined }),
  } as unknown as Services;
  const webviewPanel = tab as unknown as WebviewPanel;
  new TranscriptPanels(services).restore(webviewPanel, { panel: writeTarget(target) });
  onTestFinished(() => tab.close());
  return () => {
    connections = [];
    changed.fire({ connectionId: null });
  };
}
