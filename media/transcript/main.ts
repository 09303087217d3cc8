/**
 * The transcript page. It runs in a webview and knows only what the host tells it in messages
 * (src/shared/messages.ts); it never reaches the network.
 *
 * What the host's HTML has to provide:
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
import { pageContext } from './context.ts';
import { acquireHost, listen } from './host.ts';
import { Memory } from './rows/memory.ts';
import { Page } from './page.ts';
import './styles/transcript.css';

const root = document.getElementById('transcript');
if (root === null) throw new Error('The page has no element with the id "transcript".');

const host = acquireHost();
document.body.dataset['vscodeContext'] = pageContext();
const memory = new Memory(host, document.body.dataset['panel']);
const page = new Page(root, memory, host.post);
listen(page.handlers);
host.post({ type: 'ready' });
