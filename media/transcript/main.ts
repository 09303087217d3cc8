/**
 * The transcript page. It runs in a webview, knows only the host's messages (src/shared/messages.ts) and never reaches
 * the network.
 *
 * The host's HTML provides:
 *
 *   <html lang="…">                        the editor's display language
 *   <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-…';
 *         style-src ${cspSource}; font-src ${cspSource}; media-src blob:">
 *   <link rel="stylesheet" href="…/dist/webview/transcript.css">   codicon.ttf lies beside it
 *   <body data-panel="…">                  optional: text the page keeps in its state as `panel`, unread, so that a
 *                                          panel restored after a reload can be told which call it shows
 *   <main id="transcript"></main>          empty; the page fills it
 *   <script type="application/json" id="l10n">{…}</script>
 *                                          optional: translations by English text (vscode.l10n.bundle), with every
 *                                          `<` written as \u003c
 *   <script type="module" nonce="…" src="…/dist/webview/transcript.js"></script>   after the others;
 *                                          what it imports later has its nonce
 */
import type { HostMessage } from '../../src/shared/messages.ts';
import { acquireHost, listen } from '../ui/host.ts';
import type { TranscriptHost } from './host.ts';
import { pageContext } from './menu-context.ts';
import { Page } from './page.ts';
import { SavedState } from './saved-state.ts';
import './styles/transcript.css';

const root = document.getElementById('transcript');
if (root === null) throw new Error('The page has no element with the id "transcript".');

const host: TranscriptHost = acquireHost();
document.body.dataset['vscodeContext'] = pageContext();
const saved = new SavedState(host, document.body.dataset['panel']);
const page = new Page(root, saved, host.post);
listen<HostMessage>(page.handlers);
host.post({ type: 'ready' });
