/**
 * The issue page. It runs in a webview, knows only the host's messages (src/shared/issue-messages.ts) and never reaches the
 * network. The host's HTML is that of the transcript page (media/transcript/main.ts), with `issue` in place of `transcript`
 * and without media.
 */
import type { IssueHostMessage } from '../../src/shared/issue-messages.ts';
import { acquireHost, listen } from '../ui/host.ts';
import type { IssueHost } from './host.ts';
import { IssuePage } from './page.ts';
import { openSaved } from './saved-page.ts';
import './styles/issue.css';

const root = document.getElementById('issue');
if (root === null) throw new Error('The page has no element with the id "issue".');

const host: IssueHost = acquireHost();
const page = new IssuePage(root, host.post, openSaved(host, document.body.dataset['panel']));
listen<IssueHostMessage>(page.handlers);
host.post({ type: 'ready' });
